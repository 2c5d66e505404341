import type { AutomationChoicesQuery, LeadStatus } from '../../generated/graphql.ts';
import type { WordChoice } from '../../parts/call-looks.ts';
import type { ActionChoice } from './actions.ts';
import { formField as field } from './form-field.ts';

/** The lead statuses and what they are called. */
export type StatusChoices = readonly WordChoice<LeadStatus>[];

type Settings = Readonly<Record<string, unknown>>;

/** Statuses with a worth, in the order in which they are submitted. */
const worthOf = (settings: Settings, statuses: StatusChoices): readonly (readonly [LeadStatus, string])[] =>
  statuses.flatMap(({ value: status }) => {
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

/** A worth for each lead status, a field each. */
export const valueByStatus = (
  { companies }: AutomationChoicesQuery,
  statuses: StatusChoices,
): Pick<ActionChoice, 'description' | 'fields' | 'input' | 'read' | 'errorField'> => ({
  description:
    'Says what the call is worth once its lead status is known. 40 is an amount, 50% half of the value it has.',
  fields: [
    field('currency', 'Currency of the amounts', 'TEXT', {
      help: 'Three letters.',
      defaultValue: companies.nodes[0]?.currency ?? null,
    }),
    ...statuses.map(({ value, label }) =>
      field(value, label, 'TEXT', {
        required: false,
        placeholder: 'Left as it is',
      }),
    ),
  ],
  input: (settings) => ({
    setValueByLeadStatus: {
      currency: String(settings['currency']),
      values: worthOf(settings, statuses).map(([status, typed]) => worthInput(status, typed)),
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
    if (place !== undefined) return worthOf(settings, statuses)[Number(place)]?.[0] ?? 'NEW';
    return path.includes('values') ? 'NEW' : 'currency';
  },
});
