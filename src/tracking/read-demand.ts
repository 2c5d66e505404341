import { sql } from 'drizzle-orm';
import { type Db, statement } from '../db.ts';
import { systemReach } from '../reach.ts';
import type { Setup, Tracker } from '../setup/setup.ts';
import { type Demand, type ForecastPoint, forecastPool } from './forecast.ts';

/** What a smaller pool costs, besides its misses. */
export interface PoolForecast {
  readonly from: Date;
  readonly to: Date;
  readonly visits: number;
  /** Numbers the pool has. */
  readonly present: number;
  readonly sufficient: number;
  readonly recommended: number;
  readonly peak: number;
  /** Calls for each visit, as the period had them. */
  readonly callsPerVisit: number;
  readonly points: readonly (ForecastPoint & {
    /** Calls of the period that would have come in on a number others saw too, or saw hours before. */
    readonly ambiguousCalls: number;
  })[];
}

/** Share of visits a sufficient pool serves. */
const served = 0.999;
/** A forecast looks at this many visits, the latest, and says since when. */
const mostVisits = 500_000;

/** Replays the visits that wanted a number of this pool within the last `days`. */
export const createPoolForecast =
  ({ db, now = () => new Date() }: { readonly db: Db; readonly now?: () => Date }) =>
  async (setup: Setup, tracker: Tracker, days: number): Promise<PoolForecast> => {
    const to = now();
    const from = new Date(to.getTime() - days * 86_400_000);
    const since = sql`${from.toISOString()}::timestamptz`;
    const { accountId, companyId, id, leaseSeconds, cooldownSeconds } = tracker;
    const [rows, counts] = await Promise.all([
      db.read<{ at: number; seen: number }>(
        systemReach(accountId, 'tracking'),
        statement(sql`select extract(epoch from started_at)::float8 * 1000 as at,
            extract(epoch from last_seen_at - started_at)::float8 * 1000 as seen
          from web_sessions where account_id = ${accountId}::uuid and company_id = ${companyId}::uuid
            and started_at >= ${since} and ${id}::uuid = any(pool_ids)
          order by started_at desc limit ${mostVisits}`),
      ),
      db.read<{ calls: number }>(
        systemReach(accountId, 'tracking'),
        statement(sql`select count(*)::int as calls from calls where account_id = ${accountId}::uuid
          and started_at >= ${since} and (tracker_id = ${id}::uuid or overflow and company_id = ${companyId}::uuid)`),
      ),
    ]);
    const window = (leaseSeconds + cooldownSeconds) * 1_000;
    const demands = rows.map(({ at, seen }): Demand => ({ at: Number(at), held: Number(seen) + window }));
    const present = [...setup.numbers.values()].filter((number) => number.trackerId === id).length;
    const { points, sufficient, recommended, peak } = await forecastPool(demands, {
      served,
      present,
      window,
    });
    const callsPerVisit = demands.length === 0 ? 0 : Number(counts[0]?.calls ?? 0) / demands.length;
    return {
      from: demands.length === mostVisits ? new Date(Number(rows.at(-1)?.at)) : from,
      to,
      visits: demands.length,
      present,
      sufficient,
      recommended,
      peak,
      callsPerVisit,
      points: points.map((point) => ({ ...point, ambiguousCalls: point.ambiguous * callsPerVisit })),
    };
  };
