import type { CallSnapshot, LeadStatus, Money } from '../../integrations/kit/vocabulary.ts';
import { judge } from '../filter/judge.ts';
import { typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { withNames } from '../setup/with-names.ts';
import { type Rule, type RuleAction, rulesOf, type Trigger } from './rule.ts';
import { type Fired, wakes } from './triggers.ts';

/** What one version of one rule made of a call, and why. */
export interface Decision {
  readonly automationId: string;
  readonly automationVersion: number;
  readonly trigger: Trigger;
  readonly matched: boolean;
  readonly reason: string;
}

/** An integration action a matching rule wants for the call. */
export interface Send {
  readonly automationId: string;
  readonly automationVersion: number;
  readonly connectionId: string;
  readonly integration: string;
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Decided {
  readonly decisions: readonly Decision[];
  /** The call with what the rules added. */
  readonly call: CallSnapshot;
  readonly sends: readonly Send[];
}

const withTag = (call: CallSnapshot, tagId: string, setup: Setup): CallSnapshot => {
  const tag = setup.tags.get(tagId);
  const id = typedId('Tag', tagId);
  if (!tag || call.tagIds.includes(id)) return call;
  const worn = [
    ...call.tagIds.map((known, at) => ({ id: known, name: call.tags[at] ?? '' })),
    { id, name: tag.name },
  ];
  worn.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...call, tags: worn.map((item) => item.name), tagIds: worn.map((item) => item.id) };
};

const withStatus = (call: CallSnapshot, leadStatus: LeadStatus): CallSnapshot => ({ ...call, leadStatus });
const withValue = (call: CallSnapshot, value: Money): CallSnapshot => ({ ...call, value });

const apply = (call: CallSnapshot, action: RuleAction, setup: Setup): CallSnapshot => {
  switch (action.kind) {
    case 'addTag':
      return withTag(call, action.tagId, setup);
    case 'setLeadStatus':
      return withStatus(call, action.leadStatus);
    case 'setValue':
      return withValue(call, { amount: action.amount, currency: action.currency });
    case 'deliver':
      return call;
  }
};

const sendsOf = (rule: Rule): readonly Send[] =>
  rule.actions
    .filter((action) => action.kind === 'deliver')
    .map(({ kind: _, ...action }) => ({ automationId: rule.id, automationVersion: rule.version, ...action }));

/**
 * Judges every rule that what happened wakes, oldest first; a rule sees what the rules before it did. What a rule
 * does to a call triggers no other rule, so rules cannot loop. What is sent is the call as it stands after
 * the last of them.
 */
export const decide = (call: CallSnapshot, fired: readonly Fired[], setup: Setup): Decided => {
  let current = call;
  const decisions: Decision[] = [];
  const sends: Send[] = [];
  for (const rule of rulesOf(setup)) {
    if (!fired.some((entry) => wakes(rule, entry))) continue;
    if (rule.companyId !== null && typedId('Company', rule.companyId) !== call.company.id) continue;
    const { matched, because } = judge(rule.filter, current);
    decisions.push({
      automationId: rule.id,
      automationVersion: rule.version,
      trigger: rule.trigger,
      matched,
      reason: withNames(because, setup),
    });
    if (!matched) continue;
    for (const action of rule.actions) current = apply(current, action, setup);
    sends.push(...sendsOf(rule));
  }
  return { decisions, call: current, sends };
};
