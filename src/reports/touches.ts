import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import type { Dimension, Metric } from './columns.ts';

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

/**
 * Behind `from calls`: each call as many times as it has touches, with its share of each. Touches are the
 * visits of the visitor who called, and the caller's calls to numbers that stand for one source; a call
 * without any is its own.
 */
export const touchesOf = (model: AttributionModel): SQL => sql`
  cross join lateral (
    with found as (
      select s.started_at as at, s.source, s.medium, s.campaign, s.keyword, s.landing_page from web_sessions s
      where s.account_id = ${calls.accountId} and s.company_id = ${calls.companyId}
        and s.visitor_id = coalesce(
          (select o.visitor_id from web_sessions o where o.account_id = ${calls.accountId} and o.id = ${calls.sessionId}),
          (select r.visitor_id from callers r where r.account_id = ${calls.accountId} and r.id = ${calls.callerId}))
        and s.started_at <= ${calls.startedAt} and s.started_at > ${calls.startedAt} - ${window}
      union all
      select k.started_at, k.source, k.medium, k.campaign, k.keyword, k.landing_page from calls k
      where k.account_id = ${calls.accountId} and k.caller_id = ${calls.callerId} and k.confidence = 'TRACKER'
        and k.started_at <= ${calls.startedAt} and k.started_at > ${calls.startedAt} - ${window}
    ), numbered as (
      select found.*, row_number() over (order by at) as n, count(*) over () as c from found
    ), weighed as (select numbered.*, (${weights[model]})::float8 as raw from numbered)
    select source, medium, campaign, keyword, landing_page, raw / sum(raw) over () as weight
    from weighed where raw > 0
    union all
    select ${calls.source}, ${calls.medium}, ${calls.campaign}, ${calls.keyword}, ${calls.landingPage}, 1
    where not exists (select from found)
  ) touch`;

/** What a touch says for itself; every other dimension is the call's. */
const ofTouch: Readonly<Partial<Record<Dimension, SQL>>> = {
  SOURCE: sql`touch.source`,
  MEDIUM: sql`touch.medium`,
  CAMPAIGN: sql`touch.campaign`,
  KEYWORD: sql`touch.keyword`,
  LANDING_PAGE: sql`touch.landing_page`,
};

export const touchGroup = (dimension: Dimension): SQL | undefined => ofTouch[dimension];

const share = (condition: SQL): SQL => sql`sum(touch.weight) filter (where ${condition})`;
const answered = sql`${calls.answeredAt} is not null`;
const ended = sql`${calls.status} = 'ENDED'`;

const shares: Readonly<Record<Exclude<Metric, 'UNIQUE_CALLERS'>, SQL>> = {
  CALLS: sql`sum(touch.weight)`,
  ANSWERED: share(answered),
  MISSED: share(sql`${calls.outcome} = 'MISSED'`),
  VOICEMAIL: share(sql`${calls.outcome} = 'VOICEMAIL'`),
  FIRST_TIME: share(sql`${calls.firstTime}`),
  TALK_SECONDS: sql`sum(${calls.talkSeconds} * touch.weight)`,
  AVERAGE_TALK_SECONDS: sql`sum(${calls.talkSeconds} * touch.weight) filter (where ${answered})
    / nullif(${share(sql`${answered} and ${calls.talkSeconds} is not null`)}, 0)`,
  AVERAGE_RING_SECONDS: sql`sum(${calls.ringSeconds} * touch.weight)
    / nullif(${share(sql`${calls.ringSeconds} is not null`)}, 0)`,
  ANSWER_RATE: sql`${share(sql`${ended} and ${answered}`)} / nullif(${share(ended)}, 0)`,
  VALUE: sql`sum(${calls.valueMicros} * touch.weight) / 1e6`,
};

/** A metric over shares of calls. Throws Refusal for what has no shares. */
export const sharedMetric = (metric: Metric): SQL => {
  if (metric !== 'UNIQUE_CALLERS') return sql`coalesce(${shares[metric]}, 0)::float8`;
  throw new Refusal(
    'INVALID',
    'UNIQUE_CALLERS cannot be shared between touches: leave it out, or ask without `attribution`.',
    'metrics',
  );
};
