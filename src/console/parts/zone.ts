const dayMilliseconds = 86_400_000;

const partsIn = (at: number, zone: string): Record<string, number> => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
};

/** How far the zone's clock is ahead of UTC, in milliseconds. */
const offsetAt = (at: number, zone: string): number => {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = partsIn(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
};

/** The calendar day of a moment in a zone: `2026-11-20`. */
export const dayOf = (at: Date, zone: string): string => {
  const { year = 0, month = 1, day = 1 } = partsIn(at.getTime(), zone);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
};

/** The moment a calendar day begins in a zone; also right on the days the clock changes. */
export const startOfDay = (day: string, zone: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - offsetAt(midnight, zone);
  return new Date(midnight - offsetAt(guess, zone));
};

/** The calendar day so many days later, or earlier when negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);

/** The first day of the month so many months later. */
export const addMonths = (day: string, months: number): string => {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
};
