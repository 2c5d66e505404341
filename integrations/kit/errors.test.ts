import { expect, it } from 'vitest';
import { RetryLater } from './errors.ts';

it.each([
  [0, 0],
  [120, 120],
  [1e300, 86_400],
  [Number.POSITIVE_INFINITY, 86_400],
  [Number.NaN, undefined],
  [-5, undefined],
  [undefined, undefined],
])('takes a vendor that asks for %s seconds at its word as far as that makes sense', (asked, taken) => {
  expect(new RetryLater('busy', asked).afterSeconds).toBe(taken);
});
