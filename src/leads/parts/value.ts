import { amountOf, microsOf } from '../../money.ts';
import { singlePart } from './part.ts';

interface Worth {
  readonly micros: number;
  /** ISO 4217. */
  readonly currency: string;
}

const words = ({ micros, currency }: Worth): string => `${amountOf(micros)} ${currency}`.trim();

/** What the call is worth. */
export const value = singlePart<Worth>({
  name: 'value',
  label: 'Value',
  columns: ['valueMicros', 'valueCurrency'],
  of: ({ valueMicros, valueCurrency }) =>
    valueMicros === null ? null : { micros: valueMicros, currency: valueCurrency ?? '' },
  put: (call, worth) => ({
    ...call,
    valueMicros: worth?.micros ?? null,
    valueCurrency: worth?.currency ?? null,
  }),
  seen: (call) => {
    const micros = call.value && microsOf(call.value.amount);
    return call.value && micros !== null ? { micros, currency: call.value.currency } : null;
  },
  take: (call, other) => ({ ...call, value: other.value }),
  same: (a, b) => a.micros === b.micros && a.currency === b.currency,
  words,
  news: (before, after) => `Value: ${before ? words(before) : 'none'} → ${after ? words(after) : 'none'}.`,
});
