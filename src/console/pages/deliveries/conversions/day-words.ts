import { locale } from '../../../parts/locale.ts';

/** A calendar day as people write it: `Fri, Nov 20, 2026`. It has no zone, so none may move it. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  }).format(new Date(`${day}T00:00:00Z`));
