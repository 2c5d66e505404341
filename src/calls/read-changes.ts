import { sql } from 'drizzle-orm';
import { changes } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { wholeIn } from '../input.ts';
import { parseCursor, placeOfUuid, uuidOfPlace } from '../live/cursor.ts';
import { beginning, type Change, readChanges, readPlaces } from '../live/feed.ts';
import { defaultPageSize, largestPage, type Page } from '../paging.ts';
import type { Reach } from '../reach.ts';

/** An entry's id as everything else has one; its cursor is its place among others. */
export const changeId = ({ cursor }: Pick<Change, 'cursor'>): string => uuidOfPlace(parseCursor(cursor));

/** The account's feed as a list, oldest first, and entries of it by their ids. */
export const createChangeReads = (db: Db) => ({
  page: async (reach: Reach, after: string | null, first: number | null): Promise<Page<Change>> => {
    const limit = wholeIn(first ?? defaultPageSize, 'first', { min: 1, max: largestPage });
    const read = await db.inAccount(reach, (tx) =>
      readChanges(tx, reach.accountId, after ?? beginning, limit),
    );
    const count = statement(
      sql`select count(*)::int as count from ${changes} where ${changes.accountId} = ${reach.accountId}::uuid`,
    );
    return {
      rows: read.changes,
      hasNextPage: read.full,
      hasPreviousPage: after !== null,
      cursorOf: (change) => change.cursor,
      totalCount: async () => (await db.read<{ count: number }>(reach, count))[0]?.count ?? 0,
    };
  },

  byIds: (reach: Reach, ids: readonly string[]): Promise<readonly Change[]> => {
    const places = ids.map(placeOfUuid).filter((place) => place !== null);
    return db.inAccount(reach, (tx) => readPlaces(tx, reach.accountId, places));
  },
});
