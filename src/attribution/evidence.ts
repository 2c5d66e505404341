import type { ClickIds, Confidence } from '../../integrations/kit/vocabulary.ts';
import type { Touch } from '../../schema/index.ts';
import type { Visit } from '../calls/call.ts';

/** This number was shown to this visit from … to …. Times are ISO 8601. */
export interface HeldLease {
  readonly shownAt: string;
  readonly expiresAt: string;
  /** Shown for want of a free number, as others were at the same time. */
  readonly overflow: boolean;
  readonly visit: Visit;
  /** Of the visitor, E.164, where the page said it. */
  readonly phone: string | null;
  /** Where the visitor first came from. */
  readonly firstTouch: Touch | null;
}

/** What is known of the caller from before. */
export interface KnownCaller {
  /** E.164. */
  readonly number: string;
  /** The visitor its last credited call came from. */
  readonly visitorId: string | null;
  /** It dialled this very number before, so the number is in its phone. */
  readonly redialled: boolean;
  /** The visit that earlier call was credited to, where it was. */
  readonly redial: Visit | null;
  /** How certain that was, 0 to 1: an early mistake must not make later ones certain. */
  readonly redialCertainty: number;
}

export const evidenceKinds = [
  'LEASE',
  'EARLIER_LEASE',
  'OVERFLOW',
  'PAGE_OPEN',
  'NUMBER_CLICK',
  'KNOWN_CALLER',
  'TRACKER',
  'NO_LEASE',
  'POOL_FALLBACK',
  'PERSON',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One thing that speaks for the attribution. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly sessionId: string | null;
  readonly shownAt: string | null;
  readonly expiresAt: string | null;
  /** How likely all evidence together makes this session the caller, 0 to 1; null where nothing was weighed. */
  readonly weight?: number | null;
}

/** Stored with the call in its column `evidence`. */
export interface StoredEvidence {
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** Sessions that could be the caller, when several could; the likeliest first. */
  readonly candidates: readonly string[];
}

/** Where a call came from, as columns of the call. */
export interface Attribution extends ClickIds {
  readonly confidence: Confidence;
  readonly evidence: StoredEvidence;
  readonly sessionId: string | null;
  readonly overflow: boolean;
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly landingPage: string | null;
  readonly referrer: string | null;
  readonly clickAt: string | null;
}

/** How certain a stored credit is, 0 to 1; a person's word counts as certain. */
export const certaintyOf = (stored: StoredEvidence | null, sessionId: string): number => {
  const own = stored?.evidence.filter((one) => one.sessionId === sessionId) ?? [];
  if (own.some(({ kind }) => kind === 'PERSON')) return 1;
  const weights = own.flatMap(({ weight }) => weight ?? []);
  return weights.length === 0 ? 1 : Math.max(...weights);
};
