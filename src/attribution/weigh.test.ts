import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../calls/call.ts';
import { certaintyOf, type Evidence, type HeldLease, type KnownCaller } from './evidence.ts';
import { weighLeases } from './weigh.ts';

const ring = '2026-11-20T15:00:00.000Z';
const dialled = '+12125550142';
const grace = 900;
const ago = (minutes: number): string => new Date(Date.parse(ring) - minutes * 60_000).toISOString();

interface Drawn {
  /** Minutes before the call. */
  readonly began: number;
  readonly stayed: number;
  readonly mobile: boolean;
  readonly pressed: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  began: fc.integer({ min: 1, max: 1_400 }),
  stayed: fc.integer({ min: 0, max: 120 }),
  mobile: fc.boolean(),
  pressed: fc.boolean(),
});

const leaseOf = ({ began, stayed, mobile, pressed }: Drawn, n: number): HeldLease => {
  const seen = Math.max(0, began - stayed);
  const visit = {
    id: `session ${n}`,
    visitorId: `visitor ${n}`,
    startedAt: ago(began),
    lastSeenAt: ago(seen),
    device: mobile ? 'MOBILE' : 'DESKTOP',
    numberClicks: pressed ? [{ number: dialled, page: '/', at: ago(seen) }] : [],
    // The weighing reads no other column.
  } as Partial<Visit> as Visit;
  return {
    shownAt: ago(began),
    expiresAt: ago(seen - 30),
    overflow: false,
    visit,
    phone: null,
    firstTouch: null,
  };
};

const stranger: KnownCaller = {
  number: '+12125550177',
  visitorId: null,
  redialled: false,
  redial: null,
  redialCertainty: 0,
};
const weigh = (all: readonly Drawn[], caller: KnownCaller | null = stranger) =>
  weighLeases(all.map(leaseOf), dialled, ring, grace, caller);
const shareOf = (n: number, ...given: Parameters<typeof weigh>): number =>
  weigh(...given).hypotheses.find(({ lease }) => lease.visit.id === `session ${n}`)?.share ?? 0;

describe('who could have dialled a number', () => {
  it('is never certain, and all shares together leave room for people nobody knows of', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 6 }), (all) => {
        const { hypotheses, hoursBetween } = weigh(all);
        const shares = hypotheses.map(({ share }) => share);
        expect(hypotheses).toHaveLength(all.length);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        for (const share of shares) expect(share).toBeGreaterThan(0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(1);
        expect(hoursBetween).toBeGreaterThan(0);
      }),
    );
  });

  it('grows less certain with everybody else who was shown it', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 4 }), drawn, (all, other) => {
        expect(shareOf(0, [...all, other])).toBeLessThan(shareOf(0, all));
        expect(weigh([...all, other]).hoursBetween).toBeLessThan(weigh(all).hoursBetween);
      }),
    );
  });

  it('is the less certain the longer its page is closed', () => {
    const closedFor = (minutes: number): Drawn => ({
      began: minutes + 3,
      stayed: 3,
      mobile: false,
      pressed: false,
    });
    const shares = Array.from({ length: 40 }, (_, minutes) => shareOf(0, [closedFor(minutes)]));
    for (const [minutes, share] of shares.entries())
      if (minutes > 0) expect(share).toBeLessThanOrEqual(shares[minutes - 1] ?? 1);
    expect(shares[0]).toBeGreaterThan(0.999);
    expect(shares[30]).toBeLessThan(0.985);
  });

  it('is less certain of somebody who hides the number, and of a phone that pressed nothing', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 4 }), (others) => {
        const open: Drawn = { began: 3, stayed: 3, mobile: false, pressed: false };
        const all = [open, ...others.filter(({ began, stayed }) => began - stayed > 60)];
        expect(shareOf(0, all, null)).toBeLessThan(shareOf(0, all));
        expect(shareOf(0, [{ ...open, mobile: true }, ...all.slice(1)])).toBeLessThan(shareOf(0, all));
        expect(shareOf(0, [{ ...open, pressed: true }, ...all.slice(1)])).toBeGreaterThan(shareOf(0, all));
      }),
    );
  });

  it('is never more certain of a caller who dials again than of the first call', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), drawn, (redialCertainty, first) => {
        const { visit } = leaseOf(first, 9);
        const again = { ...stranger, visitorId: visit.visitorId, redialled: true, redial: visit };
        expect(shareOf(9, [], { ...again, redialCertainty })).toBeLessThanOrEqual(redialCertainty);
      }),
    );
  });
});

describe('certaintyOf', () => {
  const evidence = (kind: Evidence['kind'], weight: number | null): Evidence => ({
    kind,
    text: '',
    sessionId: 'a',
    shownAt: null,
    expiresAt: null,
    weight,
  });
  const stored = (...all: readonly Evidence[]) => ({ reason: '', evidence: all, candidates: [] });

  it('is what a credit weighed, and a person’s word is certain', () => {
    expect(certaintyOf(stored(evidence('LEASE', 0.993), evidence('PAGE_OPEN', 0.993)), 'a')).toBe(0.993);
    expect(certaintyOf(stored(evidence('PERSON', null), evidence('LEASE', 0.4)), 'a')).toBe(1);
    expect(certaintyOf(stored(evidence('LEASE', 0.4)), 'b')).toBe(1);
    expect(certaintyOf(null, 'a')).toBe(1);
  });
});
