import { setImmediate } from 'node:timers/promises';
import { createHeap } from './heap.ts';

/** One visit that wanted a number: when it began, and how long its number was taken, ms. */
export interface Demand {
  readonly at: number;
  readonly held: number;
}

/**
 * Time without a visitor after which a number's next callers are hardly those who had it before, ms. Passed
 * on sooner, more of its calls stay ambiguous; `npm run truth` measures how many at this.
 */
const restMs = 7 * 3_600_000;
/** Of calls to numbers passed on too soon, the share that stays ambiguous when all of them are. */
const ambiguousWhenHurried = 0.65;

/** What a pool of one size would have meant for the recorded visits. */
export interface ForecastPoint {
  readonly numbers: number;
  /** Visits that would have found a free number, 0 to 1. */
  readonly served: number;
  /** Visits that would not. */
  readonly missed: number;
  /** Visits whose call would stay ambiguous: without a number, or with one that had hardly rested. */
  readonly ambiguous: number;
  /** The same share by Erlang's formula for the busiest hour, which knows nothing of the real rhythm. */
  readonly servedByErlang: number;
}

/** ms. */
const hour = 3_600_000;

/** The share of arrivals that find every one of `numbers` taken, at `load` numbers in use on average. */
export const erlangB = (load: number, numbers: number): number => {
  let blocked = 1;
  for (let n = 1; n <= numbers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
};

/** Visits replayed in one go: some milliseconds. A busy pool's forecast takes seconds, and others wait meanwhile. */
const visitsAtOnce = 10_000;

/** Numbers in use while visits arrive. Apart from what waits: the loop takes a third longer in an async function. */
const startReplay = (numbers: number) => {
  const returns = createHeap<null>();
  const found = { missed: 0, peak: 0 };
  return {
    found,
    arrive: (demands: readonly Demand[]): void => {
      let { missed, peak } = found;
      for (const { at, held } of demands) {
        while (returns.next() <= at) returns.take();
        if (returns.size() >= numbers) missed += 1;
        else returns.add(at + held, null);
        peak = Math.max(peak, returns.size());
      }
      Object.assign(found, { missed, peak });
    },
  };
};

/** Visits that a pool of this size would have turned away, and the most numbers in use at once. */
const replay = async (demands: readonly Demand[], numbers: number) => {
  const { arrive, found } = startReplay(numbers);
  for (let from = 0; from < demands.length; from += visitsAtOnce) {
    await setImmediate();
    arrive(demands.slice(from, from + visitsAtOnce));
  }
  return found;
};

/** The fewest numbers that turn away no more than `allowed`. */
const fewest = async (demands: readonly Demand[], allowed: number): Promise<number> => {
  const { peak } = await replay(demands, Number.POSITIVE_INFINITY);
  let [least, most] = [0, peak];
  while (least < most) {
    const middle = (least + most) >> 1;
    const { missed } = await replay(demands, middle);
    if (missed <= allowed) most = middle;
    else least = middle + 1;
  }
  return most;
};

/** Numbers in use on average in the hour that wanted most of them. */
const busiestLoad = (demands: readonly Demand[]): number => {
  const hours = new Map<number, number>();
  for (const { at, held } of demands) {
    const key = Math.floor(at / hour);
    hours.set(key, (hours.get(key) ?? 0) + held);
  }
  return Math.max(0, ...hours.values()) / hour;
};

export interface Forecast {
  /** The fewest numbers with which the share asked for would have been served at all. */
  readonly sufficient: number;
  /** The fewest numbers with which the share asked for would have been served a number that had rested. */
  readonly recommended: number;
  /** The most numbers that were in use at once with no limit. */
  readonly peak: number;
  readonly points: readonly ForecastPoint[];
}

interface ForecastOptions {
  readonly served: number;
  readonly present: number;
  readonly window: number;
}

/**
 * How many numbers a pool needs, by replaying the visits it really had: their rhythm and their length are
 * what no formula knows. `present` is the size it has, which becomes a point of the curve; `window` how long
 * a number is kept for a visitor who has left, ms. Callers and visitors of this process go first in between.
 */
export const forecastPool = async (given: readonly Demand[], options: ForecastOptions): Promise<Forecast> => {
  const demands = given.toSorted((a, b) => a.at - b.at);
  const longer = Math.max(0, restMs - options.window);
  const rested = demands.map(({ at, held }): Demand => ({ at, held: held + longer }));
  const { peak } = await replay(demands, Number.POSITIVE_INFINITY);
  const allowed = Math.floor(demands.length * (1 - options.served) + 1e-9);
  const sufficient = await fewest(demands, allowed);
  const recommended = await fewest(rested, allowed);
  const load = busiestLoad(demands);
  const shares = [0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.95, 1, 1.1, 1.25];
  const sizes = new Set([
    ...shares.map((share) => Math.ceil(recommended * share)),
    options.present,
    sufficient,
    peak,
  ]);
  const points: ForecastPoint[] = [];
  for (const numbers of [...sizes].filter((size) => size > 0).sort((a, b) => a - b)) {
    const { missed } = await replay(demands, numbers);
    const served = demands.length - missed;
    const hurried = Math.max(0, (await replay(rested, numbers)).missed - missed);
    points.push({
      numbers,
      served: demands.length === 0 ? 1 : served / demands.length,
      missed,
      ambiguous: missed + (served === 0 ? 0 : (ambiguousWhenHurried * hurried * hurried) / served),
      servedByErlang: 1 - erlangB(load, numbers),
    });
  }
  return { sufficient, recommended, peak, points };
};
