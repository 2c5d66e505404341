import type { ClickIds, Confidence } from '../../integrations/kit/vocabulary.ts';
import { clickIdsOf, type Visit } from '../calls/call.ts';
import type { Tracker } from '../setup/setup.ts';

/**
 * Seconds after a lease ended in which its visitor may still be the caller: people write a number down,
 * or finish reading first. A call in that time to a number that has moved on has two possible callers.
 */
export const graceSeconds = 900;

/** This number was shown to this visit from … to …. */
export interface HeldLease {
  readonly shownAt: string;
  readonly expiresAt: string;
  readonly visit: Visit;
}

export const evidenceKinds = ['LEASE', 'TRACKER', 'NO_LEASE', 'POOL_FALLBACK'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One thing that speaks for the attribution. */
interface Evidence {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly sessionId: string | null;
  readonly shownAt: string | null;
  readonly expiresAt: string | null;
}

/** Stored with the call in its column `evidence`. */
export interface StoredEvidence {
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** Sessions that could be the caller, when several could. */
  readonly candidates: readonly string[];
}

/** Where a call came from, as columns of the call. */
export interface Attribution extends ClickIds {
  readonly confidence: Confidence;
  readonly evidence: StoredEvidence;
  readonly sessionId: string | null;
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly landingPage: string | null;
  readonly referrer: string | null;
  readonly clickAt: string | null;
}

const nothing = {
  sessionId: null,
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
});

const leaseEvidence = (lease: HeldLease, startedAt: string): Evidence => {
  const { source, medium } = lease.visit;
  const when =
    lease.expiresAt >= startedAt
      ? 'The number was on the screen of'
      : 'The number had shortly before been shown to';
  return {
    kind: 'LEASE',
    text: `${when} a visitor from ${source} / ${medium} when the call came in.`,
    sessionId: lease.visit.id,
    shownAt: lease.shownAt,
    expiresAt: lease.expiresAt,
  };
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

const byVisit = (lease: HeldLease, startedAt: string): Attribution => {
  const { visit } = lease;
  const clicked = Object.values(clickIdsOf(visit)).some((id) => id !== null);
  return {
    ...clickIdsOf(visit),
    confidence: 'EXACT',
    sessionId: visit.id,
    source: visit.source,
    medium: visit.medium,
    campaign: visit.campaign,
    keyword: visit.keyword,
    landingPage: visit.landingPage,
    referrer: visit.referrer,
    clickAt: clicked ? visit.startedAt : null,
    evidence: {
      reason: 'Exactly one visitor could have dialled this number at that time.',
      evidence: [leaseEvidence(lease, startedAt)],
      candidates: [],
    },
  };
};

/** What is the same for all candidates may be said even when it is not known which of them called. */
const shared = (leases: readonly HeldLease[], field: 'source' | 'medium' | 'campaign'): string | null => {
  const values = new Set(leases.map((lease) => lease.visit[field]));
  return values.size === 1 ? ([...values][0] ?? null) : null;
};

const ambiguous = (leases: readonly HeldLease[], startedAt: string): Attribution => ({
  ...nothing,
  confidence: 'AMBIGUOUS',
  source: shared(leases, 'source'),
  medium: shared(leases, 'medium'),
  campaign: shared(leases, 'campaign'),
  evidence: {
    reason: `${leases.length} visitors were shown this number around that time, and nothing tells which of them called.`,
    evidence: leases.map((lease) => leaseEvidence(lease, startedAt)),
    candidates: leases.map((lease) => lease.visit.id),
  },
});

/**
 * Who gets the credit for a call to a number of this tracker. Never a guess: a pool number that two visits
 * could have seen is AMBIGUOUS, one that nobody held is NONE, and both say why.
 * `leases` are those of the dialled number that touch the call's start, grace included; `pools` are the names
 * of the company's pools that show this number when they are exhausted.
 */
export const attribute = (
  startedAt: string,
  tracker: Tracker,
  leases: readonly HeldLease[],
  pools: readonly string[] = [],
): Attribution => {
  if (tracker.kind !== 'VISITOR') return byTracker(tracker, pools);
  const latest = Date.parse(startedAt);
  const possible = leases.filter(
    (lease) =>
      Date.parse(lease.shownAt) <= latest && latest <= Date.parse(lease.expiresAt) + graceSeconds * 1000,
  );
  const visits = [...new Map(possible.map((lease) => [lease.visit.id, lease])).values()];
  const [only] = visits;
  if (!only) {
    const reason =
      'No visitor was shown this number around that time: the caller must have it from an earlier visit or from elsewhere.';
    return {
      ...nothing,
      confidence: 'NONE',
      evidence: { reason, evidence: [about('NO_LEASE', reason)], candidates: [] },
    };
  }
  return visits.length === 1 ? byVisit(only, startedAt) : ambiguous(visits, startedAt);
};
