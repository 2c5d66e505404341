import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { idIn } from '../input.ts';
import { AdClick, adClickOf } from './ad-click.ts';
import { Call } from './call.ts';
import { Caller } from './caller.ts';
import type { GraphqlContext } from './context.ts';
import { Lease, leaseOf } from './lease.ts';
import { Visitor } from './visitor.ts';
import { WebSession } from './web-session.ts';

/** Visitors and calls name their visits; here, after both, the circle is closed. */
@Resolver(() => WebSession)
export class VisitorSessionResolver {
  @FieldResolver(() => Visitor, { nullable: true, description: 'Whose visit it is; null when unknown.' })
  visitor(@Root() { visitorId }: WebSession, @Ctx() { loaders }: GraphqlContext): Promise<Visitor | null> {
    return loaders.visitor.load(visitorId);
  }

  @FieldResolver(() => [AdClick], { description: 'The clicks it began with, with their time and age.' })
  adClicks(@Root() { clickIds, startedAt }: WebSession): readonly AdClick[] {
    return Object.entries(clickIds).flatMap(([name, id]) => (id ? [adClickOf(name, id, startedAt)] : []));
  }

  @FieldResolver(() => [Lease], {
    description: 'Numbers shown to the visitor as their own, newest first; the newest 50 at most.',
  })
  async leases(
    @Root() { id }: WebSession,
    @Ctx() { loaders, nouns }: GraphqlContext,
  ): Promise<readonly Lease[]> {
    const [rows, known] = await Promise.all([loaders.leases.load(idIn('WebSession', id, 'id')), nouns()]);
    return rows.map((row) => leaseOf(row, known));
  }

  @FieldResolver(() => [Call], {
    description: 'Calls credited to the visit, newest first; the newest 50 at most.',
  })
  async calls(@Root() { id }: WebSession, @Ctx() { loaders }: GraphqlContext): Promise<readonly Call[]> {
    return (await loaders.callsOfSession.load(idIn('WebSession', id, 'id'))).map(({ call }) => call);
  }
}

@Resolver(() => Caller)
export class CallerVisitorResolver {
  @FieldResolver(() => Visitor, {
    nullable: true,
    description: 'The browser its calls were credited to last; null when none was.',
  })
  visitor(@Root() { row }: Caller, @Ctx() { loaders }: GraphqlContext): Promise<Visitor | null> | null {
    return row.visitorId ? loaders.visitor.load(row.visitorId) : null;
  }
}
