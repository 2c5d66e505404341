export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof weekdays)[number];

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter costs a hundred times what using it does; zones are few. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
};

const partOf = (at: string, timeZone: string, type: 'weekday' | 'hour'): string =>
  formatOf(timeZone)
    .formatToParts(new Date(at))
    .find((part) => part.type === type)?.value ?? '';

export const localWeekday = (at: string, timeZone: string): Weekday => {
  const name = partOf(at, timeZone, 'weekday').toUpperCase();
  return weekdays.find((day) => day === name) ?? 'MONDAY';
};

/** 0 to 23. */
export const localHour = (at: string, timeZone: string): number => Number(partOf(at, timeZone, 'hour'));
