import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { DeliveryRow } from '../calls/read-deliveries.ts';
import { RuleInput } from './automation-input.ts';
import { CallFilterInput } from './call-filter.ts';
import type { GraphqlContext } from './context.ts';
import { DeliveryState } from './enums.ts';
import { answerRun, RunPayload } from './run.ts';
import { DateTime } from './scalars.ts';

@InputType({ description: 'Calls that came in from one moment to another, at most 400 days.' })
class RunPeriodInput {
  @Field(() => DateTime, { description: 'The first moment inside.' })
  readonly from!: Date;

  @Field(() => DateTime, { description: 'The first moment outside.' })
  readonly to!: Date;
}

@InputType({
  description:
    'A rule to try on past calls: a saved one, one that is not saved, or the next version of a saved one.',
})
class AutomationDryRunInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A saved automation: tried as it is, or held against `rule`.',
  })
  readonly automationId?: string | null;

  @Field(() => RuleInput, { nullable: true, description: 'What to try instead of what is saved.' })
  readonly rule?: RuleInput | null;

  @Field(() => RunPeriodInput, { description: 'On which calls.' })
  readonly period!: RunPeriodInput;

  @Field(() => ID, { nullable: true, description: 'Only calls of this company.' })
  readonly companyId?: string | null;
}

@InputType({ description: 'A saved automation and the past calls to apply it to.' })
class BackfillAutomationInput {
  @Field(() => ID, { description: 'Which automation. It must be switched on.' })
  readonly automationId!: string;

  @Field(() => RunPeriodInput, { description: 'On which calls.' })
  readonly period!: RunPeriodInput;

  @Field(() => CallFilterInput, { nullable: true, description: 'Only these calls of the period.' })
  readonly filter?: object | null;

  @Field(() => ID, { nullable: true, description: 'Only calls of this company.' })
  readonly companyId?: string | null;
}

@InputType({ description: 'Which deliveries to send again. Everything given must hold.' })
class ReplayFilterInput {
  @Field(() => [DeliveryState], { nullable: true, description: 'In one of these states.' })
  readonly state?: DeliveryRow['state'][] | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these integrations: `hubspot`.' })
  readonly integration?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Of this action: `upload-conversion`.' })
  readonly action?: string | null;

  @Field(() => ID, { nullable: true, description: 'Through this linked account.' })
  readonly linkedAccountId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this moment or later.' })
  readonly from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this moment.' })
  readonly to?: Date | null;
}

@InputType({ description: 'What to send again. Give either `ids` or `filter`.' })
class ReplayDeliveriesInput {
  @Field(() => [ID], { nullable: true, description: 'These deliveries, at most 1,000.' })
  readonly ids?: string[] | null;

  @Field(() => ReplayFilterInput, { nullable: true, description: 'What a filter finds.' })
  readonly filter?: ReplayFilterInput | null;
}

@ObjectType({ description: 'The run that tries the rule.', simpleResolvers: true })
class AutomationDryRunPayload extends RunPayload {}

@ObjectType({ description: 'The run that applies the automation.', simpleResolvers: true })
class BackfillAutomationPayload extends RunPayload {}

@ObjectType({ description: 'The run that sends again.', simpleResolvers: true })
class ReplayDeliveriesPayload extends RunPayload {}

@Resolver()
export class RuleRunResolver {
  @Mutation(() => AutomationDryRunPayload, {
    description:
      'Tries a rule on past calls and tells what it would have done. Nothing is changed and nothing is sent.',
  })
  automationDryRun(
    @Arg('input', () => AutomationDryRunInput, { description: 'Which rule, on which calls.' })
    input: AutomationDryRunInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RunPayload> {
    return answerRun(context, () => context.services.ruleRuns.dryRun(context.reach, input));
  }

  @Mutation(() => BackfillAutomationPayload, {
    description:
      'Applies an automation to past calls as if it had been in force. Calls its present version has judged before are left alone.',
  })
  backfillAutomation(
    @Arg('input', () => BackfillAutomationInput, { description: 'Which automation, to which calls.' })
    input: BackfillAutomationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RunPayload> {
    return answerRun(context, () => context.services.ruleRuns.backfill(context.reach, input));
  }

  @Mutation(() => ReplayDeliveriesPayload, {
    description:
      'Sends deliveries again with the call as it stands now, under the key the vendor knows: it counts them once.',
  })
  replayDeliveries(
    @Arg('input', () => ReplayDeliveriesInput, { description: 'Which deliveries.' })
    input: ReplayDeliveriesInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RunPayload> {
    return answerRun(context, () => context.services.ruleRuns.replay(context.reach, input));
  }
}
