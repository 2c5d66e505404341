import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { inCapitals } from '../call-fields/call-fields.ts';
import { type Dimension, touchDimensions } from './dimensions.ts';

export const attributionModels = [
  'FIRST_TOUCH',
  'LAST_TOUCH',
  'LINEAR',
  'POSITION_BASED',
  'TIME_DECAY',
] as const;
export type AttributionModel = (typeof attributionModels)[number];

/** Touches longer ago than this before a call have no part in it. */
const window = sql`interval '90 days'`;

/** Share of a touch that is the `n`-th of `c`, before they are made to add up to 1. */
const weights: Readonly<Record<AttributionModel, SQL>> = {
  FIRST_TOUCH: sql`case when n = 1 then 1 else 0 end`,
  LAST_TOUCH: sql`case when n = c then 1 else 0 end`,
  LINEAR: sql`1`,
  // Two fifths each for the one that brought them and the one that made them call.
  POSITION_BASED: sql`case when c < 3 then 1 when n in (1, c) then 0.4 else 0.2 / (c - 2) end`,
  // A week ago counts half.
  TIME_DECAY: sql`power(0.5, extract(epoch from ${calls.startedAt} - at) / 604800)`,
};

/** A touch has columns of the same names as calls have. */
const columnOf = (dimension: Dimension): SQL => sql`${sql.raw(inCapitals(dimension).toLowerCase())}`;

/** The columns of a touch, as a table of this name has them. */
const columnsOf = (table: string): SQL =>
  sql.join(
    touchDimensions.map((name) => sql`${sql.raw(table)}.${columnOf(name)}`),
    sql`, `,
  );

/**
 * Behind `from calls`: each call as many times as it has touches, with its share of each. Touches are the
 * visits of the visitor who called, and the caller's calls to numbers that stand for one source; a call
 * without any is its own.
 */
export const touchesOf = (model: AttributionModel): SQL => sql`
  cross join lateral (
    with found as (
      select s.started_at as at, ${columnsOf('s')} from web_sessions s
      where s.account_id = ${calls.accountId} and s.company_id = ${calls.companyId}
        and s.visitor_id = coalesce(
          (select o.visitor_id from web_sessions o where o.account_id = ${calls.accountId} and o.id = ${calls.sessionId}),
          (select r.visitor_id from callers r where r.account_id = ${calls.accountId} and r.id = ${calls.callerId}))
        and s.started_at <= ${calls.startedAt} and s.started_at > ${calls.startedAt} - ${window}
      union all
      select k.started_at, ${columnsOf('k')} from calls k
      where k.account_id = ${calls.accountId} and k.caller_id = ${calls.callerId} and k.confidence = 'TRACKER'
        and k.started_at <= ${calls.startedAt} and k.started_at > ${calls.startedAt} - ${window}
    ), numbered as (
      select found.*, row_number() over (order by at) as n, count(*) over () as c from found
    ), weighed as (select numbered.*, (${weights[model]})::float8 as raw from numbered)
    select ${columnsOf('weighed')}, raw / sum(raw) over () as weight
    from weighed where raw > 0
    union all
    select ${columnsOf('calls')}, 1
    where not exists (select from found)
  ) touch`;

/** Each call's share of a touch. */
export const touchWeight = sql`touch.weight`;

/** What a dimension groups by: what the touch says where it says it itself. */
export const touchGroup = (dimension: Dimension): SQL | undefined =>
  touchDimensions.includes(dimension) ? sql`touch.${columnOf(dimension)}` : undefined;
