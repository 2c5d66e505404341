import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

it.each([
  ['120', 120],
  [' 0 ', 0],
  ['Fri, 20 Nov 2026 15:02:00 GMT', 120],
  ['Fri, 20 Nov 2026 14:00:00 GMT', 0],
  ['-5', undefined],
  ['soon', undefined],
  [undefined, undefined],
])('reads %j', (header, seconds) => {
  expect(retryAfterSeconds(header, new Date('2026-11-20T15:00:00Z'))).toBe(seconds);
});
