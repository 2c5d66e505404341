import { z } from 'zod';
import { type LeadStatus, leadStatuses } from '../../integrations/kit/vocabulary.ts';
import { automationVersions, type TriggerSettings } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { isCurrency, microsOf } from '../money.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';

export const triggers = automationVersions.trigger.enumValues;
export type Trigger = (typeof triggers)[number];

const amount = z.string().refine((text) => microsOf(text) !== null, 'must be a decimal amount like 149.90');
const currency = z.string().refine(isCurrency, 'must be an ISO 4217 currency like USD');
const worth = z.union([z.strictObject({ amount }), z.strictObject({ times: amount })]);

/** What a rule does when it matches, as it is stored. Ids are UUIDs. */
const ruleAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('addTag'), tagId: z.uuid() }),
  z.strictObject({ kind: z.literal('removeTag'), tagId: z.uuid() }),
  z.strictObject({ kind: z.literal('setLeadStatus'), leadStatus: z.enum(leadStatuses) }),
  z.strictObject({ kind: z.literal('setValue'), amount, currency }),
  z.strictObject({
    kind: z.literal('setValueByLeadStatus'),
    /** Of the amounts; what is taken of the call's own value keeps its currency. */
    currency,
    values: z.partialRecord(z.enum(leadStatuses), worth),
  }),
  /** To the lead score, once for a call. */
  z.strictObject({ kind: z.literal('addPoints'), points: z.int().min(-100).max(100) }),
  /** To the one, or to the next of several. */
  z.strictObject({ kind: z.literal('assign'), agentIds: z.array(z.uuid()).min(1) }),
  z.strictObject({
    kind: z.literal('setCustomField'),
    fieldId: z.uuid(),
    /** Null takes the value away. */
    value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  }),
  z.strictObject({
    kind: z.literal('deliver'),
    linkedAccountId: z.uuid(),
    integration: z.string(),
    action: z.string(),
    settings: z.record(z.string(), z.unknown()),
  }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

/** What a call of one lead status is worth: an amount, or so many times its own value. */
export type Worth = z.infer<typeof worth>;
export type WorthByLeadStatus = Readonly<Partial<Record<LeadStatus, Worth>>>;

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
  readonly actions: readonly RuleAction[];
}

/** A rule nobody can follow any more: what it was saved with means nothing today. */
export type Unreadable = Omit<Rule, 'filter' | 'actions'> & { readonly fault: string };

export const isUnreadable = (rule: Rule | Unreadable): rule is Unreadable => 'fault' in rule;

const faultOf = (error: unknown): string => {
  if (error instanceof Refusal) return `${error.field}: ${error.message}`;
  if (error instanceof z.ZodError)
    return `actions.${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`;
  throw error;
};

/** A saved version of an automation, in force or not. */
const ruleOf = (
  row: Pick<AutomationRow, 'id' | 'name' | 'companyId'>,
  version: Pick<AutomationRow['current'], 'version' | 'trigger' | 'triggerSettings' | 'filter' | 'actions'>,
): Rule | Unreadable => {
  const head = {
    id: row.id,
    version: version.version,
    name: row.name,
    companyId: row.companyId,
    trigger: version.trigger,
    triggerSettings: version.triggerSettings,
  };
  try {
    const filter = parseCallFilter(version.filter);
    return { ...head, filter, actions: z.array(ruleAction).parse(version.actions) };
  } catch (error) {
    // One rule that cannot be read must not keep the account's calls from being taken in.
    return { ...head, fault: faultOf(error) };
  }
};

const parsed = new WeakMap<Setup, readonly (Rule | Unreadable)[]>();

/** The enabled rules of an account, oldest first. Parsed once for each picture of the setup. */
export const allRulesOf = (setup: Setup): readonly (Rule | Unreadable)[] => {
  const known = parsed.get(setup);
  if (known) return known;
  const rules = [...setup.automations.values()]
    .filter((row) => row.enabled)
    .map((row) => ruleOf(row, row.current));
  parsed.set(setup, rules);
  return rules;
};

/** Those of them that can be followed. */
export const rulesOf = (setup: Setup): readonly Rule[] =>
  allRulesOf(setup).filter((rule): rule is Rule => !isUnreadable(rule));
