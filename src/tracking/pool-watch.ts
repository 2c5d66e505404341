import { sql } from 'drizzle-orm';
import { auditEntries, changes } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import type { Tracker } from '../setup/setup.ts';
import type { TrackingMetrics } from './metrics.ts';

/** How often a pool in use is looked at, and how far ahead, ms. */
const lookEveryMs = 15_000;
const aheadMs = 5 * 60_000;
/** The same warning again only after this long, ms. */
const quietMs = 30 * 60_000;
/** Share of free numbers below which a pool is short whatever the forecast says. */
const shortShare = 0.1;

interface Seen {
  lookedAt: number;
  readonly warnedAt: Map<string, number>;
}

/**
 * Says that a pool is running out before it has, by how many numbers were taken lately and how many come
 * back soon: as a metric, an audit entry and an entry in the account's feed.
 */
export const createPoolWatch = (parts: {
  readonly db: Db;
  readonly metrics: TrackingMetrics;
  readonly onError: (error: unknown) => void;
}) => {
  const { db, metrics, onError } = parts;
  const seen = new Map<string, Seen>();

  const tell = (tracker: Tracker, state: 'running_out' | 'exhausted', text: string, numbers: object) =>
    db.inAccount(systemReach(tracker.accountId, 'tracking'), async (tx) => {
      const { accountId, companyId, id: subjectId } = tracker;
      const kind = state === 'exhausted' ? 'pool.exhausted' : 'pool.running_out';
      await tx.insert(auditEntries).values({ accountId, id: newId(), kind, detail: text });
      await tx.insert(changes).values({
        accountId,
        companyId,
        kind: 'POOL_CHANGED',
        subjectId,
        detail: { text, state, ...numbers },
      });
    });

  const warn = (
    tracker: Tracker,
    state: 'running_out' | 'exhausted',
    text: string,
    at: number,
    numbers: object = {},
  ): void => {
    const own = seen.get(tracker.id);
    if (!own || at - (own.warnedAt.get(state) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
    own.warnedAt.set(state, at);
    metrics.poolWarnings.inc({ state });
    tell(tracker, state, text, numbers).catch(onError);
  };

  const look = async (tracker: Tracker, at: number): Promise<void> => {
    const now = sql`${new Date(at).toISOString()}::timestamptz`;
    const span = sql`make_interval(secs => ${aheadMs / 1_000})`;
    const [row] = await db.read<{ total: number; used: number; soon: number; taken: number }>(
      systemReach(tracker.accountId, 'tracking'),
      statement(sql`select count(*)::int as total,
          count(*) filter (where p.free_at > ${now})::int as used,
          count(*) filter (where p.free_at > ${now} and p.free_at <= ${now} + ${span})::int as soon,
          count(*) filter (where l.shown_at > ${now} - ${span})::int as taken
        from pool_numbers p left join leases l on l.account_id = ${tracker.accountId}::uuid and l.id = p.lease_id
        where p.account_id = ${tracker.accountId}::uuid and p.tracker_id = ${tracker.id}::uuid`),
    );
    if (!row || row.total === 0) return;
    const { total, used, soon, taken } = row;
    const free = total - used;
    const forecast = free + soon - taken;
    if (free > 0 && (forecast <= 0 || free / total < shortShare))
      warn(
        tracker,
        'running_out',
        `The pool “${tracker.name}” is running out of numbers: ${free} of ${total} are free, and ${taken} were taken in the last five minutes.`,
        at,
        { free, total, taken },
      );
  };

  return {
    /** Numbers were asked of these pools; those of `missed` had none. */
    asked: (pools: readonly Tracker[], missed: ReadonlySet<string>, at: number): void => {
      for (const tracker of pools) {
        const own = seen.get(tracker.id) ?? {
          lookedAt: Number.NEGATIVE_INFINITY,
          warnedAt: new Map<string, number>(),
        };
        seen.set(tracker.id, own);
        if (missed.has(tracker.id)) {
          const shown = tracker.fallbackNumber ? 'its fallback' : 'the page’s own number';
          warn(
            tracker,
            'exhausted',
            `The pool “${tracker.name}” has no free number: visitors see ${shown} until one is free.`,
            at,
          );
        }
        if (at - own.lookedAt < lookEveryMs) continue;
        own.lookedAt = at;
        look(tracker, at).catch(onError);
      }
    },
  };
};
