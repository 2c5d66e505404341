import type { Db } from '../db.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Company, Setup } from '../setup/setup.ts';
import { deleteVisit, sessionIdOf, storeClick, storeIdentity } from './acts.ts';
import { createAdmission, visitsPerNetwork } from './admission.ts';
import { answerOf, type SessionAnswer, wishesOf } from './answer.ts';
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
  type ParsedInput,
  parseInput,
  type RequestFacts,
  type SessionInput,
} from './input.ts';
import { createLater } from './later.ts';
import { createLiveSessions, type LiveLease, type LiveSession, leaseKey } from './live-sessions.ts';
import { matchTrackers } from './match.ts';
import { createTrackingMetrics, type TrackingMetrics } from './metrics.ts';
import { type Plan, planOf } from './plan.ts';
import { createPoolWatch } from './pool-watch.ts';
import { createPools } from './pools.ts';
import { readSession } from './read-session.ts';
import { createShowing } from './showing.ts';
import { everyTarget, type PageNumbers, readNumbers } from './swaps.ts';
import { mayBeTagged, type Presence, readPresence, readVisit, type Visit } from './visit.ts';
import { continued, isSameVisit, newVisit, sessionRow } from './visit-rows.ts';

/** What a heartbeat is answered. */
interface Alive {
  readonly alive: boolean;
  readonly cookieDays: number;
  readonly consentRequired: boolean;
}

/** Pages of one visit that are kept. */
const mostPages = 50;
/** What can be lost when the process dies: which pages a visit saw in the last moment. Never a lease. */
const pagesDelayMs = 1_000;

interface PageView {
  readonly at: string;
  readonly page: string;
}

/** What became of a sign of life. */
interface Kept {
  readonly lost: readonly LiveLease[];
}
const nothingLost: Kept = { lost: [] };

/** Puts what is known better now in the row's place. */
const change = (session: LiveSession, row: LiveSession['row']): void => {
  if (row === session.row) return;
  session.row = row;
  session.storedAt = Number.NEGATIVE_INFINITY;
};

const pageOf = (input: ParsedInput): string => clean(input.landingPage, maxTextLength) ?? '';

/** One page view, read and understood, before it is known whose it is. */
interface Asked {
  readonly setup: Setup;
  readonly company: Company;
  readonly input: ParsedInput;
  readonly presence: Presence;
  readonly plan: Plan;
  readonly pageNumbers: PageNumbers;
}

/** Beginning of numbers near the visitor; null where what the page says is none. */
const areaOf = ({ area }: ParsedInput): string | null => (area && /^\+\d{1,15}$/.test(area) ? area : null);

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
  const time = (): number | Promise<number> => (now ? now().getTime() : clock());
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
  const seen = (
    current: Setup,
    session: LiveSession,
    at: number,
    page: string | null,
  ): Kept | null | Promise<Kept | null> => {
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
    return nothingLost;
  };

  /** Gives the visit the numbers this page wants; `begins` is what is stored of a new one with them. */
  const show = async (
    asked: Asked,
    session: LiveSession,
    begins: Visit | null,
    at: number,
  ): Promise<SessionAnswer> => {
    const { setup: current, input, plan, pageNumbers } = asked;
    // By the visit's channel, not this page's: inside the site every page is reached from the site.
    const matches = matchTrackers(plan.ordered, session.row, pageNumbers.keys());
    const wishes = wishesOf(plan, matches);
    const poolIds = [...new Set([...session.row.poolIds, ...wishes.map(({ tracker }) => tracker.id)])];
    if (poolIds.length > session.row.poolIds.length) change(session, { ...session.row, poolIds });
    const open = wishes.filter(
      ({ tracker, target }) => session.leases.get(leaseKey(tracker.id, target))?.overflow !== false,
    );
    const visit = begins && newVisit(session.row, begins, input.visitorId !== null);
    if (visit) session.storedAt = at;
    const missed = await showing.give(current, session, visit, open, at, areaOf(input));
    // What another process gave the visit may be about to end.
    if (open.length > 0 && showing.isDue(current, session, at)) await showing.keep(current, session, at, []);
    session.lost = false;
    live.remember(session);

    if (wishes.length > open.length) metrics.leases.inc({ result: 'kept' }, wishes.length - open.length);
    if (open.length > missed.length) metrics.leases.inc({ result: 'taken' }, open.length - missed.length);
    for (const { tracker } of missed)
      metrics.poolExhausted.inc({ kind: tracker.kind, shown: tracker.fallbackNumber ? 'fallback' : 'own' });
    if (open.length > 0)
      watch.asked(
        open.map(({ tracker }) => tracker),
        new Set(missed.map(({ tracker }) => tracker.id)),
        at,
      );
    const answer = answerOf(asked, matches, session, missed.length > 0);
    session.shown = missed.length > 0 ? null : { plan, pageNumbers, kept: wishes.length, answer };
    return answer;
  };

  const begin = (asked: Asked, visit: Visit, at: number): Promise<SessionAnswer> => {
    metrics.sessions.inc({ result: 'opened' });
    const { company, input } = asked;
    const session: LiveSession = {
      row: sessionRow(company, uuidOf('Visitor', input.visitorId ?? ''), visit, at),
      lastSeenAt: at,
      storedAt: at,
      leases: new Map(),
      lost: false,
      page: pageOf(input),
      pages: 0,
      shown: null,
    };
    return show(asked, session, visit, at);
  };

  /** Null when the visit is gone meanwhile. */
  const goOn = async (asked: Asked, session: LiveSession, at: number): Promise<SessionAnswer | null> => {
    const { setup: current, input, presence, plan, pageNumbers } = asked;
    change(session, continued(session.row, presence));
    if (!(await seen(current, session, at, pageOf(input)))) return null;
    metrics.sessions.inc({ result: 'continued' });
    const { shown } = session;
    // Most pages of a visit show the same numbers as the one before.
    if (shown?.plan !== plan || shown.pageNumbers !== pageNumbers) return show(asked, session, null, at);
    if (shown.kept > 0) metrics.leases.inc({ result: 'kept' }, shown.kept);
    return shown.answer;
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
    const input = readSession(body);
    const { setup: current, company } = await companyOf(input.companyKey, facts.origin);
    const plan = planOf(current, company);
    const presence = readPresence(input, facts);
    const pageNumbers = input.numbers ? readNumbers(input.numbers, company.country) : everyTarget(plan);
    const asked: Asked = { setup: current, company, input, presence, plan, pageNumbers };
    if (presence.bot) {
      // A search engine must not learn a tracking number for the business's own.
      metrics.sessions.inc({ result: 'bot' });
      return answerOf(asked, [], null, false);
    }
    /** What all see when there are no numbers. */
    const unleased = (visit: Visit): SessionAnswer =>
      answerOf(asked, matchTrackers(plan.ordered, visit, pageNumbers.keys()), null, false);
    const { analytics } = presence.consent;
    // A no counts everywhere; only who said nothing is asked for a yes, where the company wants one.
    if (analytics === 'DENIED' || (company.consentRequired && analytics !== 'GRANTED')) {
      if (analytics === 'DENIED' && input.sessionId)
        await forget({ ...input, sessionId: input.sessionId }, facts);
      metrics.sessions.inc({ result: 'unstored' });
      return unleased(readVisit(input, facts, company));
    }
    const told = time();
    const at = typeof told === 'number' ? told : await told;
    /** One network must not take a pool's numbers from everybody else. */
    const admitted = async (visit: Visit): Promise<SessionAnswer> => {
      if (await admit(company.id, facts.network)) return begin(asked, visit, at);
      metrics.sessions.inc({ result: 'held_back' });
      return unleased(visit);
    };
    const givenId = input.sessionId && sessionIdOf(input.sessionId);
    if (!givenId) return admitted(readVisit(input, facts, company));
    return live.inTurn(givenId, async () => {
      const found = await live.find(company, givenId, at);
      const isTheirs =
        found && (!mayBeTagged(input) || isSameVisit(found.row, readVisit(input, facts, company)));
      const answer = isTheirs ? await goOn(asked, found, at) : null;
      return answer ?? admitted(readVisit(input, facts, company));
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
