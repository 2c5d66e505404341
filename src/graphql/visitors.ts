import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Refusal } from '../errors.ts';
import { idIn, wholeIn } from '../input.ts';
import { mostVisits } from '../tracking/read-visitors.ts';
import { visitorsWanted } from '../tracking/visitor-filter.ts';
import { Call } from './call.ts';
import type { GraphqlContext } from './context.ts';
import { type Connection, connect, connectionOf, PageArgs } from './relay.ts';
import { Visitor, VisitorFilterInput, visitorOf } from './visitor.ts';
import { WebSession } from './web-session.ts';

const VisitorConnection = connectionOf('Visitor', () => Visitor);

@Resolver(() => Visitor)
export class VisitorsResolver {
  @Query(() => VisitorConnection, {
    description: 'Visitors of websites; whose newest visit began last comes first.',
  })
  async visitors(
    @Arg('filter', () => VisitorFilterInput, { nullable: true, description: 'Which visitors.' })
    filter: VisitorFilterInput | null,
    @Args(() => PageArgs) paging: PageArgs,
    @Ctx() { reach, nouns, reads }: GraphqlContext,
  ): Promise<Connection<Visitor>> {
    const wanted = visitorsWanted(filter ?? {}, 'filter', new Date());
    const { companies } = (await nouns(wanted.companyId ? [wanted.companyId] : [])).setup;
    if (wanted.companyId && !companies.has(wanted.companyId))
      throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'filter.companyId');
    const among = wanted.companyId ? [wanted.companyId] : [...companies.keys()];
    const page = await reads.visitors.page(reach, among, wanted, paging);
    const known = await nouns(page.rows.map((row) => row.companyId));
    return connect(page, (row) => visitorOf(row, known));
  }

  @Query(() => Visitor, { nullable: true, description: 'One visitor; null when there is no such one.' })
  visitor(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Visitor | null> {
    return loaders.visitor.load(idIn('Visitor', id, 'id'));
  }

  @FieldResolver(() => [WebSession], { description: 'The visits, newest first; the newest 50 at most.' })
  async sessions(
    @Root() { row }: Visitor,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 0 to 50, 50 unless given.' })
    first: number | null,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly WebSession[]> {
    const most = wholeIn(first ?? mostVisits, 'first', { min: 0, max: mostVisits });
    return (await loaders.sessionsOfVisitor.load(row.id)).slice(0, most);
  }

  @FieldResolver(() => [Call], {
    description: 'Calls credited to the visitor, newest first; the newest 50 at most.',
  })
  async calls(@Root() { row }: Visitor, @Ctx() { loaders }: GraphqlContext): Promise<readonly Call[]> {
    return (await loaders.callsOfVisitor.load(row.id)).map(({ call }) => call);
  }
}
