import { clickIdsOf, type Visit } from '../calls/call.ts';
import type { Tracker } from '../setup/setup.ts';
import type {
  Attribution,
  Evidence,
  EvidenceKind,
  HeldLease,
  KnownCaller,
  StoredEvidence,
} from './evidence.ts';
import { type Hypothesis, weighLeases } from './weigh.ts';

/** Less likely than this is AMBIGUOUS: being wrong once in a thousand calls is the most a report can bear. */
const certain = 0.98;
/** Less likely than this is no candidate. */
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
  gclid: null,
  gbraid: null,
  wbraid: null,
  msclkid: null,
  fbclid: null,
  ttclid: null,
  li_fat_id: null,
};

const about = (kind: EvidenceKind, text: string): Evidence => ({
  kind,
  text,
  sessionId: null,
  shownAt: null,
  expiresAt: null,
  weight: null,
});

const evidenceOf = (
  { lease, current, pageOpen, clicked, knownCaller, share }: Hypothesis,
  startedAt: string,
) => {
  const { source, medium, id: sessionId } = lease.visit;
  const from = `a visitor from ${source} / ${medium}`;
  const { shownAt, expiresAt } = lease;
  const weight = Math.round(share * 10_000) / 10_000;
  const say = (kind: EvidenceKind, text: string): Evidence => ({
    kind,
    text,
    sessionId,
    shownAt,
    expiresAt,
    weight,
  });
  const when = expiresAt >= startedAt ? 'was on the screen of' : 'had shortly before been shown to';
  const held = lease.overflow
    ? say('OVERFLOW', `The pool had no free number, and ${from} was shown this one, which others see too.`)
    : current
      ? say('LEASE', `The number ${when} ${from} when the call came in.`)
      : say('EARLIER_LEASE', `The number had been shown to ${from} earlier, and numbers are kept.`);
  return [
    held,
    ...(clicked ? [say('NUMBER_CLICK', 'This visitor pressed the number just before the call.')] : []),
    ...(pageOpen && !clicked ? [say('PAGE_OPEN', 'The page was open at that moment.')] : []),
    ...(knownCaller ? [say('KNOWN_CALLER', 'Earlier calls of this caller came from the same visitor.')] : []),
  ];
};

const byTracker = (tracker: Tracker, pools: readonly string[]): Attribution => {
  const isFallback = pools.length > 0;
  const text = isFallback
    ? `The number stands for “${tracker.name}” and is shown to visitors when all numbers of ${pools.map((name) => `“${name}”`).join(', ')} are taken: the pool may have been exhausted, so visitors of several sources saw it.`
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

const exactReason = (best: Hypothesis, alone: boolean): string => {
  if (alone && best.current) return 'Exactly one visitor could have dialled this number at that time.';
  if (!best.current) return 'The caller dialled a number it knew from an earlier visit.';
  if (best.clicked) return 'Several visitors know this number, and this one pressed it just before the call.';
  if (best.knownCaller) return 'Several visitors know this number, and the caller is known to be this one.';
  return 'The number was this visitor’s when the call came in; others who had it before hardly call so late.';
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
): Attribution => ({
  ...nothing,
  confidence: 'AMBIGUOUS',
  // People nobody knows of saw the number too, so not even that is shared.
  source: strangers ? null : shared(candidates, 'source'),
  medium: strangers ? null : shared(candidates, 'medium'),
  campaign: strangers ? null : shared(candidates, 'campaign'),
  evidence: {
    reason: strangers
      ? 'The pool was exhausted, and nothing tells which of those who were shown this number called.'
      : `${candidates.length} visitors could have dialled this number, and nothing tells which of them called.`,
    evidence: candidates.flatMap((candidate) => evidenceOf(candidate, startedAt)),
    candidates: candidates.map(({ lease }) => lease.visit.id),
  },
});

const hoursAgo = (lease: HeldLease, startedAt: string): string => {
  const minutes = Math.round((Date.parse(startedAt) - Date.parse(lease.expiresAt)) / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
};

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
  const all = weighLeases(asked, dialled, startedAt, tracker.graceSeconds, caller);
  const [best] = all;
  const covering = all.filter(({ current }) => current);
  const overflow = covering.some(({ lease }) => lease.overflow);
  // Somebody of long ago counts only where something ties this very caller to them.
  const possible = best && (covering.length > 0 || (best.knownCaller && tracker.kind === 'VISITOR'));
  if (!best || !possible)
    return tracker.kind === 'VISITOR' ? none(best, startedAt) : byTracker(tracker, pools);
  const alone = all.length === 1 && !overflow;
  const named = best.current || best.knownCaller;
  if (named && (alone || best.share >= certain)) {
    const evidence: StoredEvidence = {
      reason: exactReason(best, alone),
      evidence: all
        .filter((one) => one === best || one.share >= worthNaming)
        .flatMap((one) => evidenceOf(one, startedAt)),
      candidates: [],
    };
    return { ...creditOf(best.lease.visit, evidence), overflow };
  }
  const candidates = all.filter(({ share }) => share >= worthNaming);
  return { ...ambiguous(candidates, startedAt, overflow), overflow };
};
