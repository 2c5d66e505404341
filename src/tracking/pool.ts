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
  const reserved = new Set<string>();

  return {
    /** Numbers newly owned, or known better. */
    put: (found: Iterable<PoolNumber>): void => {
      for (const one of found) {
        numbers.set(one.id, one);
        reserved.delete(one.id);
      }
    },

    /** The one that lay idle longest, of the visitor's area where there is one; null when none is free. */
    take: (at: number, area: string | null): PoolNumber | null => {
      let best: PoolNumber | null = null;
      let bestNear = false;
      for (const one of numbers.values()) {
        if (one.freeAt > at || reserved.has(one.id)) continue;
        const near = area !== null && one.number.startsWith(area);
        if (best && (near === bestNear ? one.freeAt >= best.freeAt : bestNear)) continue;
        [best, bestNear] = [one, near];
      }
      if (best) reserved.add(best.id);
      return best;
    },

    /** It is leased until `freeAt`: the database said so. */
    leased: (id: string, freeAt: number): void => {
      const known = numbers.get(id);
      if (known) numbers.set(id, { ...known, epoch: known.epoch + 1, freeAt });
      reserved.delete(id);
    },

    /** Its lease was moved on, here or by another process. */
    extended: (id: string, freeAt: number): void => {
      const known = numbers.get(id);
      if (known && known.freeAt < freeAt) numbers.set(id, { ...known, freeAt });
    },

    release: (id: string): void => {
      reserved.delete(id);
    },

    /** Somebody else owns it by now, or it is not as we knew it. */
    drop: (id: string): void => {
      numbers.delete(id);
      reserved.delete(id);
    },

    ids: (): string[] => [...numbers.keys()],
  };
};

export type Pool = ReturnType<typeof createPool>;
