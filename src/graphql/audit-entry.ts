import { Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { AuditRow } from '../calls/read-lists.ts';
import { requireScope } from '../identity/scopes.ts';
import { typedId } from '../ids.ts';
import { Actor, actorOf } from './actor.ts';
import type { GraphqlContext } from './context.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'Something an owner must be able to look up later.',
  implements: Node,
  simpleResolvers: true,
})
export class AuditEntry extends Node {
  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: string;

  @Field(() => String, {
    description: 'What happened: `CARRIER_REFUSED`, `API_KEY_CREATED`, `API_KEY_REVOKED`.',
  })
  readonly kind!: string;

  @Field(() => String, { description: 'The same for a person, in one line.' })
  readonly detail!: string;

  @Field(() => Actor, { description: 'Who did it; Ringpath for what it noticed itself.' })
  readonly actor!: Actor;
}

export const auditEntryOf = (row: AuditRow): AuditEntry => ({
  id: typedId('AuditEntry', row.id),
  at: row.at,
  kind: row.kind,
  detail: row.detail,
  actor: actorOf(row),
});

const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry);

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, {
    description: 'Refused webhooks, keys made and revoked; newest first. Needs ADMIN.',
  })
  async auditEntries(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { viewer, reach, reads }: GraphqlContext,
  ): Promise<Connection<AuditEntry>> {
    requireScope(viewer, 'ADMIN');
    return connect(await reads.lists.auditEntries(reach, page), auditEntryOf);
  }
}
