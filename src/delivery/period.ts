import { Refusal } from '../errors.ts';

/** Days from and to, both counted, as `2026-11-20`; each company's own days. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const mostDays = 366;
/** ms. Days of a period are in UTC, where each is as long as the other. */
const aDay = 86_400_000;

const dayIn = (given: string, field: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  // A date that does not exist becomes another one.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(given)) return at;
  throw new Refusal('INVALID', 'Give a day like 2026-11-20.', field);
};

/** Throws INVALID for what is no day, ends before it begins or is longer than a year. */
export const periodIn = ({ from, to }: Period): Period => {
  const days = (dayIn(to, 'to') - dayIn(from, 'from')) / aDay + 1;
  if (days < 1) throw new Refusal('INVALID', 'The last day lies before the first.', 'to');
  if (days > mostDays) throw new Refusal('TOO_LARGE', `At most ${mostDays} days at once.`, 'to');
  return { from, to };
};

const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A period in parts of so many days at most, oldest first. */
export const partsOf = ({ from, to }: Period, days: number): readonly Period[] => {
  const parts: Period[] = [];
  const end = Date.parse(to);
  for (let first = Date.parse(from); first <= end; first += days * aDay)
    parts.push({ from: dayAt(first), to: dayAt(Math.min(first + (days - 1) * aDay, end)) });
  return parts;
};

/** Calls `c` that began on these days, or a day before or after; `$2` and `$3` are the days. For the index. */
export const aroundDays =
  'c.started_at >= ($2::date - 1)::timestamptz and c.started_at < ($3::date + 2)::timestamptz';

/** Those of them that began on these days in the zone of their company `co`. */
export const onDays = '(c.started_at at time zone co.time_zone)::date between $2::date and $3::date';

/** Both. */
export const withinDays = `${aroundDays} and ${onDays}`;
