import { describe, expect, it } from 'vitest';
import {
  isComplete,
  isPrecise,
  isRefuted,
  recommendedSize,
  simulate,
  sizes,
  together,
} from '../bench/truth-run.ts';
import { createWorld } from '../bench/truth-world.ts';

/** A small world; `npm run truth` looks at large ones. */
const world = createWorld(20_000, 30, 2);
const size = await recommendedSize(world);

describe('a simulated world', () => {
  it('is credited rightly at the recommended pool size, and hardly any call is left open', () => {
    const tally = simulate(world, size);
    expect(tally.overflowVisits).toBeLessThanOrEqual(20_000 * 0.001);
    expect(tally).toSatisfy(isPrecise);
    expect(tally).toSatisfy(isComplete);
  });

  it('has fewer certain calls in smaller pools, and no more wrong ones', () => {
    const tallies = sizes.map(([, share]) => simulate(world, Math.round(size * share)));
    for (const [at, tally] of tallies.entries()) {
      expect(tally.exact).toBeLessThan(tallies[at - 1]?.exact ?? world.calls.length);
      expect(tally).not.toSatisfy(isRefuted);
      expect(tally.exact + tally.ambiguous + tally.none).toBe(world.calls.length);
    }
    expect(together(tallies)).toSatisfy(isPrecise);
    expect(tallies.at(-1)?.overflowVisits).toBeGreaterThan(5_000);
  });
});
