import { createHeap } from './heap.ts';

/** A number this process may give out, as it knows it. */
export interface PoolNumber {
  readonly id: string;
  /** E.164. */
  readonly number: string;
  /** What the database's row must still say when the number is given out. */
  readonly epoch: number;
  /** ms; from here on it may go to the next session. */
  readonly freeAt: number;
}

/**
 * The numbers of one pool that this process owns. Taking one only reserves it here: it counts once the
 * database has agreed, and until then `release` brings it back.
 */
export const createPool = () => {
  const numbers = new Map<string, PoolNumber>();
  /** By the time they are free. A number has one entry that counts, the one `queued` knows; others are stale. */
  const queue = createHeap<string>();
  const queued = new Map<string, number>();

  const enqueue = ({ id, freeAt }: PoolNumber): void => {
    if (queued.get(id) === freeAt) return;
    queued.set(id, freeAt);
    queue.add(freeAt, id);
  };

  const reserve = (one: PoolNumber): PoolNumber => {
    queued.delete(one.id);
    return one;
  };

  const takeNear = (at: number, area: string): PoolNumber | null => {
    let best: PoolNumber | null = null;
    for (const one of numbers.values())
      if (one.freeAt <= at && queued.has(one.id) && one.number.startsWith(area))
        if (!best || one.freeAt < best.freeAt) best = one;
    return best && reserve(best);
  };

  const takeLongest = (at: number): PoolNumber | null => {
    while (queue.next() <= at) {
      const key = queue.next();
      const id = queue.take() ?? '';
      if (queued.get(id) !== key) continue;
      queued.delete(id);
      const known = numbers.get(id);
      if (known && known.freeAt <= at) return known;
      if (known) enqueue(known);
    }
    return null;
  };

  return {
    /** Numbers newly owned, or known better. */
    put: (found: Iterable<PoolNumber>): void => {
      for (const one of found) {
        numbers.set(one.id, one);
        enqueue(one);
      }
    },

    /** The one that lay idle longest, of the visitor's area where there is one; null when none is free. */
    take: (at: number, area: string | null): PoolNumber | null =>
      (area === null ? null : takeNear(at, area)) ?? takeLongest(at),

    /** It is leased until `freeAt`: the database said so. */
    leased: (id: string, freeAt: number): void => {
      const known = numbers.get(id);
      if (!known) return;
      const leased = { ...known, epoch: known.epoch + 1, freeAt };
      numbers.set(id, leased);
      enqueue(leased);
    },

    /** Its lease was moved on, here or by another process. */
    extended: (id: string, freeAt: number): void => {
      const known = numbers.get(id);
      // Its entry comes up at the old time and is put back then.
      if (known && known.freeAt < freeAt) numbers.set(id, { ...known, freeAt });
    },

    release: (id: string): void => {
      const known = numbers.get(id);
      if (known) enqueue(known);
    },

    /** Somebody else owns it by now, or it is not as we knew it. */
    drop: (id: string): void => {
      numbers.delete(id);
      queued.delete(id);
    },

    /** Several of its numbers were somebody else's: what is known of those lying idle is old. */
    dropIdle: (): void => {
      for (const id of queued.keys()) numbers.delete(id);
      queued.clear();
    },

    /** Those being given out at this moment: free by what is known, and not to be asked for again. */
    reserved: (at: number): string[] =>
      [...numbers.values()].filter((one) => one.freeAt <= at && !queued.has(one.id)).map(({ id }) => id),
  };
};

export type Pool = ReturnType<typeof createPool>;
