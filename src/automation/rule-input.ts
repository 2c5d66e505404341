import type { Integration } from '../../integrations/kit/integration.ts';
import type { TriggerSettings } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { idIn, wholeIn } from '../input.ts';
import { parseFilterOf } from '../leads/mentions.ts';
import { microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import { type ActionInput, actionsIn } from './action-input.ts';
import type { RuleAction, Trigger } from './rule.ts';

/** What a trigger is told, as a person gives it. */
export interface TriggerSettingsInput {
  readonly minutes?: number | null;
  /** Typed id. */
  readonly tagId?: string | null;
}

/** When, for which calls and what, as a person gives it. */
export interface RuleInput {
  readonly trigger: Trigger;
  readonly triggerSettings?: TriggerSettingsInput | null;
  /** A CallFilter as it came in. */
  readonly filter: unknown;
  readonly actions: readonly ActionInput[];
  /** Typed id. */
  readonly companyId?: string | null;
}

/** The same as it is stored. */
export interface RuleBody {
  readonly trigger: Trigger;
  readonly triggerSettings: TriggerSettings;
  readonly filter: CallFilter;
  readonly actions: readonly RuleAction[];
}

export interface RuleParts {
  readonly setup: Setup;
  readonly integrations: readonly Integration[];
  /** UUID; null: every company. */
  readonly companyId: string | null;
}

/** 90 days: no vendor takes an older click. */
const mostMinutes = 90 * 24 * 60;
const timed: readonly Trigger[] = ['AFTER_CALL', 'NOT_CALLED_BACK'];
const tagged: readonly Trigger[] = ['TAG_ADDED', 'TAG_REMOVED'];

/** What the trigger is told, checked: minutes where time must pass, a tag where tags come and go. */
export const triggerSettingsIn = (
  trigger: Trigger,
  given: TriggerSettingsInput,
  setup: Setup,
  field: string,
): TriggerSettings => {
  const { minutes = null, tagId = null } = given;
  if (minutes !== null && !timed.includes(trigger))
    throw new Refusal('INVALID', `The trigger ${trigger} knows no minutes.`, `${field}.minutes`);
  if (tagId !== null && !tagged.includes(trigger))
    throw new Refusal('INVALID', `The trigger ${trigger} knows no tag.`, `${field}.tagId`);
  if (timed.includes(trigger)) {
    if (minutes === null)
      throw new Refusal('INVALID', `The trigger ${trigger} needs minutes.`, `${field}.minutes`);
    return { minutes: wholeIn(minutes, `${field}.minutes`, { min: 1, max: mostMinutes }) };
  }
  if (tagId === null) return {};
  const id = idIn('Tag', tagId, `${field}.tagId`);
  if (setup.tags.has(id)) return { tagId: id };
  throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', `${field}.tagId`);
};

/** Triggers that a new value sets off again: a share of the value would be taken of the share. */
const repeating: readonly Trigger[] = ['CALL_UPDATED', 'VALUE_CHANGED'];

/** Refuses a rule that would change the same value again with every update it causes. */
export const refuseLoops = (trigger: Trigger, actions: readonly RuleAction[], field: string): void => {
  const loops = actions.some(
    (action) =>
      action.kind === 'setValueByLeadStatus' &&
      Object.values(action.values).some((worth) => 'times' in worth && microsOf(worth.times) !== 1_000_000),
  );
  if (loops && repeating.includes(trigger))
    throw new Refusal(
      'INVALID',
      `With the trigger ${trigger} a share of the value would be taken again with every update. Take 1.0 times the value, an amount, or the trigger LEAD_STATUS_CHANGED.`,
      field,
    );
};

/** A rule as it is stored. Throws Refusal naming the field at fault below `root`. */
export const ruleIn = (
  given: RuleInput,
  { setup, integrations, companyId }: RuleParts,
  root = 'input',
): RuleBody => {
  const { trigger } = given;
  const rule = {
    trigger,
    triggerSettings: triggerSettingsIn(
      trigger,
      given.triggerSettings ?? {},
      setup,
      `${root}.triggerSettings`,
    ),
    filter: parseFilterOf(given.filter, setup, `${root}.filter`),
    actions: actionsIn(given.actions, { companyId }, { setup, integrations }, `${root}.actions`),
  };
  refuseLoops(trigger, rule.actions, `${root}.actions`);
  return rule;
};

/** The company a rule is for, as UUID; null: every one. */
export const ruleCompanyIn = (given: string | null | undefined, setup: Setup): string | null => {
  if (given === null || given === undefined) return null;
  const id = idIn('Company', given, 'input.companyId');
  if (setup.companies.has(id)) return id;
  throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
};
