import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { apiKeys } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { noKeys, type Page, type Paging, pageOf, windowOf } from '../paging.ts';
import { type Reach, systemReach } from '../reach.ts';
import type { ApiKey } from './api-keys.ts';

export const createKeyReads = (db: Db) => ({
  /** A reach limited to companies sees its own key and no other. */
  byIds: (reach: Reach, ids: readonly string[]): Promise<readonly ApiKey[]> => {
    const { accountId, companies, actor } = reach;
    const wanted = companies === 'ALL' ? ids : ids.filter((id) => id === actor.id);
    return db.inAccount(systemReach(accountId, 'identity'), (tx) =>
      tx
        .select()
        .from(apiKeys)
        .where(and(eq(apiKeys.accountId, accountId), inArray(apiKeys.id, wanted))),
    );
  },

  /** Oldest first, revoked ones too. */
  page: async (reach: Reach, paging: Paging): Promise<Page<ApiKey>> => {
    const window = windowOf(paging, 'apiKeys', noKeys);
    const mine = eq(apiKeys.accountId, reach.accountId);
    const within = [
      window.after && gt(apiKeys.id, window.after.id),
      window.before && lt(apiKeys.id, window.before.id),
    ].filter((bound) => bound !== null);
    const rows = await db.inAccount(reach, (tx) =>
      tx
        .select()
        .from(apiKeys)
        .where(and(mine, ...within))
        .orderBy(window.backwards ? desc(apiKeys.id) : asc(apiKeys.id))
        .limit(window.limit + 1),
    );
    const count = () =>
      db.inAccount(reach, async (tx) => {
        const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(apiKeys).where(mine);
        return row?.count ?? 0;
      });
    return pageOf(rows, window, 'apiKeys', ({ id }) => ({ key: null, id }), count);
  },
});
