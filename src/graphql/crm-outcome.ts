import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type * as vocabulary from '../../integrations/kit/vocabulary.ts';
import { typedId } from '../ids.ts';
import { optionalIdIn } from '../input.ts';
import type { CrmOutcomeRow } from '../leads/read.ts';
import { amountOf } from '../money.ts';
import { Call } from './call.ts';
import { LeadStatus } from './call-enums.ts';
import { Money } from './call-parts.ts';
import type { GraphqlContext } from './context.ts';
import { MoneyInput } from './money-input.ts';
import { answer, Payload } from './payload.ts';
import { Node } from './relay.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: "What a CRM said became of a call's lead.",
  implements: Node,
  simpleResolvers: true,
})
export class CrmOutcome extends Node {
  @Field(() => String, { description: 'What the CRM calls it: a stage, a status.' })
  readonly stage!: string;

  @Field(() => LeadStatus, { nullable: true, description: 'What that means here; null: nothing.' })
  readonly leadStatus!: vocabulary.LeadStatus | null;

  @Field(() => Money, { nullable: true, description: 'What it is worth; null when the CRM did not say.' })
  readonly value!: Money | null;

  @Field(() => String, { description: "The CRM's id of what it said." })
  readonly externalId!: string;

  @Field(() => DateTime, { description: 'When it happened, by the CRM.' })
  readonly at!: string;
}

export const outcomeOf = (row: CrmOutcomeRow): CrmOutcome => ({
  id: typedId('CrmOutcome', row.id),
  stage: row.stage,
  leadStatus: row.leadStatus,
  value:
    row.valueMicros === null || row.valueCurrency === null
      ? null
      : { amount: amountOf(row.valueMicros), currency: row.valueCurrency },
  externalId: row.externalId,
  at: row.at,
});

@InputType({ description: 'What a CRM says became of a lead. Give either `callId` or `callerNumber`.' })
class RecordOutcomeInput {
  @Field(() => ID, { nullable: true, description: 'Of which call.' })
  readonly callId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Or who called, in any spelling; the newest call before `at` is meant.',
  })
  readonly callerNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'With `callerNumber`: which company was called.' })
  readonly companyId?: string | null;

  @Field(() => String, { description: 'What the CRM calls it, up to 200 characters.' })
  readonly stage!: string;

  @Field(() => LeadStatus, {
    nullable: true,
    description: 'What the lead status becomes; it stays unless given.',
  })
  readonly leadStatus?: vocabulary.LeadStatus | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What it is worth; the value stays unless given.' })
  readonly value?: MoneyInput | null;

  @Field(() => String, {
    description: "The CRM's id of what it says, up to 200 characters: a repeat is no second outcome.",
  })
  readonly externalId!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it happened; now unless given. What is older than what was said before moves nothing.',
  })
  readonly at?: Date | null;
}

@ObjectType({ description: 'What was recorded.', simpleResolvers: true })
class RecordOutcomePayload extends Payload {
  @Field(() => CrmOutcome, { nullable: true, description: 'The outcome; null when it was refused.' })
  readonly outcome!: CrmOutcome | null;

  @Field(() => Call, { nullable: true, description: 'The call; null when it was refused.' })
  readonly call!: Call | null;
}

@Resolver(() => CrmOutcome)
export class CrmOutcomeResolver {
  @Mutation(() => RecordOutcomePayload, {
    description: 'Takes in what a CRM says became of a lead. Safe to repeat with the same `externalId`.',
  })
  recordOutcome(
    @Arg('input', () => RecordOutcomeInput, { description: 'What the CRM says.' }) input: RecordOutcomeInput,
    @Ctx() { reach, services, loaders }: GraphqlContext,
  ): Promise<RecordOutcomePayload> {
    return answer(async () => {
      const { callId, outcomeId } = await services.edits.recordOutcome(reach, {
        callId: optionalIdIn('Call', input.callId, 'input.callId'),
        callerNumber: input.callerNumber ?? null,
        companyId: optionalIdIn('Company', input.companyId, 'input.companyId'),
        stage: input.stage,
        leadStatus: input.leadStatus ?? null,
        value: input.value ?? null,
        externalId: input.externalId,
        at: input.at ?? null,
      });
      const outcomes = await loaders.outcomes.clear(callId).load(callId);
      const row = outcomes.find(({ id }) => id === outcomeId);
      return { outcome: row ? outcomeOf(row) : null, call: await loaders.call.clear(callId).load(callId) };
    });
  }
}
