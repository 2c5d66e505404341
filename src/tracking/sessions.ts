import type { Db } from '../db.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Company, Setup, Tracker } from '../setup/setup.ts';
import { deleteVisit, sessionIdOf, storeClick, storeIdentity } from './acts.ts';
import { createAdmission, visitsPerNetwork } from './admission.ts';
import { createClock } from './clock.ts';
import { createVisitCommit } from './commit.ts';
import { createCompanyLookup } from './companies.ts';
import {
  type ClickInput,
  clean,
  clickInput,
  type ForgetInput,
  forgetInput,
  type HeartbeatInput,
  heartbeatInput,
  type IdentifyInput,
  identifyInput,
  maxTextLength,
  parseInput,
  type RequestFacts,
  type SessionInput,
  sessionInput,
} from './input.ts';
import { createLater } from './later.ts';
import { createLiveSessions, type LiveLease, type LiveSession, leaseKey } from './live-sessions.ts';
import { type Match, matchTrackers } from './match.ts';
import { createTrackingMetrics, type TrackingMetrics } from './metrics.ts';
import { type Plan, planOf, targetIn } from './plan.ts';
import { createPoolWatch } from './pool-watch.ts';
import { createPools } from './pools.ts';
import { createShowing, type Wish } from './showing.ts';
import { everyTarget, type PageNumbers, readNumbers, type Swap, writeSwaps } from './swaps.ts';
import { readVisit, type Visit } from './visit.ts';
import { continued, isSameVisit, sessionRow, visitorRow } from './visit-rows.ts';

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

/** What a heartbeat is answered. */
interface Alive {
  readonly alive: boolean;
  readonly cookieDays: number;
  readonly consentRequired: boolean;
}

/** Three heartbeats fit into the shortest lease, so losing one or two loses no number. */
const heartbeatSeconds = (trackers: readonly Tracker[]): number =>
  Math.max(1, Math.min(60, ...trackers.map((tracker) => Math.floor(tracker.leaseSeconds / 3))));

/** Pages of one visit that are kept. */
const mostPages = 50;
/** What can be lost when the process dies: which pages a visit saw in the last moment. Never a lease. */
const pagesDelayMs = 1_000;

interface PageView {
  readonly at: string;
  readonly page: string;
}

const wishesOf = (plan: Plan, matches: readonly Match[]): readonly Wish[] => {
  const wishes = new Map<string, Wish>();
  for (const { from, tracker } of matches) {
    if (tracker.kind !== 'VISITOR') continue;
    const target = targetIn(plan, tracker, from);
    wishes.set(leaseKey(tracker.id, target), { tracker, target });
  }
  return [...wishes.values()];
};

/** One page view, read and understood, before it is known whose it is. */
interface Asked {
  readonly setup: Setup;
  readonly company: Company;
  readonly visit: Visit;
  readonly plan: Plan;
  readonly pageNumbers: PageNumbers;
  readonly area: string | null;
  readonly visitorId: string | null;
  readonly page: string;
}

/**
 * Answers pages. Without `now` the time is the database's, so processes whose clocks differ still agree on
 * which number is free.
 */
export const createTracking = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly metrics?: TrackingMetrics;
  readonly now?: () => Date;
  readonly onError?: (error: unknown) => void;
  /** New visits of one company that one network may begin within half an hour. */
  readonly visitsPerNetwork?: number;
}) => {
  const { db, setup, metrics = createTrackingMetrics(), now, onError = () => undefined } = parts;
  const companyOf = createCompanyLookup({ db, setup });
  const clock = createClock(db);
  const admit = createAdmission(parts.visitsPerNetwork ?? visitsPerNetwork);
  const time = async (): Promise<number> => (now ? now().getTime() : clock());
  const pools = createPools({ db, processId: newId() });
  const commit = createVisitCommit({ db });
  const live = createLiveSessions(db);
  const showing = createShowing({ pools, commit, sessions: live });
  const watch = createPoolWatch({ db, metrics, onError });
  const later = createLater<{
    readonly session: LiveSession;
    readonly setup: Setup;
    readonly pages: PageView[];
  }>({
    write: async (_id, notes) => {
      const [last] = notes.slice(-1);
      if (!last) return;
      const { session } = last;
      await showing.keep(
        last.setup,
        session,
        session.lastSeenAt,
        notes.flatMap(({ pages }) => pages),
      );
    },
    onError,
    delay: pagesDelayMs,
  });

  /** Notes that the page is open. Waits only where a lease has to be moved on. Null when the visit is gone. */
  const seen = async (
    current: Setup,
    session: LiveSession,
    at: number,
    page: string | null,
  ): Promise<{ readonly lost: readonly LiveLease[] } | null> => {
    session.lastSeenAt = Math.max(session.lastSeenAt, at);
    const pages: PageView[] = [];
    if (page && page !== session.page && session.pages < mostPages) {
      session.page = page;
      session.pages += 1;
      pages.push({ at: new Date(at).toISOString(), page });
    }
    const { id } = session.row;
    if (showing.isDue(current, session, at))
      return showing.keep(current, session, at, [
        ...later.takeOut(id).flatMap((noted) => noted.pages),
        ...pages,
      ]);
    later.note(id, { session, setup: current, pages });
    return { lost: [] };
  };

  const answer = (
    { setup: current, company, plan, pageNumbers }: Asked,
    matches: readonly Match[],
    session: LiveSession | null,
    exhausted: boolean,
  ): SessionAnswer => {
    const leases = session?.leases ?? new Map<string, LiveLease>();
    const held = wishesOf(plan, matches).filter(({ tracker, target }) =>
      leases.has(leaseKey(tracker.id, target)),
    );
    return {
      sessionId: session ? typedId('WebSession', session.row.id) : null,
      visitorId: session ? typedId('Visitor', session.row.visitorId) : null,
      swaps: writeSwaps(current, plan, matches, pageNumbers, leases),
      heartbeatSeconds: heartbeatSeconds(held.map(({ tracker }) => tracker)),
      exhausted,
      cookieDays: company.cookieDays,
      consentRequired: company.consentRequired,
    };
  };

  /** The visit, a new one or `before` gone on with, with its numbers. */
  const show = async (asked: Asked, before: LiveSession | null, at: number): Promise<SessionAnswer> => {
    const { setup: current, company, visit, plan, pageNumbers, area } = asked;
    if (before) before.row = continued(before.row, visit);
    const kept = before ? await seen(current, before, at, asked.page) : null;
    const goesOn = before && kept ? before : null;
    const session: LiveSession = goesOn ?? {
      row: sessionRow(company, asked.visitorId, visit, at),
      lastSeenAt: at,
      leases: new Map(),
      lost: false,
      page: asked.page,
      pages: 0,
    };
    // By the visit's channel, not this page's: inside the site every page is reached from the site.
    const matches = matchTrackers(plan.ordered, session.row, pageNumbers.keys());
    const wishes = wishesOf(plan, matches);
    const poolIds = [...new Set([...session.row.poolIds, ...wishes.map(({ tracker }) => tracker.id)])];
    if (poolIds.length > session.row.poolIds.length) session.row = { ...session.row, poolIds };
    const open = wishes.filter(
      ({ tracker, target }) => session.leases.get(leaseKey(tracker.id, target))?.overflow !== false,
    );
    const begins = goesOn ? null : visitorRow(session.row, visit);
    const missed = await showing.give(current, session, begins, open, at, area);
    session.lost = false;
    live.remember(session);

    metrics.sessions.inc({ result: goesOn ? 'continued' : 'opened' });
    metrics.leases.inc({ result: 'kept' }, wishes.length - open.length);
    metrics.leases.inc({ result: 'taken' }, open.length - missed.length);
    for (const { tracker } of missed)
      metrics.poolExhausted.inc({ kind: tracker.kind, shown: tracker.fallbackNumber ? 'fallback' : 'own' });
    if (open.length > 0)
      watch.asked(
        open.map(({ tracker }) => tracker),
        new Set(missed.map(({ tracker }) => tracker.id)),
        at,
      );
    return answer(asked, matches, session, missed.length > 0);
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

  /** The visitor withdrew consent. */
  const forget = async (body: ForgetInput, facts: RequestFacts = {}): Promise<void> => {
    const whose = await whoseOf(parseInput(forgetInput, body), facts);
    if (!whose) return;
    await live.inTurn(whose.sessionId, async () => {
      later.takeOut(whose.sessionId);
      live.forget(whose.sessionId);
      await deleteVisit(db, whose, new Date(await time()));
    });
  };

  /** One page view: opens a session or goes on with one, and says which numbers to show. */
  const openSession = async (body: SessionInput, facts: RequestFacts = {}): Promise<SessionAnswer> => {
    const input = parseInput(sessionInput, body);
    const { setup: current, company } = await companyOf(input.companyKey, facts.origin);
    const visit = readVisit(input, facts, company);
    const plan = planOf(current, company);
    const asked: Asked = {
      setup: current,
      company,
      visit,
      plan,
      pageNumbers: input.numbers ? readNumbers(input.numbers, company.country) : everyTarget(plan),
      area: /^\+\d{1,15}$/.test(input.area ?? '') ? input.area : null,
      visitorId: uuidOf('Visitor', input.visitorId ?? ''),
      page: clean(input.landingPage, maxTextLength) ?? '',
    };
    if (visit.bot) {
      // A search engine must not learn a tracking number for the business's own.
      metrics.sessions.inc({ result: 'bot' });
      return answer(asked, [], null, false);
    }
    const { analytics } = visit.consent;
    // A no counts everywhere; only who said nothing is asked for a yes, where the company wants one.
    if (analytics === 'DENIED' || (company.consentRequired && analytics !== 'GRANTED')) {
      if (analytics === 'DENIED' && input.sessionId)
        await forget({ ...input, sessionId: input.sessionId }, facts);
      const matches = matchTrackers(plan.ordered, visit, asked.pageNumbers.keys());
      metrics.sessions.inc({ result: 'unstored' });
      return answer(asked, matches, null, false);
    }
    const at = await time();
    const givenId = sessionIdOf(input.sessionId ?? '');
    /** One network must not take a pool's numbers from everybody else: it sees what all see when there are none. */
    const begin = async (): Promise<SessionAnswer> => {
      if (await admit(company.id, facts.network)) return show(asked, null, at);
      metrics.sessions.inc({ result: 'held_back' });
      return answer(asked, matchTrackers(plan.ordered, visit, asked.pageNumbers.keys()), null, false);
    };
    if (!givenId) return begin();
    return live.inTurn(givenId, async () => {
      const found = await live.find(company, givenId, at);
      return found && isSameVisit(found.row, visit) ? show(asked, found, at) : begin();
    });
  };

  /**
   * The page is still open: its numbers stay its own. Not alive means the visit is over or a number went
   * to somebody else, and the page should ask for numbers anew.
   */
  const heartbeat = async (body: HeartbeatInput, facts: RequestFacts = {}): Promise<Alive> => {
    const input = parseInput(heartbeatInput, body);
    const { setup: current, company } = await companyOf(input.companyKey, facts.origin);
    const { cookieDays, consentRequired } = company;
    const said = (alive: boolean): Alive => ({ alive, cookieDays, consentRequired });
    const id = sessionIdOf(input.sessionId);
    if (!id) return said(false);
    return live.inTurn(id, async () => {
      const at = await time();
      const session = await live.find(company, id, at);
      const before = [...(session?.leases.values() ?? [])].filter((lease) => !lease.overflow).length;
      const kept = session && (await seen(current, session, at, clean(input.page ?? '', maxTextLength)));
      if (!session || !kept) return said(false);
      metrics.leases.inc({ result: 'kept' }, before - kept.lost.length);
      metrics.leases.inc({ result: 'lost' }, kept.lost.length);
      if (kept.lost.length > 0) session.lost = true;
      const held = new Set([...session.leases.values()].map((lease) => typedId('Lease', lease.id)));
      return said(input.leaseIds ? input.leaseIds.every((lease) => held.has(lease)) : !session.lost);
    });
  };

  /** The visitor pressed a number of the page. */
  const clickNumber = async (body: ClickInput, facts: RequestFacts = {}): Promise<void> => {
    const input = parseInput(clickInput, body);
    const whose = await whoseOf(input, facts);
    if (whose) await storeClick(db, whose, { ...input, at: new Date(await time()) });
  };

  /** The page says who the visitor is. */
  const identify = async (body: IdentifyInput, facts: RequestFacts = {}): Promise<void> => {
    const { email, phone, name, externalId, ...input } = parseInput(identifyInput, body);
    const whose = await whoseOf(input, facts);
    if (whose) await storeIdentity(db, whose, { email, phone, name, externalId });
  };

  return {
    openSession,
    heartbeat,
    clickNumber,
    identify,
    forget,
    /** Writes what was put off. */
    stop: async (): Promise<void> => {
      await later.flush();
      await commit.drained();
    },
  };
};

export type Tracking = ReturnType<typeof createTracking>;
