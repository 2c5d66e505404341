import { describe, expect, it } from 'vitest';
import { partsOf } from './period.ts';

const aDay = 86_400_000;

describe('a period in parts', () => {
  it.each([
    ['2026-01-01', '2026-12-31', 12],
    ['2026-03-01', '2026-03-31', 1],
    ['2026-03-01', '2026-04-01', 2],
    ['2026-03-29', '2026-03-29', 1],
  ])('has every day from %s to %s once', (from, to, count) => {
    const parts = partsOf({ from, to }, 31);
    const days = parts.flatMap((part) => {
      const all: number[] = [];
      for (let at = Date.parse(part.from); at <= Date.parse(part.to); at += aDay) all.push(at);
      expect(all.length).toBeLessThanOrEqual(31);
      return all;
    });
    expect(parts).toHaveLength(count);
    expect([days.at(0), days.at(-1)]).toEqual([Date.parse(from), Date.parse(to)]);
    for (const [at, day] of days.entries()) expect(day).toBe(Date.parse(from) + at * aDay);
  });
});
