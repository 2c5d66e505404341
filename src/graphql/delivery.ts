import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AttemptRow, DeliveryColumn, DeliveryFilter, DeliveryRow } from '../calls/read-deliveries.ts';
import { typedId } from '../ids.ts';
import { idIn, optionalIdIn } from '../input.ts';
import { Automation } from './automation.ts';
import type { GraphqlContext } from './context.ts';
import { DeliveryIntent, DeliveryState } from './enums.ts';
import { IntegrationAction } from './integration.ts';
import { LinkedAccount } from './linked-account.ts';
import type { Nouns } from './nouns.ts';
import { answer, Payload } from './payload.ts';
import { type Connection, connect, connectionOf, Node, PageArgs } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'One request to a vendor and its answer, redacted.', simpleResolvers: true })
class Exchange {
  @Field(() => DateTime, { description: 'When it was sent.' })
  readonly at!: string;

  @Field(() => String, { description: 'Method, path and body; tokens and numbers are blacked out.' })
  readonly request!: string;

  @Field(() => Int, { nullable: true, description: 'HTTP status; null when no answer came.' })
  readonly status!: number | null;

  @Field(() => String, { nullable: true, description: 'The answer; tokens and numbers are blacked out.' })
  readonly response!: string | null;

  @Field(() => String, { nullable: true, description: 'What went wrong when no answer came.' })
  readonly error!: string | null;
}

@ObjectType({ description: 'One try of a delivery.', simpleResolvers: true })
class Attempt {
  @Field(() => Int, { description: '1 for the first.' })
  readonly number!: number;

  @Field(() => DateTime, { description: 'When it began.' })
  readonly at!: string;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer.' })
  readonly status!: number | null;

  @Field(() => String, { nullable: true, description: 'The last request, redacted.' })
  readonly request!: string | null;

  @Field(() => String, { nullable: true, description: 'The last answer, redacted.' })
  readonly response!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null when it did not.' })
  readonly error!: string | null;

  @Field(() => [Exchange], { description: 'Every request and answer of the try, in order.' })
  readonly exchanges!: readonly Exchange[];
}

@ObjectType({ description: 'One action for one call.', implements: Node, simpleResolvers: true })
export class Delivery extends Node {
  readonly row!: Partial<DeliveryRow>;

  @Field(() => DeliveryState, { description: 'How far it has come.' })
  readonly state!: DeliveryRow['state'];

  @Field(() => String, { nullable: true, description: 'Why it stands where it stands, for a person.' })
  readonly reason!: string | null;

  @Field(() => DeliveryIntent, { description: 'Whether it sends the call or takes it back.' })
  readonly intent!: DeliveryRow['intent'];

  @Field(() => IntegrationAction, { description: 'What is done at the vendor.' })
  readonly action!: IntegrationAction;

  @Field(() => LinkedAccount, { description: 'Through which linked account.' })
  readonly linkedAccount!: LinkedAccount;

  @Field(() => Int, { description: 'Rises when the call changed and it is sent anew; 1 for the first.' })
  readonly revision!: number;

  @Field(() => String, { nullable: true, description: "The vendor's id of what was made." })
  readonly vendorId!: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's page of what was made." })
  readonly vendorUrl!: string | null;

  @Field(() => Automation, { nullable: true, description: 'The automation that wanted it.' })
  readonly automation!: Automation | null;

  @Field(() => Int, { description: 'Which version of the automation.' })
  readonly automationVersion!: number;

  @Field(() => DateTime, { description: 'It is not tried before this.' })
  readonly dueAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the vendor took it in; null until then.' })
  readonly acceptedAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the vendor said that it counts; null until then.',
  })
  readonly confirmedAt!: string | null;

  @Field(() => DateTime, { description: 'When it was decided.' })
  readonly createdAt!: string;

  @Field(() => DateTime, { description: 'When its state last changed.' })
  readonly changedAt!: string;
}

/** The columns each field needs. */
const columnsOf: Readonly<Record<string, readonly DeliveryColumn[]>> = {
  state: ['state'],
  reason: ['reason'],
  intent: ['intent'],
  acceptedAt: ['acceptedAt'],
  confirmedAt: ['confirmedAt'],
  action: ['integration', 'action'],
  linkedAccount: ['linkedAccountId'],
  call: ['callId'],
  revision: ['revision'],
  vendorId: ['vendorId'],
  vendorUrl: ['vendorUrl'],
  automation: ['automationId'],
  automationVersion: ['automationVersion'],
  dueAt: ['dueAt'],
  createdAt: ['createdAt'],
  changedAt: ['changedAt'],
};

export const deliveryColumns = (fields: readonly string[]): readonly DeliveryColumn[] => [
  ...new Set<DeliveryColumn>(['id', ...fields.flatMap((field) => columnsOf[field] ?? [])]),
];

/** A delivery from the columns that were read; fields of the others are missing, and nobody asked for them. */
export const deliveryOf = (row: Partial<DeliveryRow>, nouns: Nouns): Delivery => {
  const { integration, action, linkedAccountId, automationId } = row;
  return {
    ...row,
    row,
    id: typedId('Delivery', row.id ?? ''),
    ...(integration && action ? { action: nouns.catalogue.action(integration, action) } : {}),
    ...(linkedAccountId ? { linkedAccount: nouns.linkedAccount(linkedAccountId) } : {}),
    ...(automationId ? { automation: nouns.automationOrNull(automationId) } : {}),
  } as unknown as Delivery;
};

const attemptOf = (row: AttemptRow): Attempt => {
  const exchanges = row.exchanges as readonly Exchange[];
  const last = exchanges.at(-1);
  return {
    number: row.number,
    at: row.at,
    status: row.status,
    request: last?.request ?? null,
    response: last?.response ?? null,
    error: row.error,
    exchanges,
  };
};

const DeliveryConnection = connectionOf('Delivery', () => Delivery);

@InputType('DeliveryFilter', { description: 'Which deliveries. Everything given must hold.' })
class DeliveryFilterInput {
  @Field(() => [DeliveryState], { nullable: true, description: 'In one of these states.' })
  readonly state?: DeliveryRow['state'][] | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these integrations: `hubspot`.' })
  readonly integration?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this call.' })
  readonly callId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Through this linked account.' })
  readonly linkedAccountId?: string | null;
}

const filterOf = (given: DeliveryFilterInput | null): DeliveryFilter => ({
  state: given?.state ?? undefined,
  integration: given?.integration ?? undefined,
  callId: optionalIdIn('Call', given?.callId, 'filter.callId') ?? undefined,
  linkedAccountId:
    optionalIdIn('LinkedAccount', given?.linkedAccountId, 'filter.linkedAccountId') ?? undefined,
});

@InputType({ description: 'The delivery to try again.' })
class RetryDeliveryInput {
  @Field(() => ID, { description: 'Which delivery.' })
  readonly id!: string;
}

@ObjectType({ description: 'The delivery that is tried again.', simpleResolvers: true })
class RetryDeliveryPayload extends Payload {
  @Field(() => Delivery, { nullable: true, description: 'The delivery; null when it was refused.' })
  readonly delivery!: Delivery | null;
}

@Resolver(() => Delivery)
export class DeliveryResolver {
  @FieldResolver(() => [Attempt], { description: 'Every try, oldest first.' })
  async attempts(@Root() { row }: Delivery, @Ctx() { loaders }: GraphqlContext): Promise<readonly Attempt[]> {
    return (await loaders.attempts.load(row.id ?? '')).map(attemptOf);
  }

  @Query(() => DeliveryConnection, {
    description: 'What was sent, or is to be sent, to vendors; newest first.',
  })
  async deliveries(
    @Arg('filter', () => DeliveryFilterInput, { nullable: true, description: 'Which deliveries.' })
    filter: DeliveryFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<Delivery>> {
    const rows = await context.reads.deliveries.page(context.reach, filterOf(filter), page);
    const nouns = await context.nouns(rows.rows.map((row) => row.linkedAccountId));
    return connect(rows, (row) => deliveryOf(row, nouns));
  }

  @Mutation(() => RetryDeliveryPayload, { description: 'Sends again what was refused or is waiting.' })
  retryDelivery(
    @Arg('input', () => RetryDeliveryInput, { description: 'Which delivery.' }) input: RetryDeliveryInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<RetryDeliveryPayload> {
    return answer(async () => {
      const id = idIn('Delivery', input.id, 'input.id');
      await services.deliveries.retry(reach, id);
      return { delivery: await loaders.delivery.clear(id).load(id) };
    });
  }
}
