import { Field, ID, InputType } from 'type-graphql';
import type { LeadStatus as Status } from '../../integrations/kit/vocabulary.ts';
import type { Trigger } from '../automation/rule.ts';
import { CallFilterInput } from './call-filter.ts';
import { AutomationTrigger, LeadStatus } from './enums.ts';
import { JsonObject } from './scalars.ts';

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

@InputType({ description: 'Sends the call to a vendor.' })
class DeliverActionInput {
  @Field(() => ID, { description: 'Through which connection.' })
  readonly connectionId!: string;

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

  @Field(() => SetLeadStatusActionInput, { nullable: true, description: 'Says what became of the caller.' })
  readonly setLeadStatus?: SetLeadStatusActionInput | null;

  @Field(() => SetValueActionInput, { nullable: true, description: 'Says what the call is worth.' })
  readonly setValue?: SetValueActionInput | null;

  @Field(() => DeliverActionInput, { nullable: true, description: 'Sends the call to a vendor.' })
  readonly deliver?: DeliverActionInput | null;
}

@InputType({ description: 'A new automation.' })
export class CreateAutomationInput {
  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  readonly name!: string;

  @Field(() => AutomationTrigger, { description: 'When it looks at a call.' })
  readonly trigger!: Trigger;

  @Field(() => CallFilterInput, { description: 'Which calls. An empty filter takes every one.' })
  readonly filter!: object;

  @Field(() => [AutomationActionInput], { description: 'What it does, in order: 1 to 20.' })
  readonly actions!: AutomationActionInput[];

  @Field(() => ID, { nullable: true, description: 'Whose calls it looks at; every company unless given.' })
  readonly companyId?: string | null;

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

  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls.' })
  readonly filter?: object | null;

  @Field(() => [AutomationActionInput], { nullable: true, description: 'What it does, in order: 1 to 20.' })
  readonly actions?: AutomationActionInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it looks at calls.' })
  readonly enabled?: boolean | null;
}
