import { type LeadStatus, leadStatuses } from '../../integrations/kit/vocabulary.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import { withCustomValues } from '../leads/custom-values.ts';
import { isCurrency, microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import type { RuleAction, Worth } from './rule.ts';

interface WorthInput {
  readonly leadStatus: LeadStatus;
  readonly amount?: string | null;
  readonly times?: string | null;
}

/** What a rule does to the call itself, as a person gives it. Ids are typed ids. */
export interface CallActionInput {
  readonly addTag?: { readonly tagId: string } | null;
  readonly removeTag?: { readonly tagId: string } | null;
  readonly setLeadStatus?: { readonly leadStatus: LeadStatus } | null;
  readonly setValue?: { readonly amount: string; readonly currency: string } | null;
  readonly setValueByLeadStatus?: {
    readonly currency: string;
    readonly values: readonly WorthInput[];
  } | null;
  readonly addPoints?: { readonly points: number } | null;
  readonly assign?: { readonly agentIds: readonly string[] } | null;
  readonly setCustomField?: {
    readonly fieldId: string;
    readonly value?: Readonly<Record<string, unknown>> | string | number | boolean | null;
  } | null;
}

export const callActionNames = [
  'addTag',
  'removeTag',
  'setLeadStatus',
  'setValue',
  'setValueByLeadStatus',
  'addPoints',
  'assign',
  'setCustomField',
] as const satisfies readonly (keyof CallActionInput)[];
type Name = (typeof callActionNames)[number];
type Given<Key extends Name> = NonNullable<CallActionInput[Key]>;

const most = 50;

const tagIn = (given: string, setup: Setup, field: string): string => {
  const id = idIn('Tag', given, field);
  if (setup.tags.has(id)) return id;
  throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', field);
};

const amountIn = (given: string, field: string): string => {
  const micros = microsOf(given);
  if (micros !== null && micros >= 0) return given;
  throw new Refusal('INVALID', 'Must be a decimal amount like 149.90, not below zero.', field);
};

const currencyIn = (given: string, field: string): string => {
  if (isCurrency(given)) return given;
  throw new Refusal('INVALID', 'Must be an ISO 4217 currency like USD.', field);
};

const worthIn = ({ amount, times }: WorthInput, field: string): Worth => {
  if ((amount == null) === (times == null))
    throw new Refusal('INVALID', 'Give either amount or times.', field);
  if (amount != null) return { amount: amountIn(amount, `${field}.amount`) };
  return { times: amountIn(times ?? '', `${field}.times`) };
};

const byLeadStatusIn = (given: Given<'setValueByLeadStatus'>, field: string): RuleAction => {
  const currency = currencyIn(given.currency, `${field}.currency`);
  const values: Partial<Record<LeadStatus, Worth>> = {};
  if (given.values.length === 0 || given.values.length > leadStatuses.length)
    throw new Refusal('INVALID', 'Give each lead status at most once, and at least one.', `${field}.values`);
  for (const [at, entry] of given.values.entries()) {
    const path = `${field}.values[${at}]`;
    if (values[entry.leadStatus])
      throw new Refusal('INVALID', 'This lead status is there twice.', `${path}.leadStatus`);
    values[entry.leadStatus] = worthIn(entry, path);
  }
  return { kind: 'setValueByLeadStatus', currency, values };
};

const agentsIn = ({ agentIds }: Given<'assign'>, setup: Setup, field: string): RuleAction => {
  const path = `${field}.agentIds`;
  if (agentIds.length === 0) throw new Refusal('INVALID', 'Give at least one agent.', path);
  if (agentIds.length > most) throw new Refusal('TOO_LARGE', `Give at most ${most} agents.`, path);
  const ids = agentIds.map((given, at) => {
    const id = idIn('Agent', given, `${path}[${at}]`);
    const agent = setup.agents.get(id);
    if (!agent) throw new Refusal('NOT_FOUND', 'There is no such agent in this account.', `${path}[${at}]`);
    if (!agent.active)
      throw new Refusal('CONFLICT', `${agent.name} gets no new calls any more.`, `${path}[${at}]`);
    return id;
  });
  return { kind: 'assign', agentIds: [...new Set(ids)] };
};

const customFieldIn = (
  given: Given<'setCustomField'>,
  companyId: string | null,
  setup: Setup,
  field: string,
): RuleAction => {
  const fieldId = idIn('CustomField', given.fieldId, `${field}.fieldId`);
  const custom = setup.customFields.get(fieldId);
  if (custom?.subject !== 'CALL')
    throw new Refusal('NOT_FOUND', 'There is no such custom field of calls.', `${field}.fieldId`);
  const about = { subject: 'CALL' as const, companyId: companyId ?? custom.companyId ?? '' };
  const value = given.value ?? null;
  const values = withCustomValues({}, { [custom.key]: value }, about, setup, `${field}.value`);
  return { kind: 'setCustomField', fieldId, value: values[fieldId] ?? null };
};

/** One of them as it is stored. `companyId`: whose calls the rule is for, as UUID. Throws Refusal naming the field at fault below `field`. */
export const callActionIn = (
  name: Name,
  given: CallActionInput,
  companyId: string | null,
  setup: Setup,
  field: string,
): RuleAction => {
  const own = <Key extends Name>(key: Key) => given[key] as Given<Key>;
  switch (name) {
    case 'addTag':
    case 'removeTag':
      return { kind: name, tagId: tagIn(own(name).tagId, setup, `${field}.tagId`) };
    case 'setLeadStatus':
      return { kind: name, leadStatus: own(name).leadStatus };
    case 'setValue': {
      const { amount, currency } = own(name);
      return {
        kind: name,
        amount: amountIn(amount, `${field}.amount`),
        currency: currencyIn(currency, `${field}.currency`),
      };
    }
    case 'setValueByLeadStatus':
      return byLeadStatusIn(own(name), field);
    case 'addPoints': {
      const { points } = own(name);
      if (points === 0 || Math.abs(points) > 100)
        throw new Refusal('INVALID', 'Give from -100 to 100 points, and not none.', `${field}.points`);
      return { kind: name, points };
    }
    case 'assign':
      return agentsIn(own(name), setup, field);
    case 'setCustomField':
      return customFieldIn(own(name), companyId, setup, field);
  }
};
