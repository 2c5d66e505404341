import { sql } from 'drizzle-orm';
import { runs } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { momentKeys, type Page, type Paging, pageOf, windowOf } from '../paging.ts';
import type { Reach } from '../reach.ts';
import { keyset } from '../storage/keyset.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { RunRow } from './handler.ts';

type Raw = Record<string, unknown>;
const run = wholeRow(runs);

const order = {
  id: sql`${runs.id}`,
  key: sql`${runs.createdAt}`,
  value: (key: string | number) => sql`${new Date(key).toISOString()}::timestamptz`,
  descending: true,
  nullable: false,
};

export const createRunReads = (db: Db) => ({
  /** Newest first. */
  page: async (reach: Reach, paging: Paging): Promise<Page<RunRow>> => {
    const window = windowOf(paging, 'runs', momentKeys);
    const { within, by } = keyset(order, window);
    const mine = sql`${runs.accountId} = ${reach.accountId}::uuid`;
    const query = sql`select ${run.list} from ${runs} where ${mine} and ${within} order by ${by} limit ${window.limit + 1}`;
    const rows = (await db.read<Raw>(reach, statement(query))).map(run.read);
    const count = sql`select count(*)::int as count from ${runs} where ${mine}`;
    return pageOf(
      rows,
      window,
      'runs',
      (row) => ({ key: Date.parse(row.createdAt), id: row.id }),
      async () => (await db.read<{ count: number }>(reach, statement(count)))[0]?.count ?? 0,
    );
  },

  /** In no order. */
  byIds: async (reach: Reach, ids: readonly string[]): Promise<readonly RunRow[]> => {
    const query = sql`select ${run.list} from ${runs}
      where ${runs.accountId} = ${reach.accountId}::uuid and ${runs.id} = any(${sql.param(ids)}::uuid[])`;
    return (await db.read<Raw>(reach, statement(query))).map(run.read);
  },
});
