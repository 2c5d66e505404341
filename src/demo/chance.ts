/** A source of chance. The same seed gives the same run, so the seeded weeks look alike everywhere. */
export const createChance = (seed: number) => {
  let state = seed >>> 0;

  /** Mulberry32: from 0 up to, never reaching, 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));

  const certain = <Item>(item: Item | undefined): Item => {
    if (item === undefined) throw new RangeError('There is nothing to choose from.');
    return item;
  };

  return {
    happens: (probability: number): boolean => next() < probability,

    /** A whole number, both ends included. */
    between,

    oneOf: <Item>(items: readonly Item[]): Item => certain(items[Math.floor(next() * items.length)]),

    /** One of the items, the heavier ones more often. */
    weighted: <Item extends { readonly weight: number }>(items: readonly Item[]): Item => {
      let left = next() * items.reduce((sum, item) => sum + item.weight, 0);
      const hit = items.find((item) => {
        left -= item.weight;
        return left < 0;
      });
      return certain(hit ?? items.at(-1));
    },

    /** How long until something that happens every `mean` on average. */
    wait: (mean: number): number => -Math.log(1 - next()) * mean,

    /** How often something happens that happens `mean` times on average. */
    times: (mean: number): number => {
      let count = 0;
      for (let left = Math.exp(-mean), product = next(); product > left; product *= next()) count += 1;
      return count;
    },

    /** Letters and digits, as in a click id. */
    text: (length: number): string => Array.from({ length }, () => between(0, 35).toString(36)).join(''),
  };
};

export type Chance = ReturnType<typeof createChance>;
