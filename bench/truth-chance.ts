/** Random numbers that are the same for the same seed (mulberry32). */
export const createChance = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    /** From 0 up to 1. */
    next,
    is: (share: number): boolean => next() < share,
    below: (limit: number): number => Math.floor(next() * limit),
    exponential: (mean: number): number => -mean * Math.log(1 - next()),
    lognormal: (median: number, sigma: number): number => median * Math.exp(sigma * normal()),
  };
};
