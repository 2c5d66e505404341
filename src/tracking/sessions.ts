import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db.ts';
import { typedId, uuidOf } from '../ids.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Tracker } from '../setup/setup.ts';
import { deleteVisit, sessionIdOf, storeClick, storeIdentity } from './acts.ts';
import { createCompanyLookup } from './companies.ts';
import {
  type ClickInput,
  clickInput,
  type ForgetInput,
  forgetInput,
  type HeartbeatInput,
  heartbeatInput,
  type IdentifyInput,
  identifyInput,
  parseInput,
  type RequestFacts,
  type SessionInput,
  sessionInput,
} from './input.ts';
import { keepLeases, type Lease, takeLease } from './leases.ts';
import { type Match, matchTrackers } from './match.ts';
import { createTrackingMetrics, type TrackingMetrics } from './metrics.ts';
import { everyTarget, readNumbers, type Swap, showable, writeSwaps } from './swaps.ts';
import { readVisit } from './visit.ts';
import { continueSession, findLive, insertSession, isSameVisit, touchSession } from './visit-rows.ts';

/** What the page is told. Ids are typed; both are null where consent is required and was not given. */
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

/** What a heartbeat is answered. */
interface Alive {
  readonly alive: boolean;
  readonly cookieDays: number;
  readonly consentRequired: boolean;
}

/** Three heartbeats fit into the shortest lease, so losing one or two loses no number. */
const heartbeatSeconds = (trackers: readonly Tracker[]): number =>
  Math.max(1, Math.min(60, ...trackers.map((tracker) => Math.floor(tracker.leaseSeconds / 3))));

const poolsOf = (matches: readonly Match[]): readonly Tracker[] => [
  ...new Set(matches.map(({ tracker }) => tracker).filter((tracker) => tracker.kind === 'VISITOR')),
];

/**
 * Answers pages. Without `now` the time is the database's, so processes whose clocks differ still agree on
 * which number is free.
 */
export const createTracking = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly metrics?: TrackingMetrics;
  readonly now?: () => Date;
}) => {
  const { db, setup, metrics = createTrackingMetrics(), now } = parts;
  const companyOf = createCompanyLookup({ db, setup });

  const time = async (tx: Tx): Promise<Date> => {
    if (now) return now();
    const [row] = await tx.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
    return new Date(Math.floor(Number(row?.['ms'])));
  };

  /** One page view: opens a session or goes on with one, and says which numbers to show. */
  const openSession = async (body: SessionInput, facts: RequestFacts = {}): Promise<SessionAnswer> => {
    const input = parseInput(sessionInput, body);
    const { setup: current, company } = await companyOf(input.companyKey, facts.origin);
    const { accountId } = current;
    const visit = readVisit(input, facts, company);
    const trackers = showable(current, company);
    const pageNumbers = input.numbers ? readNumbers(input.numbers, company.country) : everyTarget(trackers);
    const asked = [...pageNumbers.keys()];

    if (company.consentRequired && visit.consent.analytics !== 'GRANTED') {
      const matches = matchTrackers(trackers, visit, asked);
      metrics.sessions.inc({ result: 'unstored' });
      return {
        sessionId: null,
        visitorId: null,
        swaps: writeSwaps(current, matches, pageNumbers, new Map()),
        heartbeatSeconds: heartbeatSeconds([]),
        exhausted: false,
        cookieDays: company.cookieDays,
        consentRequired: company.consentRequired,
      };
    }

    const givenId = uuidOf('WebSession', input.sessionId ?? '');
    const done = await db.inAccount(accountId, async (tx) => {
      const at = await time(tx);
      const live = givenId && (await findLive(tx, { accountId, companyId: company.id, id: givenId }, at));
      const continued = live && isSameVisit(live, visit) ? live : null;
      if (continued) await continueSession(tx, continued, visit, at);
      const session =
        continued ?? (await insertSession(tx, company, uuidOf('Visitor', input.visitorId ?? ''), visit, at));

      const kept = continued ? (await keepLeases(tx, accountId, session.id, at)).held : [];
      const leases = new Map<string, Lease>(kept.map((lease) => [lease.trackerId, lease]));
      // By the visit's channel, not this page's: inside the site every page is reached from the site.
      const matches = matchTrackers(trackers, session, asked);
      const pools = poolsOf(matches);
      for (const { id: trackerId, leaseSeconds } of pools.filter((pool) => !leases.has(pool.id))) {
        const taken = await takeLease(tx, accountId, { trackerId, sessionId: session.id, at, leaseSeconds });
        if (taken) leases.set(trackerId, taken);
      }
      return { session, continued: continued !== null, kept: kept.length, leases, matches, pools };
    });

    const { session, leases, matches, pools } = done;
    const exhausted = pools.filter((pool) => !leases.has(pool.id));
    metrics.sessions.inc({ result: done.continued ? 'continued' : 'opened' });
    metrics.leases.inc({ result: 'kept' }, done.kept);
    metrics.leases.inc({ result: 'taken' }, leases.size - done.kept);
    for (const pool of exhausted)
      metrics.poolExhausted.inc({ kind: pool.kind, shown: pool.fallbackNumber ? 'fallback' : 'own' });
    return {
      sessionId: typedId('WebSession', session.id),
      visitorId: typedId('Visitor', session.visitorId),
      swaps: writeSwaps(current, matches, pageNumbers, leases),
      heartbeatSeconds: heartbeatSeconds(pools.filter((pool) => leases.has(pool.id))),
      exhausted: exhausted.length > 0,
      cookieDays: company.cookieDays,
      consentRequired: company.consentRequired,
    };
  };

  /**
   * The page is still open: its numbers stay its own. Not alive means the visit is over or a number went
   * to somebody else, and the page should ask for numbers anew.
   */
  const heartbeat = async (body: HeartbeatInput, facts: RequestFacts = {}): Promise<Alive> => {
    const input = parseInput(heartbeatInput, body);
    const { setup: current, company } = await companyOf(input.companyKey, facts.origin);
    const { accountId } = current;
    const { cookieDays, consentRequired } = company;
    const answer = (alive: boolean): Alive => ({ alive, cookieDays, consentRequired });
    const id = uuidOf('WebSession', input.sessionId);
    if (!id) return answer(false);
    const found = await db.inAccount(accountId, async (tx) => {
      const at = await time(tx);
      const touched = await touchSession(tx, { accountId, companyId: company.id, id }, at);
      return touched ? keepLeases(tx, accountId, id, at) : null;
    });
    if (!found) return answer(false);
    metrics.leases.inc({ result: 'kept' }, found.held.length);
    metrics.leases.inc({ result: 'lost' }, found.lost.length);
    const held = new Set(found.held.map((lease) => typedId('Lease', lease.id)));
    const shown = input.leaseIds;
    return answer(shown ? shown.every((lease) => held.has(lease)) : found.lost.length === 0);
  };

  /** Whose visit a page speaks of; null when it is none of ours. */
  const whoseOf = async (
    { companyKey, sessionId }: { readonly companyKey: string; readonly sessionId: string },
    facts: RequestFacts,
  ) => {
    const { company } = await companyOf(companyKey, facts.origin);
    const id = sessionIdOf(sessionId);
    return id ? { company, sessionId: id } : null;
  };

  /** The visitor pressed a number of the page. */
  const clickNumber = async (body: ClickInput, facts: RequestFacts = {}): Promise<void> => {
    const input = parseInput(clickInput, body);
    const whose = await whoseOf(input, facts);
    if (whose) await storeClick(db, whose, { ...input, at: now ? now() : new Date() });
  };

  /** The page says who the visitor is. */
  const identify = async (body: IdentifyInput, facts: RequestFacts = {}): Promise<void> => {
    const { email, phone, name, externalId, ...input } = parseInput(identifyInput, body);
    const whose = await whoseOf(input, facts);
    if (whose) await storeIdentity(db, whose, { email, phone, name, externalId });
  };

  /** The visitor withdrew consent. */
  const forget = async (body: ForgetInput, facts: RequestFacts = {}): Promise<void> => {
    const whose = await whoseOf(parseInput(forgetInput, body), facts);
    if (whose) await deleteVisit(db, whose, now ? now() : new Date());
  };

  return { openSession, heartbeat, clickNumber, identify, forget };
};

export type Tracking = ReturnType<typeof createTracking>;
