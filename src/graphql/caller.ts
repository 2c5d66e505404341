import { Arg, Args, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { nationalFormat } from '../../integrations/kit/phone.ts';
import type { CallerRow } from '../calls/read-details.ts';
import { typedId } from '../ids.ts';
import { optionalTextIn } from '../input.ts';
import { Company } from './company.ts';
import type { GraphqlContext } from './context.ts';
import type { Nouns } from './nouns.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'A phone number that called a company.', implements: Node, simpleResolvers: true })
export class Caller extends Node {
  @Field(() => Company, { description: 'Whom it called.' })
  readonly company!: Company;

  @Field(() => String, { description: 'E.164.' })
  readonly number!: string;

  @Field(() => String, { description: 'As people of its country write it: `(212) 555-0177`.' })
  readonly nationalFormat!: string;

  @Field(() => String, { nullable: true, description: 'The name the carrier knew.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string | null;

  @Field(() => String, { nullable: true, description: 'Region or state.' })
  readonly region!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  readonly city!: string | null;

  @Field(() => DateTime, { description: 'When it first called.' })
  readonly firstCallAt!: string;

  @Field(() => DateTime, { description: 'When it last called.' })
  readonly lastCallAt!: string;

  @Field(() => Int, { description: 'How often it called.' })
  readonly callCount!: number;
}

export const callerOf = (row: CallerRow, nouns: Nouns): Caller => ({
  id: typedId('Caller', row.id),
  company: nouns.company(row.companyId),
  number: row.number,
  get nationalFormat() {
    return nationalFormat(row.number);
  },
  name: row.name,
  country: row.country,
  region: row.region,
  city: row.city,
  firstCallAt: row.firstCallAt,
  lastCallAt: row.lastCallAt,
  callCount: row.callCount,
});

const CallerConnection = connectionOf('Caller', () => Caller);

@Resolver(() => Caller)
export class CallerResolver {
  @Query(() => CallerConnection, { description: 'Everybody who called; who called last comes first.' })
  async callers(
    @Arg('search', () => String, { nullable: true, description: 'Part of a number or a name.' })
    search: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Caller>> {
    const wanted = optionalTextIn(search, 'search', { max: 100 });
    const rows = await context.reads.lists.callers(context.accountId, wanted, page);
    const nouns = await context.nouns(rows.rows.map((row) => row.companyId));
    return connect(rows, (row) => callerOf(row, nouns));
  }
}
