import { z } from 'zod';
import { type CallSnapshot, type LeadStatus, leadStatuses } from '../../../integrations/kit/vocabulary.ts';
import { Refusal } from '../../errors.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import { value } from '../../leads/parts/value.ts';
import { amountOf, microsOf } from '../../money.ts';
import { spoken } from '../../spoken.ts';
import { amountIn, currencyIn, givenLeadStatus, storedAmount, storedCurrency } from '../given.ts';
import { defineCallAction, type Effect, onTheCall } from './call-action.ts';
import { valued } from './worth.ts';

/** What a call of one lead status is worth: an amount, or so many times its own value. */
const storedWorth = z.union([
  z.strictObject({ amount: storedAmount }),
  z.strictObject({ times: storedAmount }),
]);
type Worth = z.infer<typeof storedWorth>;
type WorthByLeadStatus = Partial<Record<LeadStatus, Worth>>;

const givenWorth = z
  .object({
    leadStatus: givenLeadStatus.meta({
      description: 'Of which lead status. Each at most once; the others are left alone.',
    }),
    amount: z.string().nullish().meta({ description: 'Decimal, up to six places, not below zero: `50`.' }),
    times: z.string().nullish().meta({
      description: "So many times the call's own value, in its own currency: `1.0`. Decimal, not below zero.",
    }),
  })
  .meta({
    apiName: 'ValueOfLeadStatusInput',
    description: 'What a call of one lead status is worth. Give either `amount` or `times`.',
  });

const worthIn = ({ amount, times }: z.infer<typeof givenWorth>, field: string): Worth => {
  if ((amount == null) === (times == null))
    throw new Refusal('INVALID', 'Give either amount or times.', field);
  if (amount != null) return { amount: amountIn(amount, `${field}.amount`) };
  return { times: amountIn(times ?? '', `${field}.times`) };
};

const valuesIn = (given: readonly z.infer<typeof givenWorth>[], field: string): WorthByLeadStatus => {
  if (given.length === 0 || given.length > leadStatuses.length)
    throw new Refusal('INVALID', 'Give each lead status at most once, and at least one.', field);
  const values: WorthByLeadStatus = {};
  for (const [at, entry] of given.entries()) {
    const path = `${field}[${at}]`;
    if (values[entry.leadStatus])
      throw new Refusal('INVALID', 'This lead status is there twice.', `${path}.leadStatus`);
    values[entry.leadStatus] = worthIn(entry, path);
  }
  return values;
};

/** So many times an amount, both in micros, to the nearest micro. */
const timesOf = (micros: number, times: number): number =>
  Number((BigInt(micros) * BigInt(times) + 500_000n) / 1_000_000n);

const valuedByStatus = (call: CallSnapshot, currency: string, values: WorthByLeadStatus): Effect => {
  const worth = values[call.leadStatus];
  if (!worth) return { call, did: `left the value: it names none for ${spoken(call.leadStatus)} leads` };
  if ('amount' in worth) return valued(call, { amount: worth.amount, currency });
  const own = call.value ? microsOf(call.value.amount) : null;
  const times = microsOf(worth.times);
  if (!call.value || own === null || times === null)
    return { call, did: 'left the value: the call has none of its own' };
  const amount = amountOf(timesOf(own, times));
  return microsOf(amount) === null
    ? { call, did: `left the value: ${worth.times} times it is too large` }
    : valued(call, { amount, currency: call.value.currency });
};

const worthText = (worth: Worth, currency: string): string =>
  'amount' in worth ? `${worth.amount} ${currency}` : `${worth.times} × its own value`;

const title = 'Set the value by lead status';
const description = 'Says what the call is worth by its lead status, judged after the actions before it.';

export const setValueByLeadStatus = defineCallAction({
  name: 'setValueByLeadStatus',
  title,
  description,
  stored: z.strictObject({
    /** Of the amounts; what is taken of the call's own value keeps its currency. */
    currency: storedCurrency,
    values: z.partialRecord(z.enum(leadStatuses), storedWorth),
  }),
  given: z.object({
    currency: z.string().meta({ description: 'Of the amounts, ISO 4217: `USD`.' }),
    values: z.array(givenWorth).meta({ description: 'At least one.' }),
  }),
  read: ({ currency, values }, _, field) => ({
    currency: currencyIn(currency, `${field}.currency`),
    values: valuesIn(values, `${field}.values`),
  }),
  place: () => placeOf(value),
  apply: (call, { currency, values }) => valuedByStatus(call, currency, values),
  shown: ({ currency, values }) => {
    const entries = leadStatuses.flatMap((status) => {
      const worth = values[status];
      return worth ? [[status, worth] as const] : [];
    });
    const parts = entries.map(([status, worth]) => `${spoken(status)} ${worthText(worth, currency)}`);
    return {
      title: `${title}: ${parts.join(', ')}`,
      settings: { currency, values: entries.map(([leadStatus, worth]) => ({ leadStatus, ...worth })) },
    };
  },
  // A worth for each of several lead statuses is no plain form.
  offers: () => [{ label: title, group: onTheCall, description, settings: {}, fields: null }],
  compounds: ({ values }) =>
    Object.values(values).some((worth) => 'times' in worth && microsOf(worth.times) !== 1_000_000)
      ? 'a share of the value would be taken again with every update. Take 1.0 times the value, an amount, or the trigger LEAD_STATUS_CHANGED.'
      : null,
});
