import { locale } from './locale.ts';

/** Whole seconds as `m:ss`, from an hour on as `h:mm:ss`. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}${tail}` : `${minutes}${tail}`;
};

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `5 min ago`, `in 2 hr`. */
export const relative = (at: Date, now: Date): string => {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return Math.abs(seconds) < 10 ? 'just now' : format.format(Math.trunc(seconds), 'second');
};

const sameYear = (a: Date, b: Date): boolean => a.getFullYear() === b.getFullYear();

/** Day and time, the year only when it is not this one: `Nov 20, 3:04 PM`. */
export const dayAndTime = (at: Date, zone: string, now = new Date()): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(sameYear(at, now) ? {} : { year: 'numeric' }),
  }).format(at);

export const timeWithSeconds = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: 'medium' }).format(at);

/** Everything about a moment, for tooltips: `Friday, 20 November 2026, 15:04:05 EST`. */
export const fullTime = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);

/** A decimal string and a currency code as people write it. */
export const money = ({ amount, currency }: { amount: string; currency: string }): string => {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
};

/** With a minus as long as a plus, so that columns of points line up. */
export const count = (value: number): string => new Intl.NumberFormat(locale).format(value).replace('-', '−');

/** The name of an ISO 3166-1 country. */
export const countryName = (code: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** The name of a BCP 47 language. */
export const languageName = (tag: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

/** A sum of money whose currency is not known. */
export const amount = (value: number): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A number that adds or takes away: `+30`, `−20`. */
export const signed = (value: number): string =>
  new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(value).replace('-', '−');

export const percent = (fraction: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(fraction);

/** `NO_ANSWER` as `No answer`, for values the console has no word of its own for. */
export const sentence = (value: string): string => {
  const words = value.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The address without scheme and query, short enough for a line. */
export const shortAddress = (address: string): string =>
  address
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '');
