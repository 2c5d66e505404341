import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { typedId } from '../ids.ts';
import type { Account as AccountRow } from '../setup/setup.ts';
import { ApiKey } from './api-key.ts';
import type { GraphqlContext } from './context.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'The tenant: a business or an agency. Nothing crosses from one to another.',
  implements: Node,
  simpleResolvers: true,
})
export class Account extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const accountOf = (row: AccountRow): Account => ({
  id: typedId('Account', row.id),
  name: row.name,
  createdAt: row.createdAt,
});

@ObjectType({ description: 'Who asks.', simpleResolvers: true })
export class Viewer {
  @Field(() => Account, { description: "The key's account." })
  readonly account!: Account;

  @Field(() => ApiKey, { description: 'The key the request came with.' })
  readonly apiKey!: ApiKey;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who asks: the account and the key of this request.' })
  async viewer(@Ctx() context: GraphqlContext): Promise<Viewer> {
    const [nouns, apiKey] = await Promise.all([
      context.nouns(),
      context.loaders.apiKey.load(context.reach.actor.id ?? ''),
    ]);
    if (!apiKey) throw new Error('The key of this request is not in its account.');
    return { account: nouns.account, apiKey };
  }
}
