import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB, forecastPool } from './forecast.ts';

const minute = 60_000;
/** Longer than any number needs to rest. */
const window = 24 * 60 * minute;

describe('forecastPool', () => {
  it('needs as many numbers as are in use at once, and fewer where some visits may go without', async () => {
    const demands = Array.from({ length: 1_000 }, (_, n) => ({ at: n * minute, held: 10 * minute - 1 }));
    const all = await forecastPool(demands, { served: 1, present: 4, window });
    expect(all).toMatchObject({ recommended: 10, peak: 10 });
    const points = new Map(all.points.map((point) => [point.numbers, point]));
    expect(points.get(10)).toMatchObject({ served: 1, missed: 0 });
    expect(points.get(4)?.served).toBeCloseTo(0.4, 1);
    expect((await forecastPool(demands, { served: 0.4, present: 4, window })).recommended).toBe(4);
    expect(await forecastPool([], { served: 0.999, present: 5, window })).toMatchObject({
      recommended: 0,
      peak: 0,
    });
  });

  it('lets numbers rest for hours before the next visitor, and says what fewer leave ambiguous', async () => {
    const demands = Array.from({ length: 1_000 }, (_, n) => ({ at: n * minute, held: 10 * minute - 1 }));
    const { sufficient, recommended, peak, points } = await forecastPool(demands, {
      served: 1,
      present: 100,
      window: 10 * minute,
    });
    expect({ sufficient, recommended, peak }).toEqual({ sufficient: 10, recommended: 7 * 60, peak: 10 });
    const at = new Map(points.map((point) => [point.numbers, point]));
    expect(at.get(7 * 60)).toMatchObject({ missed: 0, ambiguous: 0 });
    expect(at.get(100)).toMatchObject({ missed: 0, served: 1 });
    expect(at.get(100)?.ambiguous).toBeGreaterThan(100);
    for (const [n, { ambiguous }] of points.entries())
      expect(ambiguous).toBeLessThanOrEqual(points[n - 1]?.ambiguous ?? demands.length);
  });

  it('lets others go first while it lasts, and counts on where it left off', async () => {
    const demands = Array.from({ length: 30_000 }, (_, n) => ({ at: n * minute, held: 10 * minute - 1 }));
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 0);
    const found = await forecastPool(demands, { served: 1, present: 4, window });
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
    expect(found).toMatchObject({ recommended: 10, peak: 10 });
    // Four of ten: of each ten visits the first four are served.
    expect(found.points.find(({ numbers }) => numbers === 4)?.missed).toBe(18_000);
  });

  it('agrees with Erlang where visits come by chance and evenly', async () => {
    let state = 7;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let at = 0;
    const demands = Array.from({ length: 60_000 }, () => {
      at += -Math.log(1 - next()) * minute;
      return { at, held: -Math.log(1 - next()) * 20 * minute };
    });
    const { points } = await forecastPool(demands, { served: 0.99, present: 25, window });
    const served = points.find(({ numbers }) => numbers === 25)?.served ?? 0;
    expect(Math.abs(served - (1 - erlangB(20, 25)))).toBeLessThan(0.01);
  });

  it('never misses more with more numbers, and keeps its promise', async () => {
    const visits = fc.array(fc.record({ at: fc.nat(100_000), held: fc.integer({ min: 1, max: 20_000 }) }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(visits, fc.double({ min: 0.5, max: 1, noNaN: true }), async (demands, served) => {
        const { points, recommended, peak } = await forecastPool(demands, { served, present: 3, window });
        for (const [at, point] of points.entries())
          expect(point.missed).toBeLessThanOrEqual(points[at - 1]?.missed ?? demands.length);
        expect(recommended).toBeLessThanOrEqual(peak);
        const point = points.find(({ numbers }) => numbers === recommended);
        if (point) expect(point.served).toBeGreaterThanOrEqual(served - 1e-9);
      }),
    );
  });
});
