import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import type { GraphqlContext } from './context.ts';
import { Tracker } from './tracker.ts';

@ObjectType({ description: 'How much of a pool is free at this moment.', simpleResolvers: true })
class PoolUse {
  @Field(() => Tracker, { description: 'The pool.' })
  readonly tracker!: Tracker;

  @Field(() => Int, { description: 'Numbers in the pool.' })
  readonly numbers!: number;

  @Field(() => Int, { description: 'With a visitor at this moment.' })
  readonly held!: number;

  @Field(() => Int, { description: 'Resting after a visitor, before the next may see them.' })
  readonly resting!: number;

  @Field(() => Int, { description: 'Free for the next visitor.' })
  readonly free!: number;
}

@Resolver(() => PoolUse)
export class PoolUseResolver {
  @Query(() => [PoolUse], { description: 'The pools of a company, and how much of each is free.' })
  async poolUse(
    @Arg('companyId', () => ID, { description: 'Which company.' }) companyId: string,
    @Ctx() { nouns, features, reach }: GraphqlContext,
  ): Promise<PoolUse[]> {
    const known = await nouns();
    const id = idIn('Company', companyId, 'companyId');
    if (!known.setup.companies.has(id))
      throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'companyId');
    const pools = await features.poolUse(reach, id);
    return pools
      .filter(({ trackerId }) => known.setup.trackers.has(trackerId))
      .map(({ trackerId, ...use }) => ({
        ...use,
        free: use.numbers - use.held - use.resting,
        tracker: known.tracker(trackerId),
      }));
  }
}
