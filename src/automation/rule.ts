import { z } from 'zod';
import type { TriggerSettings } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';
import type { RuleAct } from './actions/call-action.ts';
import { boundActions } from './actions/list.ts';
import { isTrigger, type Trigger } from './triggers/list.ts';

/** One automation as it is in force. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Null: calls of every company. */
  readonly companyId: string | null;
  readonly trigger: Trigger;
  readonly triggerSettings: TriggerSettings;
  readonly filter: CallFilter;
  readonly actions: readonly RuleAct[];
}

/** A rule nobody can follow any more: what it was saved with means nothing today. */
export type Unreadable = Omit<Rule, 'filter' | 'actions'> & { readonly fault: string };

export const isUnreadable = (rule: Rule | Unreadable): rule is Unreadable => 'fault' in rule;

const faultOf = (error: unknown): string => {
  if (error instanceof Refusal) return `${error.field}: ${error.message}`;
  if (error instanceof z.ZodError) return `actions: ${error.issues[0]?.message}`;
  throw error;
};

/** A saved version of an automation, in force or not. None: its trigger no longer exists, so nothing wakes it. */
const ruleOf = (
  row: Pick<AutomationRow, 'id' | 'name' | 'companyId'>,
  version: Pick<AutomationRow['current'], 'version' | 'trigger' | 'triggerSettings' | 'filter' | 'actions'>,
): readonly (Rule | Unreadable)[] => {
  const { trigger } = version;
  if (!isTrigger(trigger)) return [];
  const head = {
    id: row.id,
    version: version.version,
    name: row.name,
    companyId: row.companyId,
    trigger,
    triggerSettings: version.triggerSettings,
  };
  try {
    const filter = parseCallFilter(version.filter);
    return [
      { ...head, filter, actions: boundActions(z.array(z.unknown()).parse(version.actions), 'actions') },
    ];
  } catch (error) {
    // One rule that cannot be read must not keep the account's calls from being taken in.
    return [{ ...head, fault: faultOf(error) }];
  }
};

const parsed = new WeakMap<Setup, readonly (Rule | Unreadable)[]>();

/** The enabled rules of an account, oldest first. Parsed once for each picture of the setup. */
export const allRulesOf = (setup: Setup): readonly (Rule | Unreadable)[] => {
  const known = parsed.get(setup);
  if (known) return known;
  const rules = [...setup.automations.values()]
    .filter((row) => row.enabled)
    .flatMap((row) => ruleOf(row, row.current));
  parsed.set(setup, rules);
  return rules;
};

/** Those of them that can be followed. */
export const rulesOf = (setup: Setup): readonly Rule[] =>
  allRulesOf(setup).filter((rule): rule is Rule => !isUnreadable(rule));
