import { Arg, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { idIn, wholeIn } from '../input.ts';
import type { GraphqlContext } from './context.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'What a pool of one size would have meant for the visits.',
  simpleResolvers: true,
})
class PoolForecastPoint {
  @Field(() => Int, { description: 'Numbers in the pool.' })
  readonly numbers!: number;

  @Field(() => Float, { description: 'Visits that would have been given a number, 0 to 1.' })
  readonly served!: number;

  @Field(() => Int, { description: 'Visits that would not.' })
  readonly missed!: number;

  @Field(() => Float, {
    description:
      'Calls of the period that would have come in on a number others saw too, or had seen too lately, and so be ambiguous. An estimate.',
  })
  readonly ambiguousCalls!: number;

  @Field(() => Float, {
    description: "The share served by Erlang's formula for the busiest hour, as a cross-check, 0 to 1.",
  })
  readonly servedByErlang!: number;
}

@ObjectType({ description: 'How many numbers a pool needs, by the visits it had.', simpleResolvers: true })
class PoolForecast {
  @Field(() => DateTime, { description: 'Since when visits were counted.' })
  readonly from!: Date;

  @Field(() => DateTime, { description: 'Until when.' })
  readonly to!: Date;

  @Field(() => Int, { description: 'Visits that wanted a number of the pool.' })
  readonly visits!: number;

  @Field(() => Int, { description: 'Numbers the pool has.' })
  readonly present!: number;

  @Field(() => Int, {
    description:
      'The fewest numbers that serve 999 of 1,000 visits, at the lease and cooldown the tracker has. How many calls they leave ambiguous stands in `points`.',
  })
  readonly sufficient!: number;

  @Field(() => Int, {
    description:
      'Numbers that serve 999 of 1,000 visits, each with one that nobody else was shown in the seven hours before: fewer may still serve everybody, but leave more calls ambiguous.',
  })
  readonly recommended!: number;

  @Field(() => Int, { description: 'Numbers that would have been in use at once with no limit.' })
  readonly peak!: number;

  @Field(() => Float, { description: 'Calls for each visit.' })
  readonly callsPerVisit!: number;

  @Field(() => [PoolForecastPoint], { description: 'The curve, the smallest pool first.' })
  readonly points!: readonly PoolForecastPoint[];
}

@Resolver(() => PoolForecast)
export class PoolForecastResolver {
  @Query(() => PoolForecast, {
    description: 'Replays the visits of a pool with more and with fewer numbers than it has.',
  })
  async poolForecast(
    @Arg('tracker', () => ID, { description: 'A VISITOR tracker.' }) tracker: string,
    @Arg('days', () => Int, { nullable: true, description: 'Days to look back: 1 to 90, 28 unless given.' })
    days: number | null | undefined,
    @Ctx() { nouns, features }: GraphqlContext,
  ): Promise<PoolForecast> {
    const { setup } = await nouns();
    const found = setup.trackers.get(idIn('Tracker', tracker, 'tracker'));
    if (!found) throw new Refusal('NOT_FOUND', 'There is no such tracker in this account.', 'tracker');
    if (found.kind !== 'VISITOR')
      throw new Refusal('INVALID', 'Only a VISITOR tracker has a pool.', 'tracker');
    return features.poolForecast(setup, found, wholeIn(days ?? 28, 'days', { min: 1, max: 90 }));
  }
}
