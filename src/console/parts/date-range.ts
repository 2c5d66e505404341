import { addDays, addMonths, dayOf, startOfDay } from './zone.ts';

export const rangePresets = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: 'month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
  { value: '90d', label: 'Last 90 days' },
] as const;

type RangePreset = (typeof rangePresets)[number]['value'];

/** Days are calendar days, both included. */
export type DateRange =
  | { readonly preset: RangePreset }
  | { readonly preset: 'custom'; readonly from: string | null; readonly to: string | null };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const dayOrNull = (text: string | null): string | null => (text && dayPattern.test(text) ? text : null);

/** The range in an address, null when there is none. */
export const readRange = (search: URLSearchParams): DateRange | null => {
  const name = search.get('range');
  if (name === 'custom')
    return { preset: 'custom', from: dayOrNull(search.get('from')), to: dayOrNull(search.get('to')) };
  const preset = rangePresets.find(({ value }) => value === name);
  return preset ? { preset: preset.value } : null;
};

export const writeRange = (range: DateRange | null, search: URLSearchParams): void => {
  for (const name of ['range', 'from', 'to']) search.delete(name);
  if (!range) return;
  search.set('range', range.preset);
  if (range.preset !== 'custom') return;
  if (range.from) search.set('from', range.from);
  if (range.to) search.set('to', range.to);
};

/** The calendar days of a range, both included; null where it is open. */
export const daysOf = (range: DateRange, today: string): { from: string | null; to: string | null } => {
  switch (range.preset) {
    case 'today':
      return { from: today, to: null };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7d':
      return { from: addDays(today, -6), to: null };
    case '30d':
      return { from: addDays(today, -29), to: null };
    case '90d':
      return { from: addDays(today, -89), to: null };
    case 'month':
      return { from: addMonths(today, 0), to: null };
    case 'last-month':
      return { from: addMonths(today, -1), to: addDays(addMonths(today, 0), -1) };
    case 'custom':
      return range;
  }
};

/** The range as moments: from `gte` on, before `lt`. An open end lets calls that come in now belong to it. */
export const momentsOf = (range: DateRange, now: Date, zone: string): { gte?: string; lt?: string } => {
  const { from, to } = daysOf(range, dayOf(now, zone));
  return {
    ...(from ? { gte: startOfDay(from, zone).toISOString() } : {}),
    ...(to ? { lt: startOfDay(addDays(to, 1), zone).toISOString() } : {}),
  };
};
