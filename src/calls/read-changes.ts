import { sql } from 'drizzle-orm';
import { changes } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { wholeIn } from '../input.ts';
import { beginning, type Change, readChanges } from '../live/feed.ts';
import { defaultPageSize, largestPage, type Page } from '../paging.ts';

/** The account's feed as a list, oldest first. */
export const createChangeReads =
  (db: Db) =>
  async (accountId: string, after: string | null, first: number | null): Promise<Page<Change>> => {
    const limit = wholeIn(first ?? defaultPageSize, 'first', { min: 1, max: largestPage });
    const read = await db.inAccount(accountId, (tx) => readChanges(tx, accountId, after ?? beginning, limit));
    const count = statement(
      sql`select count(*)::int as count from ${changes} where ${changes.accountId} = ${accountId}::uuid`,
    );
    return {
      rows: read.changes,
      hasNextPage: read.full,
      hasPreviousPage: after !== null,
      cursorOf: (change) => change.cursor,
      totalCount: async () => (await db.read<{ count: number }>(accountId, count))[0]?.count ?? 0,
    };
  };
