import { setTimeout } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import { type Db, statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type Reach, systemReach } from '../reach.ts';
import { parseSpan, toCursor } from './cursor.ts';
import { type Change, changesAfter, type FeedRow, horizonNow, type Page, pageOf } from './feed.ts';
import { follow, readUntil } from './follow.ts';
import { createReader, type Reader } from './reader.ts';
import { createSeat, type Seat } from './seat.ts';
import type { Wake } from './wake.ts';

export interface Subscription {
  /** Whose changes; the caller has already proved that it has this reach. */
  readonly reach: Reach;
  /** Cursor to continue after; null for from now on. */
  readonly after: string | null;
  /** Only these; null or left out for all. */
  readonly kinds?: readonly Change['kind'][] | null;
}

export interface LiveOptions {
  readonly db: Pick<Db, 'read'>;
  readonly wake: Pick<Wake, 'announce' | 'listen'>;
  readonly onError: (error: unknown) => void;
  /** ms between looks at accounts with subscribers, the truth behind the hint. */
  readonly pollMs?: number;
  /** Entries read at once by an account's reader. */
  readonly pageSize?: number;
  /** Entries kept for a subscriber that is busy; beyond them it reads the table again. */
  readonly queueSize?: number;
}

// A catch-up reads less at once than a reader: thousands may run side by side after a restart.
const catchUpSize = 100;

/** The account's changes as they happen, from any point of the feed, for any number of subscribers. */
export const createLive = ({
  db,
  wake,
  onError,
  pollMs = 1_000,
  pageSize = 500,
  queueSize = 256,
}: LiveOptions) => {
  const readers = new Map<string, Promise<Reader>>();
  const open = new Map<string, Reader>();
  const seats = new Set<Seat>();
  const positions = new Map<string, Promise<string>>();
  let stopped = false;

  const asking = new Set<Promise<unknown>>();

  const ask = <Row extends object>(reach: Reach, query: SQL): Promise<readonly Row[]> => {
    const asked = db.read<Row>(reach, statement(query));
    asking.add(asked);
    const answered = () => void asking.delete(asked);
    asked.then(answered, answered);
    return asked;
  };

  const read = async (reach: Reach, after: string, limit: number): Promise<Page> =>
    pageOf(await ask<FeedRow>(reach, changesAfter(reach.accountId, after, limit)), after, limit);

  /** One reader serves every reach: it reads all of the account, and each subscriber takes what is in its own. */
  const whole = (accountId: string): Reach => systemReach(accountId, 'live');

  /** The cursor "from now on". Askers in the same moment share one question. */
  const position = (accountId: string): Promise<string> => {
    const shared = positions.get(accountId);
    if (shared) return shared;
    const answer = ask<{ readonly xmin: string }>(whole(accountId), horizonNow())
      .then(([row]) => toCursor({ xid: String(row?.xmin), seq: '0' }))
      .finally(() => positions.delete(accountId));
    positions.set(accountId, answer);
    return answer;
  };

  const readerOf = (accountId: string): Promise<Reader> => {
    const known = readers.get(accountId);
    if (known) return known;
    const starting = position(accountId).then((from) => {
      const reader = createReader({
        from,
        read: (after) => read(whole(accountId), after, pageSize),
        pollMs,
        onError,
      });
      open.set(accountId, reader);
      // The first read finds out whether entries are held back, which nobody else would tell.
      reader.wake();
      return reader;
    });
    readers.set(accountId, starting);
    starting.catch(() => readers.delete(accountId));
    return starting;
  };

  const leave = (accountId: string, reader: Reader, seat: Seat): void => {
    seat.close();
    seats.delete(seat);
    reader.seats.delete(seat);
    if (reader.seats.size > 0 || open.get(accountId) !== reader) return;
    reader.stop();
    open.delete(accountId);
    readers.delete(accountId);
  };

  /** A reader that is open at the moment this resolves. */
  const openReader = async (accountId: string): Promise<Reader> => {
    for (;;) {
      const reader = await readerOf(accountId);
      // The last subscriber of before may have left, and closed it, while we waited.
      if (open.get(accountId) === reader || stopped) return reader;
    }
  };

  const unlisten = wake.listen((accountId) => {
    if (accountId !== null) open.get(accountId)?.wake();
    else for (const reader of open.values()) reader.wake();
  });
  const poll = setInterval(() => {
    for (const reader of open.values()) reader.wake();
  }, pollMs);

  return {
    position,

    /** Whether the account wrote at most `limit` changes since the cursor. */
    isNear: async (accountId: string, after: string, limit = 256): Promise<boolean> =>
      !(await read(whole(accountId), after, limit)).full,

    /** Tells this and every other process that the account's changes were committed. */
    announce: wake.announce,

    /**
     * The account's changes after a cursor, without a gap and none twice, until `return`. A subscriber may
     * be slow: at most `queueSize` changes wait for it in memory.
     * @throws Refusal `INVALID` on `after`: at once for what is no cursor, at the first change for one that
     * lies ahead of the feed.
     */
    subscribe: ({ reach, after, kinds }: Subscription): AsyncIterableIterator<Change> => {
      const { accountId } = reach;
      const span = after === null ? null : parseSpan(after);
      const wanted = kinds && new Set(kinds);
      const { companies } = reach;
      const own = ({ companyId }: Change): boolean =>
        companies === 'ALL' || (companyId !== null && companies.includes(companyId));
      const wants = (change: Change): boolean => (!wanted || wanted.has(change.kind)) && own(change);
      let sitting: { readonly reader: Reader; readonly seat: Seat } | undefined;
      let ended = stopped;

      async function* run() {
        if (ended) return;
        // An outage of the database is a pause, not the end of a subscription.
        const readPage = async (at: string): Promise<Page> => {
          for (;;) {
            try {
              return await read(reach, at, catchUpSize);
            } catch (error) {
              if (error instanceof Refusal || ended || stopped) throw error;
              onError(error);
              await setTimeout(pollMs);
            }
          }
        };
        if (span?.until) return yield* readUntil(span.from, span.until, readPage, wants);
        const start = span?.from ?? (await position(accountId));
        const reader = await openReader(accountId);
        if (ended || stopped) return;
        const seat = createSeat({ from: reader.position(), capacity: queueSize, wants });
        sitting = { reader, seat };
        seats.add(seat);
        reader.seats.add(seat);
        try {
          // A cursor of another database must not wait in silence for years: reading refuses it.
          if (start > reader.position()) await readPage(start);
          yield* follow(start, seat, readPage, wants);
        } finally {
          leave(accountId, reader, seat);
        }
      }
      const changes = run();
      // "From now on" means from the call, not from the first time somebody asks.
      const first = span ? undefined : changes.next();
      first?.catch(() => undefined);
      let started = false;

      return {
        next: () => {
          if (started || !first) return changes.next();
          started = true;
          return first;
        },
        // A generator that waits for a change would only end at the next one.
        return: async () => {
          ended = true;
          if (sitting) leave(accountId, sitting.reader, sitting.seat);
          return changes.return(undefined);
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },

    /** Ends every subscription. Resolves when the database is left alone. */
    stop: async (): Promise<void> => {
      stopped = true;
      clearInterval(poll);
      unlisten();
      for (const seat of seats) seat.close();
      for (const reader of open.values()) reader.stop();
      open.clear();
      readers.clear();
      await Promise.allSettled(asking);
    },
  };
};

export type Live = ReturnType<typeof createLive>;
