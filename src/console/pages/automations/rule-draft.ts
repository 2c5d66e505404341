import type {
  AutomationChoicesQuery,
  AutomationDetailFragment,
  CallFilter,
  RuleInput,
} from '../../generated/graphql.ts';
import { type FieldValues, missingValues, startValues, submittedValues } from '../../parts/field-values.ts';
import { type ActionDraft, actionInputs } from './actions.ts';
import type { Filterable } from './filter/call-fields.ts';
import { type Group, isComplete, toFilter, toTree } from './filter/tree.ts';

export type TriggerChoice = AutomationChoicesQuery['automationTriggers'][number];

export interface TriggerDraft {
  readonly trigger: TriggerChoice;
  /** What it is told, as typed. */
  readonly told: FieldValues;
}

/** What a version is made of, in the making; a new name or the switch alone makes no new one. */
export interface RuleDraft extends TriggerDraft {
  readonly tree: Group;
  readonly actions: readonly ActionDraft[];
}

/** Another trigger keeps of what the last one was told what it knows, too. */
export const triggerDraft = (
  trigger: TriggerChoice,
  told: Readonly<Record<string, unknown>>,
): TriggerDraft => ({
  trigger,
  told: startValues(trigger.fields, told),
});

/** A new rule looks at calls when they have ended. */
export const ruleDraftOf = (
  automation: AutomationDetailFragment | null,
  actions: readonly ActionDraft[],
  triggers: readonly TriggerChoice[],
  fields: Filterable,
): RuleDraft => {
  const wanted = automation?.trigger ?? 'CALL_ENDED';
  const trigger = triggers.find(({ name }) => name === wanted);
  if (!trigger) throw new Error(`The server offers no trigger ${wanted}.`);
  return {
    ...triggerDraft(trigger, (automation?.triggerSettings.given ?? {}) as Readonly<Record<string, unknown>>),
    tree: toTree((automation?.filter ?? {}) as CallFilter, fields),
    actions,
  };
};

export const ruleBody = ({ trigger, told, tree, actions }: RuleDraft): Omit<RuleInput, 'companyId'> => ({
  trigger: trigger.name,
  triggerSettings: submittedValues(trigger.fields, told),
  filter: toFilter(tree),
  actions: actionInputs(actions),
});

/** False while something that has to be given is missing. */
export const isReady = ({ trigger, told, tree, actions }: RuleDraft): boolean =>
  Object.keys(missingValues(trigger.fields, told)).length === 0 &&
  isComplete(tree) &&
  actions.length > 0 &&
  actions.every(({ choice, values }) => Object.keys(missingValues(choice.fields, values)).length === 0);
