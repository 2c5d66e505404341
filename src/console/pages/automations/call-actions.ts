import type { AutomationActionInput, AutomationChoicesQuery, LeadStatus } from '../../generated/graphql.ts';
import { leadStatusLooks } from '../../parts/states.ts';
import type { ActionChoice } from './actions.ts';
import { formField as field } from './form-field.ts';

const statuses = Object.keys(leadStatusLooks) as LeadStatus[];
const statusChoices = Object.entries(leadStatusLooks).map(([value, { label }]) => ({ value, label }));

const named = (nodes: readonly { id: string; name: string }[]) =>
  nodes.map(({ id, name }) => ({ value: id, label: name }));

type Settings = Readonly<Record<string, unknown>>;
type CustomField = AutomationChoicesQuery['customFields']['nodes'][number];

const inRingpath = 'On the call';

const tagAction = (
  kind: 'addTag' | 'removeTag',
  { tags }: AutomationChoicesQuery,
  label: string,
  description: string,
): ActionChoice => ({
  value: kind,
  label,
  group: inRingpath,
  description,
  fields: [field('tagId', 'Tag', 'CHOICE', { choices: named(tags.nodes) })],
  input: ({ tagId }) => {
    const tag = { tagId: String(tagId) };
    return kind === 'addTag' ? { addTag: tag } : { removeTag: tag };
  },
});

/** Statuses with a worth, in the order in which they are submitted. */
const worthOf = (settings: Settings): readonly (readonly [LeadStatus, string])[] =>
  statuses.flatMap((status) => {
    const typed = settings[status];
    return typeof typed === 'string' ? [[status, typed] as const] : [];
  });

/** `40` is an amount; `50%` half of the call's own value. */
const worthInput = (leadStatus: LeadStatus, typed: string) => {
  const [, share] = /^(\d+(?:\.\d+)?)\s*%$/.exec(typed) ?? [];
  return share === undefined
    ? { leadStatus, amount: typed }
    : { leadStatus, times: String(Number((Number(share) / 100).toFixed(6))) };
};

const worthText = ({ amount, times }: { amount?: string; times?: string }): string =>
  amount ?? `${Number((Number(times) * 100).toFixed(4))}%`;

const valueByStatus = ({ companies }: AutomationChoicesQuery): ActionChoice => ({
  value: 'setValueByLeadStatus',
  label: 'Set the value by lead status',
  group: inRingpath,
  description:
    'Says what the call is worth once its lead status is known. 40 is an amount, 50% half of the value it has.',
  fields: [
    field('currency', 'Currency of the amounts', 'TEXT', {
      help: 'Three letters.',
      defaultValue: companies.nodes[0]?.currency ?? null,
    }),
    ...statuses.map((status) =>
      field(status, leadStatusLooks[status].label, 'TEXT', { required: false, placeholder: 'Left as it is' }),
    ),
  ],
  input: (settings) => ({
    setValueByLeadStatus: {
      currency: String(settings['currency']),
      values: worthOf(settings).map(([status, typed]) => worthInput(status, typed)),
    },
  }),
  read: ({ currency, values }) => ({
    currency,
    ...Object.fromEntries(
      (values as readonly { leadStatus: LeadStatus; amount?: string; times?: string }[]).map((worth) => [
        worth.leadStatus,
        worthText(worth),
      ]),
    ),
  }),
  errorField: (path, settings) => {
    const [, place] = /values\.(\d+)/.exec(path) ?? [];
    if (place !== undefined) return worthOf(settings)[Number(place)]?.[0] ?? 'NEW';
    return path.includes('values') ? 'NEW' : 'currency';
  },
});

const assign = ({ agents }: AutomationChoicesQuery): ActionChoice => ({
  value: 'assign',
  label: 'Assign to somebody',
  group: inRingpath,
  description: 'Gives the lead to an agent. Who has it already keeps it.',
  fields: [
    field('agentIds', 'Agent', 'LIST', {
      help: 'Several take turns.',
      choices: named(agents.nodes.filter(({ active }) => active)),
    }),
  ],
  input: ({ agentIds }) => ({ assign: { agentIds: Array.isArray(agentIds) ? agentIds.map(String) : [] } }),
  errorField: () => 'agentIds',
});

const customFieldForm = ({ name, kind, choices }: CustomField) => {
  const more = { required: false, help: 'Left empty, the field is emptied.' };
  if (kind === 'CHOICE')
    return field('value', name, 'CHOICE', {
      ...more,
      choices: choices.map((value) => ({ value, label: value })),
    });
  if (kind === 'CHECKBOX') return field('value', name, 'CHECKBOX', { required: false });
  if (kind === 'NUMBER') return field('value', name, 'NUMBER', more);
  return field('value', name, 'TEXT', kind === 'DATE' ? { ...more, placeholder: '2026-11-20' } : more);
};

const customValue = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

const setCustomField = (custom: CustomField): ActionChoice => ({
  value: `setCustomField ${custom.id}`,
  label: `Set “${custom.name}”`,
  group: 'Custom fields of the call',
  description: custom.company ? `Calls of ${custom.company.name} have this field.` : '',
  fields: [customFieldForm(custom)],
  input: ({ value }) => ({ setCustomField: { fieldId: custom.id, value: customValue(value) } }),
  errorField: () => 'value',
});

/** What an automation does to the call itself. */
export const callActions = (lists: AutomationChoicesQuery): readonly ActionChoice[] => [
  tagAction('addTag', lists, 'Add a tag', 'Puts a tag on the call.'),
  tagAction('removeTag', lists, 'Take off a tag', 'Takes a tag off the call.'),
  {
    value: 'setLeadStatus',
    label: 'Set the lead status',
    group: inRingpath,
    description: 'Judges the call.',
    fields: [field('leadStatus', 'Lead status', 'CHOICE', { choices: statusChoices })],
    input: (settings): AutomationActionInput => ({
      setLeadStatus: { leadStatus: settings['leadStatus'] as LeadStatus },
    }),
  },
  {
    value: 'setValue',
    label: 'Set the value',
    group: inRingpath,
    description: 'Says what the call is worth.',
    fields: [
      field('amount', 'Amount', 'TEXT', { placeholder: '50.00' }),
      field('currency', 'Currency', 'TEXT', {
        help: 'Three letters.',
        defaultValue: lists.companies.nodes[0]?.currency ?? null,
      }),
    ],
    input: ({ amount, currency }) => ({ setValue: { amount: String(amount), currency: String(currency) } }),
  },
  valueByStatus(lists),
  {
    value: 'addPoints',
    label: 'Give points to the score',
    group: inRingpath,
    description: 'Adds to the lead score, once for a call however often the automation matches.',
    fields: [field('points', 'Points', 'NUMBER', { help: 'From -100 to 100.', placeholder: '10' })],
    input: ({ points }) => ({ addPoints: { points: Number(points) } }),
  },
  assign(lists),
  ...lists.customFields.nodes
    .filter(({ subject, archived }) => subject === 'CALL' && !archived)
    .map(setCustomField),
];
