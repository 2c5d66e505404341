import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

const create = (flush: (items: readonly string[]) => Promise<readonly string[]>, maxBatch = 10) =>
  createGroupCommit<string, string>({
    flush,
    groupOf: (item) => item.slice(0, 1),
    keyOf: (item) => item,
    isOutage: (error) => error instanceof RangeError,
    maxBatch,
    maxInFlight: 2,
  });

const upper = async (items: readonly string[]): Promise<readonly string[]> =>
  items.map((item) => item.toUpperCase());

describe('committing in groups', () => {
  it('answers each item with its own result, in few flushes', async () => {
    const sizes: number[] = [];
    const commits = create(async (items) => {
      sizes.push(items.length);
      return upper(items);
    });
    const items = ['a1', 'b1', 'a2', 'b2', 'c1', 'a3'];
    expect(await Promise.all(items.map(commits.add))).toEqual(items.map((item) => item.toUpperCase()));
    expect(sizes.length).toBeLessThanOrEqual(2);
  });

  it('takes no more at once than it may, and loses none', async () => {
    let running = 0;
    const commits = create(async (items) => {
      running += 1;
      expect(running).toBeLessThanOrEqual(2);
      expect(items.length).toBeLessThanOrEqual(3);
      await new Promise(setImmediate);
      running -= 1;
      return upper(items);
    }, 3);
    const items = Array.from({ length: 50 }, (_, n) => `x${n}`);
    expect(await Promise.all(items.map(commits.add))).toHaveLength(50);
    await commits.drained();
    expect(running).toBe(0);
  });

  it('keeps what has one key together, and lets others pass while it waits', async () => {
    const flushes: (readonly string[])[] = [];
    const underway = new Set<string>();
    const gates: (() => void)[] = [];
    const commits = create(async (items) => {
      flushes.push(items);
      for (const item of new Set(items)) {
        expect(underway.has(item)).toBe(false);
        underway.add(item);
      }
      await new Promise<void>((resolve) => gates.push(resolve));
      for (const item of items) underway.delete(item);
      return upper(items);
    });
    const first = ['a', 'a', 'a'].map(commits.add);
    await expect.poll(() => flushes).toEqual([['a', 'a', 'a']]);
    const second = ['a', 'b', 'a'].map(commits.add);
    await expect.poll(() => flushes).toEqual([['a', 'a', 'a'], ['b']]);
    for (const open of gates.splice(0)) open();
    await expect.poll(() => flushes.at(-1)).toEqual(['a', 'a']);
    for (const open of gates.splice(0)) open();
    expect(await Promise.all([...first, ...second])).toEqual(['A', 'A', 'A', 'A', 'B', 'A']);
    await commits.drained();
  });

  it('lets a poisoned item fail alone', async () => {
    const commits = create(async (items) => {
      if (items.includes('bad')) throw new Error('poison');
      return upper(items);
    });
    const results = await Promise.allSettled(['a', 'bad', 'c'].map(commits.add));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not try one by one while the database is away', async () => {
    let flushes = 0;
    const commits = create(async () => {
      flushes += 1;
      throw new RangeError('away');
    });
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(commits.add));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(flushes).toBeLessThanOrEqual(2);
  });
});
