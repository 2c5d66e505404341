import { typedId } from '../ids.ts';
import type { Company, Setup, Tracker } from '../setup/setup.ts';
import { type LiveLease, type LiveSession, leaseKey } from './live-sessions.ts';
import type { Match } from './match.ts';
import { type Plan, targetIn } from './plan.ts';
import type { Wish } from './showing.ts';
import { type PageNumbers, type Swap, writeSwaps } from './swaps.ts';

/** What the page is told. Ids are typed; both are null where nothing is stored: no consent yet, or a program. */
export interface SessionAnswer {
  readonly sessionId: string | null;
  readonly visitorId: string | null;
  readonly swaps: readonly Swap[];
  /** Seconds between two heartbeats. */
  readonly heartbeatSeconds: number;
  /** A pool had no number left: its swap shows the fallback, or where there is none the page's own number. */
  readonly exhausted: boolean;
  /** Days the browser keeps its ids. */
  readonly cookieDays: number;
  /** Nothing may be stored in the browser, and no id made, before the visitor agrees. */
  readonly consentRequired: boolean;
}

/** Three heartbeats fit into the shortest lease, so losing one or two loses no number. */
const heartbeatSeconds = (trackers: readonly Tracker[]): number =>
  Math.max(1, Math.min(60, ...trackers.map((tracker) => Math.floor(tracker.leaseSeconds / 3))));

/** The pools a page wants numbers of. */
export const wishesOf = (plan: Plan, matches: readonly Match[]): readonly Wish[] => {
  const wishes = new Map<string, Wish>();
  for (const { from, tracker } of matches) {
    if (tracker.kind !== 'VISITOR') continue;
    const target = targetIn(plan, tracker, from);
    wishes.set(leaseKey(tracker.id, target), { tracker, target });
  }
  return [...wishes.values()];
};

const noLeases: ReadonlyMap<string, LiveLease> = new Map();

export const answerOf = (
  {
    setup,
    company,
    plan,
    pageNumbers,
  }: {
    readonly setup: Setup;
    readonly company: Company;
    readonly plan: Plan;
    readonly pageNumbers: PageNumbers;
  },
  matches: readonly Match[],
  session: LiveSession | null,
  exhausted: boolean,
): SessionAnswer => {
  const leases = session?.leases ?? noLeases;
  const held = wishesOf(plan, matches).filter(({ tracker, target }) =>
    leases.has(leaseKey(tracker.id, target)),
  );
  return {
    sessionId: session ? typedId('WebSession', session.row.id) : null,
    visitorId: session ? typedId('Visitor', session.row.visitorId) : null,
    swaps: writeSwaps(setup, plan, matches, pageNumbers, leases),
    heartbeatSeconds: heartbeatSeconds(held.map(({ tracker }) => tracker)),
    exhausted,
    cookieDays: company.cookieDays,
    consentRequired: company.consentRequired,
  };
};
