import type { FillType } from '../call-fields/field.ts';

/** Something done to a value before it is filled in. Null says that nothing is left to fill in. */
export interface Filter {
  readonly description: string;
  /** What it makes of a type; null where it cannot be applied. */
  readonly typeOf: (type: FillType) => FillType | null;
  readonly apply: (value: string, timeZone: string) => string | null;
}

const parts = new Map<string, Intl.DateTimeFormat>();

/** A formatter costs a hundred times what using it does; zones are few. Swedish dates are `2026-11-20 15:04`. */
const localTime = (at: string, timeZone: string): string => {
  const known = parts.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  if (!known) parts.set(timeZone, format);
  return format.format(new Date(at));
};

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);
const worded = (type: FillType): FillType | null =>
  type === 'TEXT' || type === 'EMAIL' || type === 'CURRENCY' || type === 'BOOLEAN' ? type : null;

export const filters: Readonly<Record<string, Filter>> = {
  upper: {
    description: 'In capital letters.',
    typeOf: worded,
    apply: (value) => value.toUpperCase(),
  },
  lower: {
    description: 'In small letters.',
    // A currency in small letters is none.
    typeOf: (type) => (type === 'CURRENCY' ? 'TEXT' : worded(type)),
    apply: (value) => value.toLowerCase(),
  },
  date: {
    description: 'The day in the company’s zone: 2026-11-20.',
    typeOf: (type) => (type === 'DATE' ? 'DATE' : null),
    apply: (value, timeZone) => (isDay(value) ? value : localTime(value, timeZone).slice(0, 10)),
  },
  time: {
    description: 'The time of day in the company’s zone: 15:04.',
    typeOf: (type) => (type === 'DATE' ? 'TEXT' : null),
    apply: (value, timeZone) => (isDay(value) ? null : localTime(value, timeZone).slice(11, 16)),
  },
  round: {
    description: 'The nearest whole number.',
    typeOf: (type) => (type === 'NUMBER' ? 'NUMBER' : null),
    apply: (value) => String(Math.round(Number(value)) + 0),
  },
};
