import { Arg, Args, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { requireScope } from '../identity/scopes.ts';
import { typedId } from '../ids.ts';
import { idIn, optionalIdIn } from '../input.ts';
import type { LinkedAccount as LinkedAccountRow } from '../setup/setup.ts';
import type { GraphqlContext } from './context.ts';
import { LinkedAccountState } from './enums.ts';
import { type Catalogue, Integration } from './integration.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({ description: 'An authorised account at a vendor.', implements: Node, simpleResolvers: true })
export class LinkedAccount extends Node {
  @Field(() => Integration, { description: 'The vendor.' })
  readonly integration!: Integration;

  @Field(() => String, { description: 'What people call it.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of the account behind it." })
  readonly externalId!: string | null;

  @Field(() => LinkedAccountState, { description: 'Whether it works.' })
  readonly state!: LinkedAccountRow['state'];

  @Field(() => String, { nullable: true, description: 'Why it does not work.' })
  readonly reason!: string | null;

  @Field(() => JsonObject, { description: 'Its settings, by the names of `settingsFields`.' })
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const linkedAccountViewOf = (row: LinkedAccountRow, catalogue: Catalogue): LinkedAccount => ({
  id: typedId('LinkedAccount', row.id),
  integration: catalogue.integration(row.integration),
  label: row.label,
  externalId: row.externalId,
  state: row.state,
  reason: row.reason,
  settings: row.settings,
  createdAt: row.createdAt,
});

const renewedWords =
  'True when it had been connected before: it keeps its id, and what waited for it goes on. False for a new one, and while the person has yet to agree; null when it was refused.';

const LinkedAccountConnection = connectionOf('LinkedAccount', () => LinkedAccount);

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

  @Field(() => ID, {
    nullable: true,
    description:
      'Reconnects this one. Without it, the linked account for the same account at the vendor is renewed, or a new one made.',
  })
  readonly linkedAccountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the browser goes after an OAuth consent: a path of the console, where it is finished by itself, or exactly one of the pages listed in the installation's `SIGN_IN_PAGES`, which calls `finishIntegrationSignIn`. `/console/integrations` unless given.",
  })
  readonly returnTo?: string | null;
}

@InputType({ description: 'What the vendor sent the browser back with, and what that browser had kept.' })
class FinishIntegrationSignInInput {
  @Field(() => String, { description: '`state` behind the # of the address.' })
  readonly state!: string;

  @Field(() => String, { description: '`finishToken` that `connectIntegration` answered in this browser.' })
  readonly finishToken!: string;

  @Field(() => String, { nullable: true, description: '`code` behind the #, when the person agreed.' })
  readonly code?: string | null;

  @Field(() => String, { nullable: true, description: '`error` behind the #, when not.' })
  readonly error?: string | null;

  @Field(() => String, { nullable: true, description: '`error_description` behind the #.' })
  readonly errorDescription?: string | null;
}

@InputType({ description: 'The linked account to take down.' })
class DisconnectIntegrationInput {
  @Field(() => ID, { description: 'Which linked account.' })
  readonly linkedAccountId!: string;
}

@ObjectType({ description: 'The linked account, and what is left to do.', simpleResolvers: true })
class ConnectIntegrationPayload extends Payload {
  @Field(() => LinkedAccount, {
    nullable: true,
    description: 'The linked account; null when it was refused.',
  })
  readonly linkedAccount!: LinkedAccount | null;

  @Field(() => String, {
    nullable: true,
    description: 'Send the browser here to agree at the vendor. Null when the linked account already works.',
  })
  readonly authorizeUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Keep it in the browser that goes to `authorizeUrl` and nowhere else: `finishIntegrationSignIn` asks for it, so that nobody can be made to finish what another person began. Null without `authorizeUrl`.',
  })
  readonly finishToken!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: renewedWords,
  })
  readonly renewed!: boolean | null;
}

@ObjectType({ description: 'What a sign-in at a vendor led to.', simpleResolvers: true })
class FinishIntegrationSignInPayload extends Payload {
  @Field(() => LinkedAccount, {
    nullable: true,
    description:
      'The linked account that works now: the one begun, or the one there was for the same account at the vendor, and then the one begun is gone. Null when it was refused.',
  })
  readonly linkedAccount!: LinkedAccount | null;

  @Field(() => Boolean, { nullable: true, description: renewedWords })
  readonly renewed!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: '`returnTo` as it was given; null when it was refused.',
  })
  readonly returnTo!: string | null;
}

@ObjectType({ description: 'The linked account that was taken down.', simpleResolvers: true })
class DisconnectIntegrationPayload extends Payload {
  @Field(() => LinkedAccount, { nullable: true, description: 'The linked account, now without its secrets.' })
  readonly linkedAccount!: LinkedAccount | null;
}

@Resolver(() => LinkedAccount)
export class LinkedAccountResolver {
  @Query(() => LinkedAccountConnection, { description: 'The authorised accounts at vendors, oldest first.' })
  async linkedAccounts(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LinkedAccount>> {
    const nouns = await context.nouns();
    return connect(nouns.page('linkedAccounts', page), ({ id }) => nouns.linkedAccount(id));
  }

  @Mutation(() => ConnectIntegrationPayload, {
    description:
      "Connects an account at a vendor. One that is linked already, by the vendor's id of it (`externalId`), is not linked twice: it is renewed with the new access, settings and, where given, label. The id is known once the vendor was asked, with OAuth after the person agreed; where an integration cannot name the account, two linked accounts to it are possible, and those made twice earlier stay two. With OAuth, `finishIntegrationSignIn` follows within 15 minutes, with the same API key. Needs ADMIN.",
  })
  connectIntegration(
    @Arg('input', () => ConnectIntegrationInput, { description: 'What to connect.' })
    input: ConnectIntegrationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ConnectIntegrationPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const { reach, services } = context;
      const linkedAccountId = optionalIdIn('LinkedAccount', input.linkedAccountId, 'input.linkedAccountId');
      const wanted = { ...input, linkedAccountId };
      const made = await services.linkedAccounts.connect(reach, wanted);
      const linkedAccount = (await context.nouns([made.linkedAccountId])).linkedAccount(made.linkedAccountId);
      const { authorizeUrl, finishToken, renewed } = made;
      return { linkedAccount, authorizeUrl, finishToken, renewed };
    });
  }

  @Mutation(() => FinishIntegrationSignInPayload, {
    description:
      'Finishes what `connectIntegration` began, once the vendor has sent the browser back: with the same API key, in the same browser, once. A linked account that was being made keeps the reason when it is refused. Needs ADMIN.',
  })
  finishIntegrationSignIn(
    @Arg('input', () => FinishIntegrationSignInInput, { description: "The vendor's answer." })
    input: FinishIntegrationSignInInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FinishIntegrationSignInPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const finished = await context.services.linkedAccounts.finishSignIn(context.reach, input);
      const linkedAccount = (await context.nouns([finished.linkedAccountId])).linkedAccount(
        finished.linkedAccountId,
      );
      return { linkedAccount, renewed: finished.renewed, returnTo: finished.returnTo };
    });
  }

  @Mutation(() => DisconnectIntegrationPayload, {
    description: 'Forgets the secrets of a linked account; nothing is sent through it any more. Needs ADMIN.',
  })
  disconnectIntegration(
    @Arg('input', () => DisconnectIntegrationInput, { description: 'Which linked account.' })
    input: DisconnectIntegrationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DisconnectIntegrationPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const id = idIn('LinkedAccount', input.linkedAccountId, 'input.linkedAccountId');
      await context.services.linkedAccounts.disconnect(context.reach, id);
      return { linkedAccount: (await context.nouns([id])).linkedAccount(id) };
    });
  }
}
