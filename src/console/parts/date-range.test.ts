import { expect, test } from 'vitest';
import { momentsOf, readRange, writeRange } from './date-range.ts';

const now = new Date('2026-11-20T03:30:00Z');

test('today is the day of the zone, open at its end', () => {
  expect(momentsOf({ preset: 'today' }, now, 'America/New_York')).toEqual({
    gte: '2026-11-19T05:00:00.000Z',
  });
});

test('last month has both ends', () => {
  expect(momentsOf({ preset: 'last-month' }, now, 'Europe/Berlin')).toEqual({
    gte: '2026-09-30T22:00:00.000Z',
    lt: '2026-10-31T23:00:00.000Z',
  });
});

test('the last day of a custom range is included', () => {
  expect(momentsOf({ preset: 'custom', from: null, to: '2026-11-02' }, now, 'UTC')).toEqual({
    lt: '2026-11-03T00:00:00.000Z',
  });
});

test('a range survives the address, and nonsense in the address does not', () => {
  const search = new URLSearchParams('outcome=MISSED');
  writeRange({ preset: 'custom', from: '2026-11-01', to: '2026-11-02' }, search);
  expect(search.toString()).toBe('outcome=MISSED&range=custom&from=2026-11-01&to=2026-11-02');
  expect(readRange(search)).toEqual({ preset: 'custom', from: '2026-11-01', to: '2026-11-02' });
  expect(readRange(new URLSearchParams('range=custom&from=yesterday'))).toEqual({
    preset: 'custom',
    from: null,
    to: null,
  });
  expect(readRange(new URLSearchParams('range=eternity'))).toBeNull();
});
