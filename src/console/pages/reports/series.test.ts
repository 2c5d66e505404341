import { expect, test } from 'vitest';
import type { ReportTableFragment } from '../../generated/graphql.ts';
import { intervalStarts, seriesOf } from './series.ts';

const row = (
  start: string,
  label: string,
  value: number,
  id = label,
): ReportTableFragment['rows'][number] => ({
  start,
  groups: [{ dimension: 'SOURCE', value: id, label }],
  fieldGroups: [],
  values: [{ metric: 'CALLS', value }],
});

test('days without calls are there too, also over a change of the clock', () => {
  expect(
    intervalStarts(['2026-10-24T22:00:00Z', '2026-10-26T23:00:00.000Z'], 'DAY', 'Europe/Berlin'),
  ).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', '2026-10-26T23:00:00.000Z']);
  expect(intervalStarts([], 'DAY', 'UTC')).toEqual([]);
});

test('small groups become one, and none is lost', () => {
  const day = '2026-11-20T00:00:00Z';
  const rows = [row(day, 'google', 5), row(day, 'bing', 3), row(day, 'mail', 1), row(day, 'flyer', 1)];
  const options = { metric: 'CALLS', additive: true, interval: 'DAY', zone: 'UTC', most: 2 } as const;
  expect(seriesOf(rows, options)).toEqual({
    names: ['google', 'bing', 'Other'],
    points: [{ start: '2026-11-20T00:00:00.000Z', google: 5, bing: 3, Other: 2 }],
  });
  expect(seriesOf(rows, { ...options, additive: false }).names).toEqual(['google', 'bing']);
});

test('rates are never summed: two groups of one name stay two, and days without calls are gaps', () => {
  const rows = [
    row('2026-11-20T00:00:00Z', 'Website', 0.8, 'trk_1'),
    row('2026-11-20T00:00:00Z', 'Website', 0.6, 'trk_2'),
    row('2026-11-22T00:00:00Z', 'Website', 0.5, 'trk_1'),
  ];
  const series = seriesOf(rows, { metric: 'CALLS', additive: false, interval: 'DAY', zone: 'UTC', most: 6 });
  expect(series.points).toEqual([
    { start: '2026-11-20T00:00:00.000Z', Website: 0.8, 'Website (2)': 0.6 },
    { start: '2026-11-21T00:00:00.000Z' },
    { start: '2026-11-22T00:00:00.000Z', Website: 0.5 },
  ]);
});

test('a field of the account’s own splits like a dimension', () => {
  const of = (label: string, value: number) => ({
    ...row('2026-11-20T00:00:00Z', label, value),
    groups: [],
    fieldGroups: [{ field: { id: 'field_1' }, value: label, label }],
  });
  const series = seriesOf([of('Repair', 2), of('Quote', 5)], {
    metric: 'CALLS',
    additive: true,
    interval: 'DAY',
    zone: 'UTC',
    most: 6,
  });
  expect(series.names).toEqual(['Quote', 'Repair']);
});
