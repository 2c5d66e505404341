import { expect, test } from 'vitest';
import { addDays, addMonths, dayOf, startOfDay } from './zone.ts';

test('a day begins at midnight of its own zone', () => {
  expect(startOfDay('2026-11-20', 'America/New_York').toISOString()).toBe('2026-11-20T05:00:00.000Z');
  expect(startOfDay('2026-11-20', 'Asia/Kolkata').toISOString()).toBe('2026-11-19T18:30:00.000Z');
});

test('the days on which the clock changes begin at midnight too', () => {
  expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-03-30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z');
  expect(startOfDay('2026-11-02', 'America/New_York').toISOString()).toBe('2026-11-02T05:00:00.000Z');
});

test('the day of a moment depends on the zone', () => {
  const at = new Date('2026-11-20T03:30:00Z');
  expect(dayOf(at, 'America/New_York')).toBe('2026-11-19');
  expect(dayOf(at, 'Europe/Berlin')).toBe('2026-11-20');
});

test('days and months carry over', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(addMonths('2026-11-20', 2)).toBe('2027-01-01');
});
