import { Field, ID, InputType, Int } from 'type-graphql';
import type { LeadStatus as Status } from '../../integrations/kit/vocabulary.ts';
import type { Trigger } from '../automation/rule.ts';
import { LeadStatus } from './call-enums.ts';
import { CallFilterInput } from './call-filter.ts';
import { AutomationTrigger } from './enums.ts';
import { JsonObject, JsonValue } from './scalars.ts';

@InputType({ description: 'Puts a tag on the call.' })
class AddTagActionInput {
  @Field(() => ID, { description: 'Which tag.' })
  readonly tagId!: string;
}

@InputType({ description: 'Says what became of the caller.' })
class SetLeadStatusActionInput {
  @Field(() => LeadStatus, { description: 'What became of the caller.' })
  readonly leadStatus!: Status;
}

@InputType({ description: 'Says what the call is worth.' })
class SetValueActionInput {
  @Field(() => String, { description: 'Decimal, up to six places: `149.90`.' })
  readonly amount!: string;

  @Field(() => String, { description: 'ISO 4217: `USD`.' })
  readonly currency!: string;
}

@InputType({ description: 'What a call of one lead status is worth. Give either `amount` or `times`.' })
class ValueOfLeadStatusInput {
  @Field(() => LeadStatus, {
    description: 'Of which lead status. Each at most once; the others are left alone.',
  })
  readonly leadStatus!: Status;

  @Field(() => String, { nullable: true, description: 'Decimal, up to six places, not below zero: `50`.' })
  readonly amount?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "So many times the call's own value, in its own currency: `1.0`. Decimal, not below zero.",
  })
  readonly times?: string | null;
}

@InputType({
  description: 'Says what the call is worth by its lead status, judged after the actions before it.',
})
class SetValueByLeadStatusActionInput {
  @Field(() => String, { description: 'Of the amounts, ISO 4217: `USD`.' })
  readonly currency!: string;

  @Field(() => [ValueOfLeadStatusInput], { description: 'At least one.' })
  readonly values!: ValueOfLeadStatusInput[];
}

@InputType({ description: 'Gives the lead to somebody. A lead that one of them already has stays there.' })
class AssignActionInput {
  @Field(() => [ID], {
    description: 'One agent, or up to 50 who take turns. Those who are gone are left out.',
  })
  readonly agentIds!: string[];
}

@InputType({ description: 'Gives points to the lead score, once for a call.' })
class AddPointsActionInput {
  @Field(() => Int, { description: 'From -100 to 100.' })
  readonly points!: number;
}

@InputType({ description: "Sets one of the account's own fields on calls." })
class SetCustomFieldActionInput {
  @Field(() => ID, { description: 'Which field.' })
  readonly fieldId!: string;

  @Field(() => JsonValue, {
    nullable: true,
    description:
      "As the field's kind wants it: a text, a number, a day like `2026-11-20`, true or false. Null empties it.",
  })
  readonly value?: string | number | boolean | null;
}

@InputType({ description: 'Sends the call to a vendor.' })
class DeliverActionInput {
  @Field(() => ID, { description: 'Through which linked account.' })
  readonly linkedAccountId!: string;

  @Field(() => String, {
    description: 'What the vendor shall do: `google-ads.upload-conversion`, or `upload-conversion` alone.',
  })
  readonly action!: string;

  @Field(() => JsonObject, { nullable: true, description: "By the names of the action's `fields`." })
  readonly settings?: Record<string, unknown> | null;
}

@InputType({ description: 'One thing to do. Give exactly one of the fields.' })
class AutomationActionInput {
  @Field(() => AddTagActionInput, { nullable: true, description: 'Puts a tag on the call.' })
  readonly addTag?: AddTagActionInput | null;

  @Field(() => AddTagActionInput, { nullable: true, description: 'Takes a tag off the call.' })
  readonly removeTag?: AddTagActionInput | null;

  @Field(() => SetLeadStatusActionInput, { nullable: true, description: 'Says what became of the caller.' })
  readonly setLeadStatus?: SetLeadStatusActionInput | null;

  @Field(() => SetValueActionInput, { nullable: true, description: 'Says what the call is worth.' })
  readonly setValue?: SetValueActionInput | null;

  @Field(() => SetValueByLeadStatusActionInput, {
    nullable: true,
    description: 'Says what the call is worth by its lead status.',
  })
  readonly setValueByLeadStatus?: SetValueByLeadStatusActionInput | null;

  @Field(() => AddPointsActionInput, { nullable: true, description: 'Gives points to the lead score.' })
  readonly addPoints?: AddPointsActionInput | null;

  @Field(() => AssignActionInput, { nullable: true, description: 'Gives the lead to somebody.' })
  readonly assign?: AssignActionInput | null;

  @Field(() => SetCustomFieldActionInput, {
    nullable: true,
    description: "Sets one of the account's own fields on the call.",
  })
  readonly setCustomField?: SetCustomFieldActionInput | null;

  @Field(() => DeliverActionInput, { nullable: true, description: 'Sends the call to a vendor.' })
  readonly deliver?: DeliverActionInput | null;
}

@InputType({ description: 'What a trigger is told.' })
class TriggerSettingsInput {
  @Field(() => Int, {
    nullable: true,
    description: 'AFTER_CALL and NOT_CALLED_BACK need it: minutes after the end of the call, 1 to 129600.',
  })
  readonly minutes?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'TAG_ADDED and TAG_REMOVED: only this tag; any unless given.',
  })
  readonly tagId?: string | null;
}

/** When, for which calls and what. */
@InputType({ description: 'A rule, saved or not.' })
export class RuleInput {
  @Field(() => AutomationTrigger, { description: 'When it looks at a call.' })
  readonly trigger!: Trigger;

  @Field(() => TriggerSettingsInput, { nullable: true, description: 'What the trigger is told.' })
  readonly triggerSettings?: TriggerSettingsInput | null;

  @Field(() => CallFilterInput, { description: 'Which calls. An empty filter takes every one.' })
  readonly filter!: object;

  @Field(() => [AutomationActionInput], { description: 'What it does, in order: 1 to 20.' })
  readonly actions!: AutomationActionInput[];

  @Field(() => ID, { nullable: true, description: 'Whose calls it looks at; every company unless given.' })
  readonly companyId?: string | null;
}

@InputType({ description: 'A new automation.' })
export class CreateAutomationInput extends RuleInput {
  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  readonly name!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it looks at calls. Yes unless given.' })
  readonly enabled?: boolean | null;
}

@InputType({ description: 'What changes about an automation. What is left out stays.' })
export class UpdateAutomationInput {
  @Field(() => ID, { description: 'Which automation.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, up to 200 characters.' })
  readonly name?: string | null;

  @Field(() => AutomationTrigger, { nullable: true, description: 'When it looks at a call.' })
  readonly trigger?: Trigger | null;

  @Field(() => TriggerSettingsInput, {
    nullable: true,
    description: 'What the trigger is told. A new trigger begins without any.',
  })
  readonly triggerSettings?: TriggerSettingsInput | null;

  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls.' })
  readonly filter?: object | null;

  @Field(() => [AutomationActionInput], { nullable: true, description: 'What it does, in order: 1 to 20.' })
  readonly actions?: AutomationActionInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it looks at calls.' })
  readonly enabled?: boolean | null;
}
