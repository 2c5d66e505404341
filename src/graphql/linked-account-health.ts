import DataLoader from 'dataloader';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Health } from '../delivery/health.ts';
import { requireScope } from '../identity/scopes.ts';
import { idIn, optionalIdIn } from '../input.ts';
import { systemReach } from '../reach.ts';
import { Account } from './account.ts';
import type { GraphqlContext } from './context.ts';
import { LinkedAccountHealthState } from './enums.ts';
import { LinkedAccount } from './linked-account.ts';
import { answer, Payload } from './payload.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType({ description: 'Whether the vendor behind a linked account answers.', simpleResolvers: true })
class LinkedAccountHealth {
  @Field(() => LinkedAccountHealthState, { description: 'How it does.' })
  readonly state!: Health['state'];

  @Field(() => Int, {
    description: 'Attempts in a row that found the vendor dead; any answer sets it back to 0.',
  })
  readonly failures!: number;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Deliveries wait until then, when one tries whether the vendor is back. Null when it is not paused.',
  })
  readonly pausedUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; null when it is healthy.' })
  readonly reason!: string | null;
}

@InputType({ description: 'Who is told when a linked account is dead.' })
class SetAlertLinkedAccountInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'A linked account that can send messages: e-mail, Slack, SMS. Null: nobody is told by message.',
  })
  readonly linkedAccountId?: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description:
      "Whom it tells, by the names of the action's `settingsFields`: `to`, and `from` of an SMS. The words are the alert's own.",
  })
  readonly settings?: Record<string, unknown> | null;
}

@ObjectType({ description: 'The account with its alert linked account.', simpleResolvers: true })
class SetAlertLinkedAccountPayload extends Payload {
  @Field(() => Account, { nullable: true, description: 'The account; null when it was refused.' })
  readonly account!: Account | null;
}

const loaders = new WeakMap<GraphqlContext, DataLoader<string, Health | null>>();

/** One statement for all linked accounts of a request. */
const healthOf = (context: GraphqlContext, id: string): Promise<Health | null> => {
  const read = async (ids: readonly string[]): Promise<(Health | null)[]> => {
    // A limited reach may know whether it works, and no more; the ids come from what it was shown.
    const { accountId, companies } = context.reach;
    const found = await context.features.health(systemReach(accountId, 'health'), ids);
    const shown = (one: Health): Health => (companies === 'ALL' ? one : { ...one, reason: null });
    return ids.map((id) => found.get(id)).map((one) => (one ? shown(one) : null));
  };
  const loader = loaders.get(context) ?? new DataLoader(read, { cache: false });
  loaders.set(context, loader);
  return loader.load(id);
};

@Resolver(() => LinkedAccount)
export class LinkedAccountHealthResolver {
  @FieldResolver(() => LinkedAccountHealth, { description: 'Whether its vendor answers, as of now.' })
  async health(@Root() { id }: LinkedAccount, @Ctx() context: GraphqlContext): Promise<LinkedAccountHealth> {
    const health = await healthOf(context, idIn('LinkedAccount', id, 'id'));
    // Another process may have removed one that was only begun since this one's list was read.
    return health ?? { state: 'HEALTHY', failures: 0, pausedUntil: null, reason: null };
  }
}

@Resolver(() => Account)
export class AlertLinkedAccountResolver {
  @FieldResolver(() => LinkedAccount, {
    nullable: true,
    description: 'What tells the owner when another linked account is dead; null when nothing does.',
  })
  async alertLinkedAccount(
    @Root() _: Account,
    @Ctx() context: GraphqlContext,
  ): Promise<LinkedAccount | null> {
    const nouns = await context.nouns();
    return nouns.linkedAccountOrNull(nouns.setup.account.alertLinkedAccountId);
  }

  @FieldResolver(() => JsonObject, {
    nullable: true,
    description:
      "Whom the alert linked account tells, by the names of its action's `settingsFields`; null when nothing does.",
  })
  async alertSettings(@Root() _: Account, @Ctx() context: GraphqlContext): Promise<unknown> {
    return (await context.nouns()).setup.account.alertSettings;
  }

  @Mutation(() => SetAlertLinkedAccountPayload, {
    description: 'Chooses what tells the owner, once, that a linked account is dead. Needs ADMIN.',
  })
  setAlertLinkedAccount(
    @Arg('input', () => SetAlertLinkedAccountInput, {
      description: 'Which linked account, and whom it tells.',
    })
    input: SetAlertLinkedAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SetAlertLinkedAccountPayload> {
    requireScope(context.viewer, 'ADMIN');
    return answer(async () => {
      const linkedAccountId = optionalIdIn('LinkedAccount', input.linkedAccountId, 'input.linkedAccountId');
      const settings = input.settings ?? {};
      await context.features.setAlert(context.reach, { linkedAccountId, settings });
      return { account: (await context.nouns()).account };
    });
  }
}
