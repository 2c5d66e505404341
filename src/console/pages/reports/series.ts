import type { CallReportMetric, ReportInterval, ReportTableFragment } from '../../generated/graphql.ts';
import { addDays, addMonths, dayOf, startOfDay } from '../../parts/zone.ts';

const hourMilliseconds = 3_600_000;
/** More points than this say nothing on a chart. */
const mostPoints = 800;
export const otherName = 'Other';

const nextStart = (at: Date, interval: ReportInterval, zone: string): Date => {
  const day = dayOf(at, zone);
  switch (interval) {
    case 'HOUR':
      return new Date(at.getTime() + hourMilliseconds);
    case 'DAY':
      return startOfDay(addDays(day, 1), zone);
    case 'WEEK':
      return startOfDay(addDays(day, 7), zone);
    case 'MONTH':
      return startOfDay(addMonths(day, 1), zone);
  }
};

/** Every interval from the first to the last, also those in which nobody called. */
export const intervalStarts = (
  present: readonly string[],
  interval: ReportInterval,
  zone: string,
): readonly string[] => {
  const sorted = [...new Set(present.map((start) => new Date(start).toISOString()))].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const starts = [first];
  while ((starts.at(-1) ?? last) < last && starts.length < mostPoints)
    starts.push(nextStart(new Date(starts.at(-1) ?? last), interval, zone).toISOString());
  // Should the server cut its weeks differently, its own starts still count.
  return [...new Set([...starts, ...sorted])].sort();
};

export interface Series {
  readonly names: readonly string[];
  readonly points: readonly ({ readonly start: string } & Readonly<Record<string, number | string>>)[];
}

type Row = ReportTableFragment['rows'][number];

const metricValue = (row: Row, metric: CallReportMetric): number =>
  row.values.find((each) => each.metric === metric)?.value ?? 0;

/** What the rows are split by: a dimension, or a field of the account's own. */
const groupOf = (row: Row) => row.groups[0] ?? row.fieldGroups[0];

const keyOf = (row: Row): string => groupOf(row)?.value ?? '';

/** Names of the groups by key; two trackers of one name stay two, and get a number. */
const namesOf = (rows: readonly Row[], keys: readonly string[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const key of keys) {
    const row = rows.find((each) => keyOf(each) === key);
    const label = (row && groupOf(row)?.label) ?? 'All';
    const same = [...names.values()].filter((name) => name === label || name.startsWith(`${label} (`)).length;
    names.set(key, same > 0 ? `${label} (${same + 1})` : label);
  }
  return names;
};

/**
 * One line or bar per group, the largest groups by name and, where values may be summed, the rest as one.
 * An interval without calls is zero where values may be summed, and a gap where they are rates or averages.
 */
export const seriesOf = (
  rows: readonly Row[],
  options: {
    readonly metric: CallReportMetric;
    readonly additive: boolean;
    /** A call may be in several groups, so what is left of them has no sum. */
    readonly overlapping?: boolean;
    readonly interval: ReportInterval;
    readonly zone: string;
    readonly most: number;
  },
): Series => {
  const sizes = new Map<string, number>();
  for (const row of rows)
    sizes.set(keyOf(row), (sizes.get(keyOf(row)) ?? 0) + metricValue(row, options.metric));
  const ranked = [...sizes].sort(([, a], [, b]) => b - a).map(([key]) => key);
  const named = namesOf(rows, ranked.slice(0, options.most));
  const rest = options.additive && !options.overlapping && ranked.length > named.size;
  const names = [...named.values(), ...(rest ? [otherName] : [])];

  const starts = intervalStarts(
    rows.flatMap(({ start }) => start ?? []),
    options.interval,
    options.zone,
  );
  const nothing = options.additive ? Object.fromEntries(names.map((name) => [name, 0])) : {};
  const values = new Map<string, Record<string, number>>(starts.map((start) => [start, { ...nothing }]));
  for (const row of rows) {
    const point = row.start && values.get(new Date(row.start).toISOString());
    const name = named.get(keyOf(row)) ?? (rest ? otherName : null);
    if (point && name) point[name] = (point[name] ?? 0) + metricValue(row, options.metric);
  }
  return { names, points: [...values].map(([start, point]) => ({ ...point, start })) };
};
