import { type InferSelectModel, type SQL, sql } from 'drizzle-orm';
import type { changes } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type Place, parseCursor, toCursor } from './cursor.ts';

type Row = InferSelectModel<typeof changes>;

/** One entry of an account's feed. */
export interface Change {
  /** Opaque; a reader that continues after it gets what followed, each entry once. */
  readonly cursor: string;
  readonly at: Date;
  readonly kind: Row['kind'];
  /** Whom it is about; null: the account as a whole, which a reach limited to companies is not told. */
  readonly companyId: string | null;
  readonly callId: string | null;
  readonly subjectId: string | null;
  /** `text` is one line a person can read. */
  readonly detail: Row['detail'];
}

export interface Page {
  readonly changes: readonly Change[];
  /** Where to read on from. It moves on even when there was nothing, so later reads start later. */
  readonly next: string;
  /** There may be more to read at once. */
  readonly full: boolean;
  /** Committed entries that wait for an older transaction to end before they may be shown. */
  readonly held: boolean;
}

/** A row of `changesAfter`; without any change there is one row of nulls that carries the snapshot. */
export interface FeedRow {
  readonly xmin: string;
  readonly xmax: string;
  readonly settled: boolean | null;
  readonly xid: string;
  readonly seq: string;
  readonly at_ms: number;
  readonly kind: Change['kind'];
  readonly company_id: string | null;
  readonly call_id: string | null;
  readonly subject_id: string | null;
  readonly detail: Change['detail'];
}

/**
 * At most `limit` entries after the cursor. Rows at or above the snapshot's xmin come along unsettled:
 * an older transaction still open could commit a row before them, so they are not shown, only known of.
 */
export const changesAfter = (accountId: string, after: string, limit: number): SQL => {
  const place = parseCursor(after);
  return sql`
    select pg_snapshot_xmin(s.now)::text as xmin, pg_snapshot_xmax(s.now)::text as xmax,
      c.xid < pg_snapshot_xmin(s.now) as settled, c.xid::text, c.seq::text,
      (extract(epoch from c.at) * 1000)::float8 as at_ms, c.kind, c.company_id, c.call_id, c.subject_id, c.detail
    from (select pg_current_snapshot() as now) s
    left join lateral (
      select * from changes
      where account_id = ${accountId}::uuid and (xid, seq) > (${place.xid}::text::xid8, ${place.seq}::bigint)
      order by xid, seq
      limit ${limit}
    ) c on true
    order by c.xid, c.seq`;
};

const changeIn = (row: Omit<FeedRow, 'xmin' | 'xmax' | 'settled'>): Change => ({
  cursor: toCursor(row),
  at: new Date(row.at_ms),
  kind: row.kind,
  companyId: row.company_id,
  callId: row.call_id,
  subjectId: row.subject_id,
  detail: row.detail,
});

/** @throws Refusal `INVALID` on `after` when the cursor lies beyond anything this database ever wrote. */
export const pageOf = (rows: readonly FeedRow[], after: string, limit: number): Page => {
  const [first] = rows;
  if (!first) throw new Error('The feed answered without its snapshot.');
  if (BigInt(parseCursor(after).xid) > BigInt(first.xmax)) {
    throw new Refusal(
      'INVALID',
      '`after` lies ahead of this feed: it came from another database. Leave it out to start from now.',
      'after',
    );
  }
  const found = first.settled === null ? [] : rows;
  const settled = found.filter((row) => row.settled);
  const full = settled.length === limit;
  const changes = settled.map(changeIn);
  // Below xmin everything is decided, so an unfilled page has seen all of it.
  const horizon = toCursor({ xid: first.xmin, seq: '0' });
  const reached = (full ? changes.at(-1)?.cursor : undefined) ?? horizon;
  return { changes, next: reached > after ? reached : after, full, held: found.length > settled.length };
};

/**
 * Reads the feed after a cursor: no entry is ever left out and none comes twice, whatever order
 * transactions commit in.
 * @throws Refusal `INVALID` on `after` for a cursor that is not one.
 */
export const readChanges = async (tx: Tx, accountId: string, after: string, limit: number): Promise<Page> => {
  const rows = await tx.execute(changesAfter(accountId, after, limit));
  return pageOf(rows as unknown as readonly FeedRow[], after, limit); // Drizzle types raw rows as records
};

/** The entries at some places of the feed, in any order; places where nothing stands are left out. */
export const readPlaces = async (
  tx: Tx,
  accountId: string,
  places: readonly Place[],
): Promise<readonly Change[]> => {
  const at = places.map(({ xid, seq }) => sql`(${xid}::text::xid8, ${seq}::bigint)`);
  if (at.length === 0) return [];
  const rows = await tx.execute(sql`
    select xid::text, seq::text, (extract(epoch from at) * 1000)::float8 as at_ms, kind, company_id, call_id, subject_id, detail
    from changes where account_id = ${accountId}::uuid and (xid, seq) in (${sql.join(at, sql`, `)})`);
  return (rows as unknown as readonly FeedRow[]).map(changeIn); // Drizzle types raw rows as records
};

export const horizonNow = (): SQL => sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;

/** The cursor "from now on": transactions open at this moment lie after it, so they come when they commit. */
export const latest = async (tx: Tx): Promise<string> => {
  const [row] = await tx.execute(horizonNow());
  return toCursor({ xid: String(row?.['xmin']), seq: '0' });
};

/** The cursor before the first entry. */
export const beginning = toCursor({ xid: '0', seq: '0' });
