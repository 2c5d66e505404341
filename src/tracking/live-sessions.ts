import { LRUCache } from 'lru-cache';
import { webSessions } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { systemReach } from '../reach.ts';
import { fromJson, type JsonRow } from '../storage/json-rows.ts';
import type { SessionAnswer } from './answer.ts';
import type { Plan } from './plan.ts';
import type { PageNumbers } from './swaps.ts';

export type SessionRow = JsonRow<typeof webSessions>;

/** A number as a session was shown it. */
export interface LiveLease {
  readonly id: string;
  readonly trackerId: string;
  readonly numberId: string;
  /** The page's number it is kept for; null for any. */
  readonly target: string | null;
  /** A pool's fallback, not the session's own. */
  readonly overflow: boolean;
  /** ms; until then the database keeps the number for this session, whatever happens to this process. */
  readonly expiresAt: number;
}

/** A visit as this process knows it. */
export interface LiveSession {
  row: SessionRow;
  /** ms. */
  lastSeenAt: number;
  /** ms: `lastSeenAt` as it is stored, with the row as it is; -Infinity when the row is not. */
  storedAt: number;
  /** By `leaseKey`. */
  readonly leases: Map<string, LiveLease>;
  /** A number of its own went to somebody else, and it has none instead. */
  lost: boolean;
  /** The page it was last on. */
  page: string;
  pages: number;
  /** What its page was told last, while its numbers stay what they are. */
  shown: {
    readonly plan: Plan;
    readonly pageNumbers: PageNumbers;
    /** Pool numbers in it. */
    readonly kept: number;
    readonly answer: SessionAnswer;
  } | null;
}

export const leaseKey = (trackerId: string, target: string | null): string => `${trackerId} ${target ?? ''}`;

/** A visit ends when it was silent for this long, ms. */
const visitLifeMs = 30 * 60_000;

interface StoredLease {
  readonly id: string;
  readonly tracker_id: string;
  readonly number_id: string;
  readonly target: string | null;
  readonly overflow: boolean;
  readonly expires_at: number;
}

/** The visit, and the newest lease of each of its pools. */
const loadText = `
select to_jsonb(s) as session,
  (select json_agg(l) from (
    select distinct on (tracker_id, target) id, tracker_id, number_id, target, overflow,
      extract(epoch from expires_at) * 1000 as expires_at
    from leases where account_id = $1 and session_id = $2
    order by tracker_id, target, shown_at desc, id desc) l) as leases,
  (select count(*)::int from page_views where account_id = $1 and session_id = $2) as pages
from web_sessions s where account_id = $1 and id = $2`;

/** The visits this process has answered lately, and the others from the database when they come back. */
export const createLiveSessions = (db: Db) => {
  const known = new LRUCache<string, LiveSession>({ max: 50_000 });
  const loading = new Map<string, Promise<LiveSession | null>>();
  const turns = new Map<string, Promise<unknown>>();

  const load = async (accountId: string, id: string): Promise<LiveSession | null> => {
    const [found] = await db.read<Record<string, unknown>>(systemReach(accountId, 'tracking'), {
      text: loadText,
      params: [accountId, id],
    });
    if (!found) return null;
    const row = fromJson(webSessions, found['session'] as Record<string, unknown>);
    const held = (found['leases'] ?? []) as readonly StoredLease[];
    return {
      row,
      lastSeenAt: Date.parse(row.lastSeenAt),
      storedAt: Date.parse(row.lastSeenAt),
      leases: new Map(
        held.map((lease) => [
          leaseKey(lease.tracker_id, lease.target),
          {
            id: lease.id,
            trackerId: lease.tracker_id,
            numberId: lease.number_id,
            target: lease.target,
            overflow: lease.overflow,
            expiresAt: Number(lease.expires_at),
          },
        ]),
      ),
      lost: false,
      page: row.landingPage,
      pages: Number(found['pages']),
      shown: null,
    };
  };

  const loadOnce = (accountId: string, id: string): Promise<LiveSession | null> => {
    const running = loading.get(id);
    if (running) return running;
    const started = load(accountId, id)
      .then((session) => {
        if (session) known.set(id, session);
        return session;
      })
      .finally(() => loading.delete(id));
    loading.set(id, started);
    return started;
  };

  return {
    /**
     * The visit a page goes on with; null when it is unknown, another company's or over. One that seems
     * over here may have been seen by another process, so the database has the last word.
     */
    find: async (
      company: { readonly accountId: string; readonly id: string },
      id: string,
      at: number,
    ): Promise<LiveSession | null> => {
      const { accountId } = company;
      const isLive = (session: LiveSession | null | undefined): session is LiveSession =>
        session?.row.accountId === accountId &&
        session.row.companyId === company.id &&
        at - session.lastSeenAt <= visitLifeMs;
      const remembered = known.get(id);
      if (isLive(remembered)) return remembered;
      const loaded = await loadOnce(accountId, id);
      return isLive(loaded) ? loaded : null;
    },

    remember: (session: LiveSession): void => {
      known.set(session.row.id, session);
    },

    forget: (id: string): void => {
      known.delete(id);
    },

    /** Page views of one visit take turns, so two tabs of it get one number. */
    inTurn: async <Result>(id: string, work: () => Promise<Result>): Promise<Result> => {
      const before = turns.get(id);
      const mine = before ? before.then(work, work) : work();
      turns.set(id, mine);
      try {
        return await mine;
      } finally {
        if (turns.get(id) === mine) turns.delete(id);
      }
    },
  };
};

export type LiveSessions = ReturnType<typeof createLiveSessions>;
