import type {
  AutomationDetailFragment,
  AutomationTrigger,
  CallFilter,
  RuleInput,
} from '../../generated/graphql.ts';
import { missingValues } from '../../parts/field-values.ts';
import { type ActionDraft, actionInputs } from './actions.ts';
import type { Filterable } from './filter/call-fields.ts';
import { type Group, isComplete, toFilter, toTree } from './filter/tree.ts';

export interface TriggerDraft {
  readonly trigger: AutomationTrigger;
  /** As typed; empty until somebody says. */
  readonly minutes: number | string;
  /** Null: any tag. */
  readonly tagId: string | null;
}

/** What a version is made of, in the making; a new name or the switch alone makes no new one. */
export interface RuleDraft extends TriggerDraft {
  readonly tree: Group;
  readonly actions: readonly ActionDraft[];
}

export const isTimed = (trigger: AutomationTrigger): boolean =>
  trigger === 'AFTER_CALL' || trigger === 'NOT_CALLED_BACK';

export const isTagged = (trigger: AutomationTrigger): boolean =>
  trigger === 'TAG_ADDED' || trigger === 'TAG_REMOVED';

export const ruleDraftOf = (
  automation: AutomationDetailFragment | null,
  actions: readonly ActionDraft[],
  fields: Filterable,
): RuleDraft => ({
  trigger: automation?.trigger ?? 'CALL_ENDED',
  minutes: automation?.triggerSettings.minutes ?? '',
  tagId: automation?.triggerSettings.tag?.id ?? null,
  tree: toTree((automation?.filter ?? {}) as CallFilter, fields),
  actions,
});

export const ruleBody = ({
  trigger,
  minutes,
  tagId,
  tree,
  actions,
}: RuleDraft): Omit<RuleInput, 'companyId'> => ({
  trigger,
  triggerSettings: {
    ...(isTimed(trigger) ? { minutes: Number(minutes) } : {}),
    ...(isTagged(trigger) && tagId ? { tagId } : {}),
  },
  filter: toFilter(tree),
  actions: actionInputs(actions),
});

/** False while something that has to be given is missing. */
export const isReady = ({ trigger, minutes, tree, actions }: RuleDraft): boolean =>
  !(isTimed(trigger) && minutes === '') &&
  isComplete(tree) &&
  actions.length > 0 &&
  actions.every(({ choice, values }) => Object.keys(missingValues(choice.fields, values)).length === 0);
