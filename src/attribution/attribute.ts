import { clickIdsOf, type Visit } from '../calls/call.ts';
import { noClickIds } from '../click-ids.ts';
import type { Tracker } from '../setup/setup.ts';
import type { Attribution, HeldLease, KnownCaller, StoredEvidence } from './evidence.ts';
import { about, ambiguousReason, evidenceOf, exactReason, hoursAgo } from './explain.ts';
import { type Hypothesis, weighLeases } from './weigh.ts';

/**
 * How likely somebody else may be at most. Most credits are far more certain, so that one in a thousand is
 * wrong at the very most. The faster a number goes from visitor to visitor the more calls come close to the
 * limit, so it shrinks with the hours between them.
 */
const allowedDoubt = (hoursBetween: number): number => Math.min(0.012_5, 0.000_75 * hoursBetween);
/** A visitor this much less likely than the likeliest is no candidate. */
const worthNaming = 0.005;

/** What a call is credited by. */
export interface Ringing {
  /** ISO 8601. */
  readonly startedAt: string;
  /** The number that was dialled, E.164. */
  readonly dialled: string;
  readonly tracker: Tracker;
  /** Of the dialled number, begun within `horizonSeconds` before the call. */
  readonly leases: readonly HeldLease[];
  /** Null when withheld or never seen. */
  readonly caller: KnownCaller | null;
  /** Names of the company's pools that show this number when they are exhausted. */
  readonly pools?: readonly string[];
}

const nothing = {
  sessionId: null,
  overflow: false,
  source: null,
  medium: null,
  campaign: null,
  keyword: null,
  landingPage: null,
  referrer: null,
  clickAt: null,
  ...noClickIds,
};

const byTracker = (tracker: Tracker, pools: readonly string[]): Attribution => {
  const isFallback = pools.length > 0;
  const text = isFallback
    ? `The number stands for “${tracker.name}” and is what visitors see who get no number of ${pools.map((name) => `“${name}”`).join(', ')}, because the pool is exhausted or they have not consented: they come from several sources.`
    : `The number stands for “${tracker.name}” alone, so everybody who dials it saw it there.`;
  return {
    ...nothing,
    confidence: 'TRACKER',
    source: tracker.source,
    medium: tracker.medium,
    campaign: tracker.campaign,
    evidence: {
      reason: text,
      evidence: [about(isFallback ? 'POOL_FALLBACK' : 'TRACKER', text)],
      candidates: [],
    },
  };
};

/** What a visit says about where its call came from. */
export const creditOf = (visit: Visit, evidence: StoredEvidence): Attribution => {
  const clicked = Object.values(clickIdsOf(visit)).some((id) => id !== null);
  return {
    ...clickIdsOf(visit),
    confidence: 'EXACT',
    overflow: false,
    sessionId: visit.id,
    source: visit.source,
    medium: visit.medium,
    campaign: visit.campaign,
    keyword: visit.keyword,
    landingPage: visit.landingPage,
    referrer: visit.referrer,
    clickAt: clicked ? visit.startedAt : null,
    evidence,
  };
};

/** What is the same for all candidates may be said even when it is not known which of them called. */
const shared = (
  candidates: readonly Hypothesis[],
  field: 'source' | 'medium' | 'campaign',
): string | null => {
  const values = new Set(candidates.map(({ lease }) => lease.visit[field]));
  return values.size === 1 ? ([...values][0] ?? null) : null;
};

const ambiguous = (
  candidates: readonly Hypothesis[],
  startedAt: string,
  strangers: boolean,
  reason: string,
): Attribution => ({
  ...nothing,
  confidence: 'AMBIGUOUS',
  // It may have been somebody nobody knows of, so not even that is shared.
  source: strangers ? null : shared(candidates, 'source'),
  medium: strangers ? null : shared(candidates, 'medium'),
  campaign: strangers ? null : shared(candidates, 'campaign'),
  evidence: {
    reason,
    evidence: candidates.flatMap((candidate) => evidenceOf(candidate, startedAt)),
    candidates: candidates.map(({ lease }) => lease.visit.id),
  },
});

const none = (earlier: Hypothesis | undefined, startedAt: string): Attribution => {
  const reason = earlier
    ? `No visitor held this number around that time. It was last shown ${hoursAgo(earlier.lease, startedAt)} before, longer ago than a call is credited for.`
    : 'No visitor was shown this number around that time: the caller must have it from an earlier visit or from elsewhere.';
  return {
    ...nothing,
    confidence: 'NONE',
    evidence: { reason, evidence: [about('NO_LEASE', reason)], candidates: [] },
  };
};

/**
 * Who gets the credit for a call. Never a guess: it is EXACT when one visitor alone could be the caller, or
 * when all that is known makes anybody else all but impossible; AMBIGUOUS with its candidates when not;
 * NONE with the reason when nobody held the number.
 */
export const attribute = ({
  startedAt,
  dialled,
  tracker,
  leases,
  caller,
  pools = [],
}: Ringing): Attribution => {
  const overflowing = leases.filter((lease) => lease.overflow);
  if (tracker.kind !== 'VISITOR' && overflowing.length === 0) return byTracker(tracker, pools);
  const asked = tracker.kind === 'VISITOR' ? leases : overflowing;
  const { hypotheses, hoursBetween } = weighLeases(asked, dialled, startedAt, tracker.graceSeconds, caller);
  const [best] = hypotheses;
  const covering = hypotheses.filter(({ current }) => current);
  const overflow = covering.some(({ lease }) => lease.overflow);
  // Somebody of long ago counts only where something ties this very caller to them.
  const possible = best && (covering.length > 0 || (best.knownCaller && tracker.kind === 'VISITOR'));
  if (!best || !possible)
    return tracker.kind === 'VISITOR' ? none(best, startedAt) : byTracker(tracker, pools);
  const candidates = hypotheses.filter(({ share }) => share >= best.share * worthNaming);
  const allowed = allowedDoubt(hoursBetween);
  if ((best.current || best.knownCaller) && 1 - best.share <= allowed) {
    const evidence: StoredEvidence = {
      reason: exactReason(best, hypotheses.length === 1 && !overflow),
      evidence: candidates.flatMap((one) => evidenceOf(one, startedAt)),
      candidates: [],
    };
    return { ...creditOf(best.lease.visit, evidence), overflow };
  }
  const strangers = 1 - candidates.reduce((sum, { share }) => sum + share, 0) > allowed;
  const reason = overflow
    ? 'The pool was exhausted, and nothing tells which of those who were shown this number called.'
    : ambiguousReason(candidates, allowed, hoursBetween);
  return { ...ambiguous(candidates, startedAt, overflow || strangers, reason), overflow };
};
