import { z } from 'zod';
import { leadStatuses } from '../../integrations/kit/vocabulary.ts';
import { automationVersions, type TriggerSettings } from '../../schema/index.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { isCurrency, microsOf } from '../money.ts';
import type { AutomationRow, Setup } from '../setup/setup.ts';

export const triggers = automationVersions.trigger.enumValues;
export type Trigger = (typeof triggers)[number];

const amount = z.string().refine((text) => microsOf(text) !== null, 'must be a decimal amount like 149.90');
const currency = z.string().refine(isCurrency, 'must be an ISO 4217 currency like USD');

/** What a rule does when it matches, as it is stored. Ids are UUIDs. */
export const ruleAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('addTag'), tagId: z.uuid() }),
  z.strictObject({ kind: z.literal('setLeadStatus'), leadStatus: z.enum(leadStatuses) }),
  z.strictObject({ kind: z.literal('setValue'), amount, currency }),
  z.strictObject({
    kind: z.literal('deliver'),
    connectionId: z.uuid(),
    integration: z.string(),
    action: z.string(),
    settings: z.record(z.string(), z.unknown()),
  }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

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

const ruleOf = (row: AutomationRow): Rule => ({
  id: row.id,
  version: row.version,
  name: row.name,
  companyId: row.companyId,
  trigger: row.current.trigger,
  triggerSettings: row.current.triggerSettings,
  filter: parseCallFilter(row.current.filter),
  actions: z.array(ruleAction).parse(row.current.actions),
});

const parsed = new WeakMap<Setup, readonly Rule[]>();

/** The enabled rules of an account, oldest first. Parsed once for each picture of the setup. */
export const rulesOf = (setup: Setup): readonly Rule[] => {
  const known = parsed.get(setup);
  if (known) return known;
  const rules = [...setup.automations.values()].filter((row) => row.enabled).map(ruleOf);
  parsed.set(setup, rules);
  return rules;
};
