import type { Integration } from '../../integrations/kit/integration.ts';
import type { TriggerSettings } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { idIn } from '../input.ts';
import { parseFilterOf } from '../leads/mentions.ts';
import { type Place, placeOf } from '../leads/parts/parts.ts';
import type { Setup } from '../setup/setup.ts';
import { actionsIn } from './action-input.ts';
import { type ActionInput, boundActions, type RuleAction } from './actions/list.ts';
import { type Trigger, triggerNamed, triggerSettings } from './triggers/list.ts';

/** What a trigger is told, as a person gives it, by the names its declaration has. Ids are typed ids. */
export type TriggerSettingsInput = Readonly<Record<string, unknown>>;

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

/** What the trigger is told, checked. Throws Refusal naming what is at fault below `field`. */
export const triggerSettingsIn = (
  trigger: Trigger,
  given: TriggerSettingsInput,
  setup: Setup,
  field: string,
): TriggerSettings => {
  const { settings } = triggerNamed(trigger);
  const told: Record<string, string | number> = {};
  for (const { setting, triggers } of triggerSettings) {
    const { name, word } = setting;
    const value = given[name] ?? null;
    if (value !== null && !triggers.includes(trigger))
      throw new Refusal('INVALID', `The trigger ${trigger} knows no ${word}.`, `${field}.${name}`);
  }
  for (const { name, word, required, read } of settings) {
    const value = given[name] ?? null;
    if (value === null && required)
      throw new Refusal('INVALID', `The trigger ${trigger} needs ${word}.`, `${field}.${name}`);
    if (value !== null) told[name] = read(value, setup, `${field}.${name}`);
  }
  return told;
};

/** Whether what its rule does to a part of a call sets the trigger off again, at once or with the next edit. */
const comesAgain = (trigger: Trigger, place: Place | null): boolean => {
  const { cause } = triggerNamed(trigger);
  return cause.kind === 'EDIT' || (cause.kind === 'PART' && place === placeOf(cause.part));
};

/**
 * Refuses a rule that would change the same thing again with every update it causes. `actions` as they are
 * stored, by the field that is to blame for them.
 */
export const refuseLoops = (trigger: Trigger, actions: readonly RuleAction[], field: string): void => {
  const looping = boundActions(actions, field).find(
    ({ compounds, place }) => compounds !== null && comesAgain(trigger, place),
  );
  if (looping) throw new Refusal('INVALID', `With the trigger ${trigger} ${looping.compounds}`, field);
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
    actions: actionsIn(given.actions, { companyId, setup, integrations }, `${root}.actions`),
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
