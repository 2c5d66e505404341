import type { HeldLease, KnownCaller } from './evidence.ts';
import { mostLeases } from './limits.ts';

/** One visitor who could be the caller, with everything that speaks for it. */
export interface Hypothesis {
  /** The number was last shown to this visit of the visitor. */
  readonly lease: HeldLease;
  /** The lease covers the call's start, grace included. */
  readonly current: boolean;
  /** The page was known to be open when the call came in. */
  readonly pageOpen: boolean;
  readonly clicked: boolean;
  readonly knownCaller: boolean;
  /** 0 to 1: how likely this is the caller, all hypotheses together being 1. */
  readonly share: number;
}

/** Heartbeats come each minute: seen so lately, the page is open, seconds. */
const openSeconds = 90;
/** A pressed number is dialled within this time, seconds. */
const clickSeconds = 120;

/**
 * How much rarer a call becomes with the time since the page was last seen, against the page being open.
 * Most who close it first call within minutes; a few in a thousand only hours later, and then at any hour.
 */
const fading = (seconds: number): number =>
  seconds <= openSeconds ? 1 : 1 / (1 + (seconds / 60) ** 2) + 0.000_01;

/**
 * How much likelier a thing is seen when the visitor calls than when somebody else does. Rounded towards
 * doubt: what these numbers exaggerate ends as a wrong credit, what they play down as AMBIGUOUS.
 */
const odds = {
  /** The number was pressed just before the call. Somebody else would have to call by chance at that moment. */
  clickedJustNow: 500,
  clickedBefore: 3,
  /** A phone that shows pages would have been used to press the number. */
  phoneWithoutClick: 0.4,
  /** The caller's earlier calls came from this visitor. */
  sameCaller: 300,
  /** The page said that this is the visitor's phone. */
  samePhone: 1_000,
  /** The caller's earlier calls came from another visitor: a shared phone, or another browser. */
  otherCaller: 0.3,
  /** … and dialled this very number then, so that two coincidences are needed. */
  otherRedialler: 0.000_05,
  /** Somebody who has the number in the phone's list of calls, against somebody who looks at it. */
  redial: 0.01,
  /** Who hides the number cannot be known for somebody who calls back: likelier someone of earlier. */
  withheldEarlier: 20,
  /** A fallback is also seen by people nobody knows of. */
  strangers: 1,
  /** … and by more visitors than are looked at, each of whom may have pressed it. */
  crowd: 100_000,
} as const;

const secondsSince = (from: string, to: number): number => (to - Date.parse(from)) / 1_000;

/** When the visit was last known to look at this number, ISO 8601. */
const lastSeen = ({ visit, expiresAt }: HeldLease): string =>
  visit.lastSeenAt < expiresAt ? visit.lastSeenAt : expiresAt;

interface Weighed extends Omit<Hypothesis, 'share'> {
  readonly weight: number;
}

const weigh = (
  lease: HeldLease,
  number: string,
  at: number,
  grace: number,
  caller: KnownCaller | null,
): Weighed => {
  const { visit } = lease;
  const silent = secondsSince(lastSeen(lease), at);
  const pageOpen = silent <= openSeconds;
  const clicks = visit.numberClicks.filter((click) => click.number === number);
  const since = clicks.map((click) => secondsSince(click.at, at)).filter((seconds) => seconds >= -10);
  const clicked = since.some((seconds) => seconds <= clickSeconds);
  const byVisitor = caller?.visitorId === visit.visitorId;
  const byPhone = caller !== null && lease.phone === caller.number;
  const isRedial = caller?.redialled === true && caller.redial?.visitorId !== visit.visitorId;
  const stranger = !byVisitor && !byPhone;
  const current = at <= Date.parse(lease.expiresAt) + grace * 1_000;
  const weight =
    fading(Math.max(0, silent)) *
    (clicked ? odds.clickedJustNow : since.length > 0 ? odds.clickedBefore : 1) *
    (visit.device === 'MOBILE' && since.length === 0 ? odds.phoneWithoutClick : 1) *
    (byPhone ? odds.samePhone : byVisitor ? odds.sameCaller : 1) *
    (caller === null && !current ? odds.withheldEarlier : 1) *
    (stranger && isRedial ? odds.otherRedialler : stranger && caller?.visitorId ? odds.otherCaller : 1);
  return {
    lease,
    current,
    pageOpen,
    clicked,
    knownCaller: byVisitor || byPhone,
    weight,
  };
};

/** Who redials is looked at as if the number had been shown to them since. */
const redialOf = (redial: HeldLease): Weighed => ({
  lease: redial,
  current: false,
  pageOpen: false,
  clicked: false,
  knownCaller: true,
  weight: odds.redial,
});

/**
 * Everybody who could have dialled this number at that time, the likeliest first. `leases` are those that
 * began before the call, past ones too: people keep a number and call hours later.
 */
export const weighLeases = (
  leases: readonly HeldLease[],
  dialled: string,
  startedAt: string,
  grace: number,
  caller: KnownCaller | null,
): readonly Hypothesis[] => {
  const at = Date.parse(startedAt);
  const all = leases
    .filter((lease) => Date.parse(lease.shownAt) <= at)
    .map((lease) => weigh(lease, dialled, at, grace, caller));
  // One visitor with several visits or leases is one possible caller; the one that fits best speaks for it.
  const visitors = Map.groupBy(all, ({ lease }) => lease.visit.visitorId);
  const redial = caller?.redial;
  if (redial && !visitors.has(redial.visitorId)) {
    const { startedAt: shownAt, lastSeenAt: expiresAt } = redial;
    const seen = { shownAt, expiresAt, overflow: false, visit: redial, phone: null, firstTouch: null };
    visitors.set(redial.visitorId, [redialOf(seen)]);
  }
  const best = [...visitors.values()].flatMap((own) => {
    const [first] = own.toSorted((a, b) => Number(b.current) - Number(a.current) || b.weight - a.weight);
    return first ? [{ ...first, weight: Math.max(...own.map(({ weight }) => weight)) }] : [];
  });
  const overflowing = leases.filter((lease) => lease.overflow).length;
  const unresolved = caller?.redialled && !redial ? odds.redial : 0;
  const strangers =
    unresolved + (overflowing === 0 ? 0 : overflowing < mostLeases ? odds.strangers : odds.crowd);
  const total = best.reduce((sum, { weight }) => sum + weight, strangers);
  return best
    .map(({ weight, ...hypothesis }) => ({ ...hypothesis, share: total === 0 ? 0 : weight / total }))
    .sort((a, b) => b.share - a.share);
};
