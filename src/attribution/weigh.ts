import type { Visit } from '../calls/call.ts';
import type { HeldLease, KnownCaller } from './evidence.ts';
import { horizonSeconds, mostLeases } from './limits.ts';
import * as rates from './rates.ts';

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
  /** 0 to 1: how likely this is the caller; what is missing to 1 in all is people nobody knows of. */
  readonly share: number;
}

export interface Weighed {
  /** The likeliest first. */
  readonly hypotheses: readonly Hypothesis[];
  /** Hours from one visitor of the number to the next, as its latest leases say. */
  readonly hoursBetween: number;
}

/** Heartbeats come each minute: seen within the first the page is open, within the second it may be. */
const beatSeconds = 60;
const openSeconds = 90;
const lateBeats = 0.1;
/** A pressed number is dialled at once, or within this time, seconds. */
const dialSeconds = 60;
const clickSeconds = 120;

/** How much likelier something is seen when the visitor calls than when somebody else does. */
const odds = {
  /** A phone that shows pages would have been used to press the number. */
  phoneWithoutPress: 0.2,
  /** Who pressed it a while ago has called already. */
  pressedBefore: 0.3,
  /** The caller's earlier calls came from this visitor. */
  sameCaller: 1_000,
  /** The page said that this is the visitor's phone. */
  samePhone: 3_000,
  /** The caller dialled this very number as another visitor: a shared phone that was shown it twice. */
  otherRedialler: 0.000_005,
  /** The caller dialled this number before, and nobody knows who that was. */
  unknownRedialler: 0.05,
  /** Who calls again does so from another phone. */
  otherPhone: 0.12,
} as const;

/** Shares of visitors who have called already, by whether they pressed the number. */
const called = { pressed: 0.9, phoneWithoutPress: 0.02 } as const;

/** More visitors saw the number than are looked at, and any of them may have pressed it; calls a minute. */
const crowd = 1_000;

const secondsSince = (from: string, to: number): number => (to - Date.parse(from)) / 1_000;

/** When the visit was last known to look at this number, ISO 8601. */
const lastSeen = ({ visit, expiresAt }: HeldLease): string =>
  visit.lastSeenAt < expiresAt ? visit.lastSeenAt : expiresAt;

interface Rated extends Omit<Hypothesis, 'share'> {
  /** Calls such as this one to be expected of the visitor a minute. */
  readonly rate: number;
}

/** Calls to be expected of a visitor a minute, by what is known of the visit alone. */
const rateOf = (lease: HeldLease, presses: readonly number[], at: number, hidden: boolean): number => {
  const { visit } = lease;
  const silent = Math.max(0, secondsSince(lastSeen(lease), at));
  const age = Math.max(0, secondsSince(visit.startedAt, at)) / 60;
  const lag = silent / 60;
  const pressed = presses.length > 0;
  const onPhone = visit.device === 'MOBILE';
  const habit = pressed ? odds.pressedBefore : onPhone ? odds.phoneWithoutPress : 1;
  const open = silent <= beatSeconds ? 1 : silent <= openSeconds ? lateBeats : 0;
  const press = presses.some((seconds) => seconds <= dialSeconds)
    ? rates.pressedNow
    : presses.some((seconds) => seconds <= clickSeconds)
      ? rates.pressedLately
      : 0;
  const first = press || open * habit * rates.whileOpen(age) + (open < 1 ? rates.afterClosing(lag) : 0);
  const before = pressed ? called.pressed : onPhone ? called.phoneWithoutPress : rates.callers;
  // Who hides the number cannot be told from somebody who calls for the first time.
  return first + rates.later(lag) + before * rates.again(lag) * (hidden ? 1 : odds.otherPhone);
};

const identityOdds = (
  visit: Visit,
  caller: KnownCaller | null,
  byPhone: boolean,
  byVisitor: boolean,
): number => {
  if (byPhone) return odds.samePhone;
  // That the caller is the visitor of then is a possibility of its own, as certain as it was then.
  if (caller?.redial?.visitorId === visit.visitorId) return 1;
  if (byVisitor) return odds.sameCaller;
  if (caller?.redialled) return caller.redial ? odds.otherRedialler : odds.unknownRedialler;
  return 1;
};

const ratedOf = (
  lease: HeldLease,
  number: string,
  at: number,
  grace: number,
  caller: KnownCaller | null,
): Rated => {
  const { visit } = lease;
  const presses = visit.numberClicks
    .filter((click) => click.number === number)
    .map((click) => secondsSince(click.at, at))
    .filter((seconds) => seconds >= -10);
  const byVisitor = caller?.visitorId === visit.visitorId;
  const byPhone = caller !== null && lease.phone === caller.number;
  return {
    lease,
    current: at <= Date.parse(lease.expiresAt) + grace * 1_000,
    pageOpen: secondsSince(lastSeen(lease), at) <= openSeconds,
    clicked: presses.some((seconds) => seconds <= clickSeconds),
    knownCaller: byVisitor || byPhone,
    rate: identityOdds(visit, caller, byPhone, byVisitor) * rateOf(lease, presses, at, caller === null),
  };
};

/** The visit an earlier call of this caller to this number was credited to, as far as that was certain. */
const redialOf = (visit: Visit, at: number, certainty: number): Rated => {
  const { startedAt: shownAt, lastSeenAt: expiresAt } = visit;
  return {
    lease: { shownAt, expiresAt, overflow: false, visit, phone: null, firstTouch: null },
    current: false,
    pageOpen: false,
    clicked: false,
    knownCaller: true,
    rate: certainty * rates.again(Math.max(0, secondsSince(expiresAt, at)) / 60),
  };
};

/** One visitor with several visits or leases is one possible caller; the one that fits best speaks for it. */
const oneEach = (all: readonly Rated[]): readonly Rated[] =>
  [...Map.groupBy(all, ({ lease }) => lease.visit.visitorId).values()].flatMap((own) => {
    const [first] = own.toSorted((a, b) => Number(b.current) - Number(a.current) || b.rate - a.rate);
    return first ? [{ ...first, rate: Math.max(...own.map((one) => one.rate)) }] : [];
  });

/** The clocks of carriers, processes and the database differ by this much, seconds. */
const slackSeconds = 5;
/** Nobody was seen to hold a number for a whole day: such numbers go round about every fourth day. */
const unseen = 0.25;

/**
 * Everybody who could have dialled this number at that time. `leases` are those that began before the call,
 * past ones too: people keep a number and call hours later. What each visitor is as likely to be the caller
 * as, is how often it would be expected to call just now, against everybody else and people nobody knows of.
 */
export const weighLeases = (
  leases: readonly HeldLease[],
  dialled: string,
  startedAt: string,
  grace: number,
  caller: KnownCaller | null,
): Weighed => {
  const at = Date.parse(startedAt);
  const begun = leases.filter((lease) => Date.parse(lease.shownAt) <= at + slackSeconds * 1_000);
  const rated = begun.map((lease) => ratedOf(lease, dialled, at, grace, caller));
  const redial = caller?.redial ?? null;
  const certainty = caller?.redialCertainty ?? 1;
  const all = oneEach(redial ? [...rated, redialOf(redial, at, certainty)] : rated);

  // Those who had the number before the leases that were looked at, by how fast these follow each other.
  const oldest = Math.min(at - 60_000, ...begun.map(({ shownAt }) => Date.parse(shownAt)));
  const span = (begun.length < mostLeases ? horizonSeconds * 1_000 : at - oldest) / 60_000;
  const seen = new Set(begun.map(({ visit }) => visit.visitorId)).size;
  const between = span / (Math.max(0, seen - 1) + unseen);
  const callsAgain = rates.callers * rates.againStill(span) * (caller === null ? 1 : odds.otherPhone);
  const unknown = (rates.laterStill(span) + callsAgain + rates.callers * rates.strays) / between;

  const redialler = !caller?.redialled ? 0 : redial ? (1 - certainty) * rates.again(0) : rates.again(0);
  const overflowing = leases.filter((lease) => lease.overflow).length;
  const page = overflowing === 0 ? 0 : overflowing < mostLeases ? rates.ofThePage : crowd;
  const others = unknown * (caller?.redialled ? odds.otherRedialler : 1) + redialler + page;

  const total = all.reduce((sum, { rate }) => sum + rate, others);
  const hypotheses = all
    .map(({ rate, ...hypothesis }) => ({ ...hypothesis, share: rate / total }))
    .sort((a, b) => b.share - a.share);
  return { hypotheses, hoursBetween: between / 60 };
};
