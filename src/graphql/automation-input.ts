import { Field, ID, InputType } from 'type-graphql';
import { type ActionInput, callActions } from '../automation/actions/list.ts';
import { meaningOf } from '../automation/given.ts';
import type { TriggerSettingsInput as TriggerSettingsGiven } from '../automation/rule-input.ts';
import { type Trigger, triggerSettings } from '../automation/triggers/list.ts';
import { CallFilterInput } from './call-filter.ts';
import { AutomationTrigger } from './enums.ts';
import { addOptional, addSetting, inputClass, inputOf } from './input-class.ts';

const AutomationActionInput = inputClass(
  'AutomationActionInput',
  'One thing to do. Give exactly one of the fields.',
);
for (const { name, description, given } of callActions) {
  const input = inputOf(given, `${name.charAt(0).toUpperCase()}${name.slice(1)}ActionInput`, description);
  addOptional(AutomationActionInput, name, () => input, description);
}

const TriggerSettingsInput = inputClass('TriggerSettingsInput', 'What a trigger is told.');
for (const { setting, triggers } of triggerSettings) {
  const { name, given, required } = setting;
  const known = `${triggers.join(' and ')}${required ? ' need it' : ''}`;
  addSetting(TriggerSettingsInput, name, given.nullish(), `${known}: ${meaningOf(given).description}.`);
}

/** When, for which calls and what. */
@InputType({ description: 'A rule, saved or not.' })
export class RuleInput {
  @Field(() => AutomationTrigger, { description: 'When it looks at a call.' })
  readonly trigger!: Trigger;

  @Field(() => TriggerSettingsInput, { nullable: true, description: 'What the trigger is told.' })
  readonly triggerSettings?: TriggerSettingsGiven | null;

  @Field(() => CallFilterInput, { description: 'Which calls. An empty filter takes every one.' })
  readonly filter!: object;

  @Field(() => [AutomationActionInput], { description: 'What it does, in order: 1 to 20.' })
  readonly actions!: ActionInput[];

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
  readonly triggerSettings?: TriggerSettingsGiven | null;

  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls.' })
  readonly filter?: object | null;

  @Field(() => [AutomationActionInput], { nullable: true, description: 'What it does, in order: 1 to 20.' })
  readonly actions?: ActionInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it looks at calls.' })
  readonly enabled?: boolean | null;
}
