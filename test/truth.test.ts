import { describe, expect, it } from 'vitest';
import { isComplete, isPrecise, recommendedSize, simulate } from '../bench/truth-run.ts';
import { createWorld } from '../bench/truth-world.ts';

/** A small world; `npm run truth` looks at large ones. */
const world = createWorld(20_000, 30, 2);
const size = recommendedSize(world);

describe('a simulated world', () => {
  it('is credited rightly at the recommended pool size, and hardly any call is left open', () => {
    const tally = simulate(world, size);
    expect(tally.overflowVisits).toBeLessThanOrEqual(20_000 * 0.001);
    expect(tally).toSatisfy(isPrecise);
    expect(tally).toSatisfy(isComplete);
  });

  it.each([0.5, 0.2, 0.1, 1 / 30])('has fewer certain calls in %s of it, and no more wrong ones', (share) => {
    const tally = simulate(world, Math.round(size * share));
    if (share <= 0.1) expect(tally.overflowVisits).toBeGreaterThan(1_000);
    expect(tally).toSatisfy(isPrecise);
    expect(tally).not.toSatisfy(isComplete);
    expect(tally.exact + tally.ambiguous + tally.none).toBe(world.calls.length);
  });
});
