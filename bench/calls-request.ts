import type { BenchAccount, DataSet } from './data.ts';

/** The list of calls as a table shows it: the 50 newest in a date range with number, tags and deliveries. */
const query = `query Calls($from: DateTime!, $to: DateTime!) {
  calls(filter: { startedAt: { gte: $from, lt: $to } }, first: 50) {
    nodes {
      id version direction status outcome startedAt answeredAt endedAt ringSeconds talkSeconds durationSeconds
      callerNumber callerName firstTime country region city trackingNumber destination
      source medium campaign keyword landingPage leadStatus note
      number { id number }
      tags { id name color }
      deliveries { id state reason vendorId vendorUrl createdAt }
    }
  }
}`;

/**
 * The same rows and fields in one statement that builds the answer: ids and times as PostgreSQL writes
 * them. `$1` is the account, `$2` and `$3` the range.
 */
export const limitStatement = `
select json_build_object('data', json_build_object('calls', json_build_object('nodes', coalesce(json_agg(c.node), '[]'))))::text as body
from (
  select json_build_object('id', c.id, 'version', c.version, 'direction', c.direction, 'status', c.status, 'outcome', c.outcome,
    'startedAt', c.started_at, 'answeredAt', c.answered_at, 'endedAt', c.ended_at, 'ringSeconds', c.ring_seconds,
    'talkSeconds', c.talk_seconds, 'durationSeconds', c.duration_seconds, 'callerNumber', c.caller_number,
    'callerName', c.caller_name, 'firstTime', c.first_time, 'country', c.country, 'region', c.region, 'city', c.city,
    'trackingNumber', c.tracking_number, 'destination', c.destination, 'source', c.source, 'medium', c.medium,
    'campaign', c.campaign, 'keyword', c.keyword, 'landingPage', c.landing_page, 'leadStatus', c.lead_status, 'note', c.note,
    'number', (select json_build_object('id', n.id, 'number', n.number) from tracking_numbers n
      where n.account_id = c.account_id and n.id = c.number_id),
    'tags', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name), '[]')
      from tags t where t.account_id = c.account_id and t.id = any(c.tag_ids)),
    'deliveries', (select coalesce(json_agg(json_build_object('id', d.id, 'state', d.state, 'reason', d.reason,
        'vendorId', d.vendor_id, 'vendorUrl', d.vendor_url, 'createdAt', d.created_at) order by d.created_at, d.id), '[]')
      from deliveries d where d.account_id = c.account_id and d.call_id = c.id)) as node
  from calls c
  where c.account_id = $1 and c.started_at >= $2::timestamptz and c.started_at < $3::timestamptz
  order by c.started_at desc, c.id desc limit 50
) c`;

export interface CallsRequest {
  /** Both sides get the same bytes and headers, and each reads what it needs. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Numbers 0..1 that are the same in every run (mulberry32). */
const chances = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const pick = (accounts: readonly BenchAccount[], chance: number): BenchAccount | undefined => {
  let left = chance;
  return (
    accounts.find((account) => {
      left -= account.share;
      return left < 0;
    }) ?? accounts[0]
  );
};

const dayMs = 86_400_000;
const rangeDays = 30;

/** Accounts as often as they have calls, each with a month somewhere in the year. */
export const callsRequests = (data: DataSet, count: number): readonly CallsRequest[] => {
  const chance = chances(20);
  return Array.from({ length: count }, () => {
    const account = pick(data.accounts, chance());
    const from = data.starts.getTime() + Math.floor(chance() * (data.days - rangeDays)) * dayMs;
    const variables = {
      from: new Date(from).toISOString(),
      to: new Date(from + rangeDays * dayMs).toISOString(),
    };
    return {
      body: JSON.stringify({ query, variables }),
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${account?.key}`,
        'x-account': account?.id ?? '',
      },
    };
  });
};
