import type { CallSnapshot, Money } from '../../integrations/kit/vocabulary.ts';
import { typedId } from '../ids.ts';
import { amountOf, microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import { spoken } from '../spoken.ts';
import type { RuleAction, WorthByLeadStatus } from './rule.ts';
import type { Turn } from './turns.ts';

/** What one action made of a call. */
export interface Effect {
  readonly call: CallSnapshot;
  /** What it did, or why it did nothing, in words that follow "every condition held: ". */
  readonly did: string;
  /** What of the call it is about: `value`, `tag <uuid>`, `custom:<key>`; null for nothing of it. */
  readonly field: string | null;
  readonly changed: boolean;
}

const nothing = (call: CallSnapshot, field: string, did: string): Effect => ({
  call,
  did,
  field,
  changed: false,
});

const changed = (call: CallSnapshot, field: string, did: string): Effect => ({
  call,
  did,
  field,
  changed: true,
});

const withTags = (call: CallSnapshot, worn: readonly { id: string; name: string }[]): CallSnapshot => {
  const sorted = worn.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { ...call, tags: sorted.map((item) => item.name), tagIds: sorted.map((item) => item.id) };
};

const wornBy = (call: CallSnapshot) => call.tagIds.map((id, at) => ({ id, name: call.tags[at] ?? '' }));

/** The call with one thing, named as effects name it, as it stands on another picture of the call. */
export const withField = (call: CallSnapshot, other: CallSnapshot, field: string): CallSnapshot => {
  if (field === 'leadStatus') return { ...call, leadStatus: other.leadStatus };
  if (field === 'value') return { ...call, value: other.value };
  if (field === 'assignee') return { ...call, assignee: other.assignee };
  if (field.startsWith('tag ')) {
    const id = typedId('Tag', field.slice('tag '.length));
    const others = wornBy(call).filter((item) => item.id !== id);
    return withTags(call, [...others, ...wornBy(other).filter((item) => item.id === id)]);
  }
  if (!field.startsWith('custom:')) return call;
  const key = field.slice('custom:'.length);
  const { [key]: _, ...kept } = call.customFields;
  const value = other.customFields[key];
  return { ...call, customFields: value === undefined ? kept : { ...kept, [key]: value } };
};

const tagged = (call: CallSnapshot, tagId: string, add: boolean, setup: Setup): Effect => {
  const tag = setup.tags.get(tagId);
  const field = `tag ${tagId}`;
  if (!tag) return nothing(call, field, 'left the tags: the one it names is gone');
  const id = typedId('Tag', tagId);
  if (add && tag.companyId !== null && typedId('Company', tag.companyId) !== call.company.id)
    return nothing(call, field, `left the tags: “${tag.name}” is for another company`);
  const has = call.tagIds.includes(id);
  if (has === add) return nothing(call, field, `left the tag “${tag.name}” as it was`);
  const others = wornBy(call).filter((item) => item.id !== id);
  return add
    ? changed(withTags(call, [...others, { id, name: tag.name }]), field, `added the tag “${tag.name}”`)
    : changed(withTags(call, others), field, `took off the tag “${tag.name}”`);
};

const valued = (call: CallSnapshot, value: Money): Effect => {
  const same =
    call.value?.currency === value.currency && microsOf(call.value.amount) === microsOf(value.amount);
  const shown = `${value.amount} ${value.currency}`;
  return same
    ? nothing(call, 'value', `left the value at ${shown}`)
    : changed({ ...call, value }, 'value', `set the value ${shown}`);
};

/** So many times an amount, both in micros, to the nearest micro. */
const timesOf = (micros: number, times: number): number =>
  Number((BigInt(micros) * BigInt(times) + 500_000n) / 1_000_000n);

const valuedByStatus = (call: CallSnapshot, currency: string, values: WorthByLeadStatus): Effect => {
  const worth = values[call.leadStatus];
  if (!worth)
    return nothing(call, 'value', `left the value: it names none for ${spoken(call.leadStatus)} leads`);
  if ('amount' in worth) return valued(call, { amount: worth.amount, currency });
  const own = call.value ? microsOf(call.value.amount) : null;
  const times = microsOf(worth.times);
  if (!call.value || own === null || times === null)
    return nothing(call, 'value', 'left the value: the call has none of its own');
  const amount = amountOf(timesOf(own, times));
  return microsOf(amount) === null
    ? nothing(call, 'value', `left the value: ${worth.times} times it is too large`)
    : valued(call, { amount, currency: call.value.currency });
};

const assigned = (call: CallSnapshot, agentIds: readonly string[], setup: Setup, turn: Turn): Effect => {
  const active = agentIds.filter((id) => setup.agents.get(id)?.active);
  if (active.length === 0) return nothing(call, 'assignee', 'assigned nobody: none of its agents is active');
  const own = active.find((id) => typedId('Agent', id) === call.assignee?.id);
  if (own) return nothing(call, 'assignee', `left it with ${call.assignee?.name}`);
  const agent = setup.agents.get(active.length === 1 ? (active[0] ?? '') : turn(active));
  if (!agent) throw new Error('A turn went to somebody who was not asked.');
  const assignee = { id: typedId('Agent', agent.id), name: agent.name, email: agent.email };
  return changed({ ...call, assignee }, 'assignee', `assigned it to ${agent.name}`);
};

const scored = (call: CallSnapshot, points: number, before: number): Effect => {
  const named = `${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
  return points === before
    ? nothing(call, 'score', `left its ${named}`)
    : changed({ ...call, score: (call.score ?? 0) + points - before }, 'score', `gave ${named}`);
};

const fieldSet = (
  call: CallSnapshot,
  { fieldId, value }: Extract<RuleAction, { readonly kind: 'setCustomField' }>,
  setup: Setup,
): Effect => {
  const custom = setup.customFields.get(fieldId);
  if (!custom || custom.archived)
    return nothing(call, `custom:${fieldId}`, 'left the fields: the one it names is gone');
  const name = `custom:${custom.key}`;
  if (custom.companyId !== null && typedId('Company', custom.companyId) !== call.company.id)
    return nothing(call, name, `left “${custom.name}”: it is a field of another company`);
  if ((call.customFields[custom.key] ?? null) === value)
    return nothing(call, name, `left “${custom.name}” as it was`);
  const { [custom.key]: _, ...others } = call.customFields;
  const customFields = value === null ? others : { ...others, [custom.key]: value };
  const did = value === null ? `emptied “${custom.name}”` : `set “${custom.name}” to ${String(value)}`;
  return changed({ ...call, customFields }, name, did);
};

/** Does one action to a call, in memory. `given`: the points its rule gave this call before. */
export const apply = (
  call: CallSnapshot,
  action: RuleAction,
  setup: Setup,
  turn: Turn,
  given: number,
): Effect => {
  switch (action.kind) {
    case 'addTag':
      return tagged(call, action.tagId, true, setup);
    case 'removeTag':
      return tagged(call, action.tagId, false, setup);
    case 'setLeadStatus': {
      const status = spoken(action.leadStatus);
      return call.leadStatus === action.leadStatus
        ? nothing(call, 'leadStatus', `left the lead status ${status}`)
        : changed({ ...call, leadStatus: action.leadStatus }, 'leadStatus', `set the lead status ${status}`);
    }
    case 'setValue':
      return valued(call, { amount: action.amount, currency: action.currency });
    case 'setValueByLeadStatus':
      return valuedByStatus(call, action.currency, action.values);
    case 'addPoints':
      return scored(call, action.points, given);
    case 'assign':
      return assigned(call, action.agentIds, setup, turn);
    case 'setCustomField':
      return fieldSet(call, action, setup);
    case 'deliver':
      return { call, did: `asked for ${action.integration}.${action.action}`, field: null, changed: false };
  }
};
