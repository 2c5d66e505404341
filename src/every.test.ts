import { expect, it } from 'vitest';
import { every } from './every.ts';

it('does not begin again before the last round has ended, whatever came of it', async () => {
  const errors: unknown[] = [];
  const ends: (() => void)[] = [];
  let under = 0;
  let most = 0;
  const work = async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise<void>((end) => ends.push(end));
    under -= 1;
    if (ends.length === 1) throw new Error('The first fails.');
  };
  const stop = every(0.001, work, (error) => errors.push(error));
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.();
  await expect.poll(() => ends.length).toBe(2);
  const stopped = stop();
  ends[1]?.();
  await stopped;
  expect({ most, under, rounds: ends.length }).toEqual({ most: 1, under: 0, rounds: 2 });
  expect(errors).toHaveLength(1);
});
