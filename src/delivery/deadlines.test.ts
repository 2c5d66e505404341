import { expect, it } from 'vitest';
import { createDeadlines } from './deadlines.ts';

it('shares a signal among attempts of one length that begin together, and ends all when the worker stops', () => {
  const stopping = new AbortController();
  const deadline = createDeadlines(stopping.signal);
  const [first, second, longer] = [deadline(5_000), deadline(5_000), deadline(60_000)];
  expect(second).toBe(first);
  expect(longer).not.toBe(first);
  stopping.abort();
  expect([first, longer].map(({ aborted }) => aborted)).toEqual([true, true]);
});
