import { sql } from 'drizzle-orm';
import { type Db, statement } from '../db.ts';
import type { Reach } from '../reach.ts';

/** How much of a pool is free at this moment. */
export interface PoolUse {
  /** UUID. */
  readonly trackerId: string;
  readonly numbers: number;
  /** With a visitor at this moment. */
  readonly held: number;
  /** Back from a visitor, and not yet free for the next. */
  readonly resting: number;
}

/** All pools of a company, in one statement. */
export const createPoolUse =
  ({ db, now = () => new Date() }: { readonly db: Db; readonly now?: () => Date }) =>
  (reach: Reach, companyId: string): Promise<readonly PoolUse[]> => {
    const at = sql`${now().toISOString()}::timestamptz`;
    return db.read<PoolUse>(
      reach,
      statement(sql`select p.tracker_id as "trackerId", count(*)::int as numbers,
          count(*) filter (where p.free_at > ${at} and l.expires_at > ${at})::int as held,
          count(*) filter (where p.free_at > ${at} and coalesce(l.expires_at, 'epoch') <= ${at})::int as resting
        from pool_numbers p
          join trackers t on t.account_id = p.account_id and t.id = p.tracker_id
          left join leases l on l.account_id = ${reach.accountId}::uuid and l.id = p.lease_id
        where p.account_id = ${reach.accountId}::uuid and t.company_id = ${companyId}::uuid
        group by p.tracker_id`),
    );
  };
