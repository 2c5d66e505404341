import { Arg, Args, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { requireScope } from '../identity/scopes.ts';
import { typedId } from '../ids.ts';
import { idIn, optionalIdIn } from '../input.ts';
import type { Connection as ConnectionRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { ConnectionState } from './enums.ts';
import { type Catalogue, Integration } from './integration.ts';
import { answer, Payload } from './payload.ts';
import { connect, connectionOf, Node, type Connection as Page, PageArgs } from './relay.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({ description: 'An authorised account at a vendor.', implements: Node, simpleResolvers: true })
export class Connection extends Node {
  @Field(() => Integration, { description: 'The vendor.' })
  readonly integration!: Integration;

  @Field(() => String, { description: 'What people call it.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of the account behind it." })
  readonly externalId!: string | null;

  @Field(() => ConnectionState, { description: 'Whether it works.' })
  readonly state!: ConnectionRow['state'];

  @Field(() => String, { nullable: true, description: 'Why it does not work.' })
  readonly reason!: string | null;

  @Field(() => JsonObject, { description: 'Its settings, by the names of `settingsFields`.' })
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const connectionViewOf = (row: ConnectionRow, catalogue: Catalogue): Connection => ({
  id: typedId('Connection', row.id),
  integration: catalogue.integration(row.integration),
  label: row.label,
  externalId: row.externalId,
  state: row.state,
  reason: row.reason,
  settings: row.settings,
  createdAt: row.createdAt,
});

const ConnectionConnection = connectionOf('Connection', () => Connection);

@InputType({ description: 'A vendor to connect, or to connect again.' })
class ConnectIntegrationInput {
  @Field(() => ID, { description: 'The integration: `hubspot`.' })
  readonly integration!: string;

  @Field(() => String, {
    nullable: true,
    description: "What people call it; the vendor's own name unless given.",
  })
  readonly label?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'By the names of `settingsFields`.' })
  readonly settings?: Record<string, unknown> | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: 'By the names of `secretFields`. Sealed, never shown.',
  })
  readonly secrets?: Record<string, unknown> | null;

  @Field(() => ID, { nullable: true, description: 'Reconnects this one instead of making a new one.' })
  readonly connectionId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the browser goes after an OAuth consent; a path of the console.',
  })
  readonly returnTo?: string | null;
}

@InputType({ description: 'The connection to take down.' })
class DisconnectIntegrationInput {
  @Field(() => ID, { description: 'Which connection.' })
  readonly connectionId!: string;
}

@ObjectType({ description: 'The connection, and what is left to do.', simpleResolvers: true })
class ConnectIntegrationPayload extends Payload {
  @Field(() => Connection, { nullable: true, description: 'The connection; null when it was refused.' })
  readonly connection!: Connection | null;

  @Field(() => String, {
    nullable: true,
    description: 'Send the browser here to agree at the vendor. Null when the connection already works.',
  })
  readonly authorizeUrl!: string | null;
}

@ObjectType({ description: 'The connection that was taken down.', simpleResolvers: true })
class DisconnectIntegrationPayload extends Payload {
  @Field(() => Connection, { nullable: true, description: 'The connection, now without its secrets.' })
  readonly connection!: Connection | null;
}

@Resolver(() => Connection)
export class ConnectionResolver {
  @Query(() => ConnectionConnection, { description: 'The authorised accounts at vendors, oldest first.' })
  async connections(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Page<Connection>> {
    const nouns = await context.nouns();
    return connect(nouns.page('connections', page), ({ id }) => nouns.connection(id));
  }

  @Mutation(() => ConnectIntegrationPayload, { description: 'Connects an account at a vendor. Needs ADMIN.' })
  connectIntegration(
    @Arg('input', () => ConnectIntegrationInput, { description: 'What to connect.' })
    input: ConnectIntegrationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ConnectIntegrationPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const made = await context.services.connections.connect(context.accountId, {
        integration: input.integration,
        label: input.label,
        settings: input.settings,
        secrets: input.secrets,
        connectionId: optionalIdIn('Connection', input.connectionId, 'input.connectionId'),
        returnTo: input.returnTo,
      });
      const connection = (await context.nouns([made.connectionId])).connection(made.connectionId);
      return { connection, authorizeUrl: made.authorizeUrl };
    });
  }

  @Mutation(() => DisconnectIntegrationPayload, {
    description: 'Forgets the secrets of a connection; nothing is sent through it any more. Needs ADMIN.',
  })
  disconnectIntegration(
    @Arg('input', () => DisconnectIntegrationInput, { description: 'Which connection.' })
    input: DisconnectIntegrationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DisconnectIntegrationPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const id = idIn('Connection', input.connectionId, 'input.connectionId');
      await context.services.connections.disconnect(context.accountId, id);
      return { connection: (await context.nouns([id])).connection(id) };
    });
  }
}
