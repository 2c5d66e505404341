import { Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { requireScope } from '../identity/scopes.ts';
import type { GraphqlContext } from './context.ts';
import { type Connection, connect, connectionOf, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'Something an owner must be able to look up later.', simpleResolvers: true })
class AuditEntry {
  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: string;

  @Field(() => String, {
    description: 'What happened: `CARRIER_REFUSED`, `API_KEY_CREATED`, `API_KEY_REVOKED`.',
  })
  readonly kind!: string;

  @Field(() => String, { description: 'The same for a person, in one line.' })
  readonly detail!: string;
}

const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry);

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, {
    description: 'Refused webhooks, keys made and revoked; newest first. Needs ADMIN.',
  })
  async auditEntries(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { viewer, accountId, reads }: GraphqlContext,
  ): Promise<Connection<AuditEntry>> {
    requireScope(viewer, 'ADMIN');
    return connect(await reads.lists.auditEntries(accountId, page), ({ at, kind, detail }) => ({
      at,
      kind,
      detail,
    }));
  }
}
