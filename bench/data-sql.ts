/**
 * The data set as SQL: set-based, and the same rows every time, since chance is a hash of the row's number.
 * Every statement may use the parameter-free settings in `bench.size`.
 */

/** `chance(n, salt)` is uniform in 0..1; `uid(kind, n, at)` is a UUIDv7 that says when. */
const helpers = `
create schema bench;
create table bench.size (calls int not null, accounts int not null, starts timestamptz not null, version text not null);
create function bench.chance(n bigint, salt int) returns float8 immutable parallel safe language sql
  return (hashint8extended(n, salt) & 1073741823) / 1073741824.0;
create function bench.pick(n bigint, salt int, choices text[]) returns text immutable parallel safe language sql
  return choices[1 + floor(bench.chance(n, salt) * cardinality(choices))::int];
create function bench.uid(kind int, n bigint, at timestamptz) returns uuid immutable parallel safe language sql
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || ':' || n), 1, 3)
    || '8' || substr(md5(kind || ':' || n), 4, 15))::uuid;
create function bench.own(kind int, n bigint) returns uuid immutable parallel safe language sql
  return bench.uid(kind, n, '2025-01-02T03:04:05Z');
`;

/** Account k gets a share of 1 / k^1.04: with 20 accounts the largest has 29 % of the calls, the smallest 1 %. */
const accounts = `
create table bench.accounts as
select k, bench.own(1, k) as id, greatest(1, 7 - k) as companies,
  power(k, -1.04) / sum(power(k, -1.04)) over () as share,
  sum(power(k, -1.04)) over (order by k) / sum(power(k, -1.04)) over () as upto
from bench.size, generate_series(1, accounts) k;
insert into accounts (id, name, created_at, setup_version) select id, 'Account ' || k, '2025-01-02', 1 from bench.accounts;

create table bench.companies as
select k, j, k * 100 + j as n, id as account_id, bench.own(2, k * 100 + j) as id
from bench.accounts, generate_series(1, companies) j;
insert into companies (account_id, id, name, time_zone, currency, country, public_key)
select account_id, id, 'Company ' || n, 'America/New_York', 'USD', 'US', 'bench-' || n from bench.companies;

create table bench.trackers as
select c.k, c.j, t, c.n * 100 + t as n, c.account_id, c.id as company_id, bench.own(3, c.n * 100 + t) as id,
  case when t <= 2 then 'OFFLINE' when t <= 6 then 'SOURCE' else 'VISITOR' end as kind,
  (array['poster','magazine','google','bing','facebook','directory'])[t] as source,
  (array['print','print','cpc','cpc','paid-social','referral'])[t] as medium
from bench.companies c, generate_series(1, 8) t;
insert into trackers (account_id, id, company_id, kind, name, destination, source, medium)
select account_id, id, company_id, kind, initcap(coalesce(source, 'website')) || ' ' || n, '+12125550100', source, medium
from bench.trackers;

create table bench.numbers as
select t.n as tracker, s, t.account_id, t.company_id, t.id as tracker_id, t.kind, bench.own(4, t.n * 10 + s) as id,
  '+1' || (201 + row_number() over (order by t.n, s) / 100) || '55501' || lpad((row_number() over (order by t.n, s) % 100)::text, 2, '0') as number
from bench.trackers t, generate_series(1, case when t.kind = 'VISITOR' then 6 else 1 end) s;
create unique index on bench.numbers (tracker, s);
insert into tracking_numbers (account_id, company_id, id, tracker_id, number)
select account_id, company_id, id, tracker_id, number from bench.numbers;
insert into directory (kind, key, account_id, subject_id) select 'NUMBER', number, account_id, id from bench.numbers;

insert into tags (account_id, id, name, color)
select id, bench.own(5, k * 100 + t), (array['qualified','call back','spam','new patient','existing customer','emergency',
  'appointment','price question','job applicant','wrong number','left message','big order'])[t], 'teal'
from bench.accounts, generate_series(1, 12) t;

-- Each account's key is "rp_live_" and a hash of its place, so the bench can say it.
create table bench.keys as select k, id as account_id, 'rp_live_' || substr(encode(sha256(('bench' || k)::bytea), 'hex'), 1, 40) as key from bench.accounts;
insert into api_keys (account_id, id, name, hash, prefix, scopes)
select account_id, bench.own(8, k), 'Bench', encode(sha256(key::bytea), 'hex'), substr(key, 1, 14), '{READ}' from bench.keys;
insert into directory (kind, key, account_id, subject_id)
select 'API_KEY', encode(sha256(key::bytea), 'hex'), account_id, bench.own(8, k) from bench.keys;

insert into linked_accounts (account_id, id, integration, label, settings, state)
select id, bench.own(6, k * 10 + i), (array['google-ads','hubspot','webhook'])[i], 'Linked account ' || i, '{}', 'ACTIVE'
from bench.accounts, generate_series(1, 3) i;
`;

/** Three rules about ended calls: one tags, one does not match the calls the ingest bench ends, one delivers. */
const automations = `
create table bench.rules as
select a.id as account_id, bench.own(7, a.k * 10 + r.r) as id, r.name, r.filter, r.actions
from bench.accounts a, lateral (values
  (1, 'Tag long talks', '{"answered":{"eq":true},"talkSeconds":{"gte":60}}'::jsonb, jsonb_build_array(
    jsonb_build_object('kind', 'addTag', 'tagId', bench.own(5, a.k * 100 + 1)),
    jsonb_build_object('kind', 'setLeadStatus', 'leadStatus', 'QUALIFIED'))),
  (2, 'Call back who was missed', '{"any":[{"outcome":{"eq":"MISSED"}},{"outcome":{"eq":"ABANDONED"}}]}', jsonb_build_array(
    jsonb_build_object('kind', 'addTag', 'tagId', bench.own(5, a.k * 100 + 2)))),
  (3, 'Send qualified calls on', '{"answered":{"eq":true},"durationSeconds":{"gte":30}}', jsonb_build_array(
    jsonb_build_object('kind', 'deliver', 'linkedAccountId', bench.own(6, a.k * 10 + 3), 'integration', 'webhook',
      'action', 'send-call', 'settings', '{}'::jsonb)))
) r (r, name, filter, actions);
insert into automations (account_id, id, name, enabled, version) select account_id, id, name, true, 1 from bench.rules;
insert into automation_versions (account_id, automation_id, version, trigger, filter, actions)
select account_id, id, 1, 'CALL_ENDED', filter, actions from bench.rules;
`;

/** What chance says about each call; the n-th call is the n-th in time. */
const draws = `
create unlogged table bench.draws as
with drawn as (
  select n::bigint as n, starts + interval '365 days' * ((n - 1)::float8 / calls) as started_at, calls, bench.chance(n, 2) as kind,
    width_bucket(bench.chance(n, 1), (select array_agg(upto order by k) from bench.accounts)) + 1 as k
  from bench.size, generate_series(1, calls) n
)
select d.n, d.k, d.kind, d.started_at, c.account_id, c.id as company_id, bench.uid(10, d.n, d.started_at) as id,
  c.n * 100 + case when kind < 0.15 then 1 + d.n % 2 when kind < 0.55 then 3 + d.n % 4 else 7 + d.n % 2 end as tracker,
  case when kind >= 0.55 then 1 + (d.n / 7) % 6 else 1 end as s,
  c.n * 10000000::bigint as callers_from,
  case when bench.chance(d.n, 5) < 0.04 then null else floor(bench.chance(d.n, 6) * a.share * calls / a.companies * 0.42)::int end as caller,
  case when bench.chance(d.n, 7) < 0.68 then 'ANSWERED' when bench.chance(d.n, 7) < 0.85 then 'MISSED'
    when bench.chance(d.n, 7) < 0.93 then 'VOICEMAIL' else 'ABANDONED' end as outcome,
  3 + floor(bench.chance(d.n, 8) * 22)::int as ring,
  1 + floor(-ln(1 - bench.chance(d.n, 9)) * 150)::int as talk,
  width_bucket(bench.chance(d.n, 11), array[0.2, 0.55, 0.8, 0.95]) as tags,
  width_bucket(bench.chance(d.n, 12), array[0.6, 0.9]) as deliveries
from drawn d
join bench.accounts a on a.k = d.k
join bench.companies c on c.k = d.k and c.j = 1 + floor(bench.chance(d.n, 3) * a.companies)::int
order by d.n;
analyze bench.draws;
`;

const sessions = `
insert into web_sessions (account_id, id, company_id, visitor_id, started_at, last_seen_at, landing_page, referrer, source,
  medium, campaign, keyword, gclid, ga_client_id, user_agent, consent_ad_user_data, consent_ad_personalization, consent_analytics)
select account_id, bench.uid(11, n, started_at), company_id, bench.uid(12, n, started_at), started_at - interval '4 minutes', started_at,
  'https://www.company.example/' || bench.pick(n, 21, '{implants,whitening,emergency,prices,contact,about}') || '?utm_campaign=' || n % 40,
  'https://www.google.com/', 'google', bench.pick(n, 22, '{cpc,cpc,cpc,organic}'), 'campaign-' || n % 40,
  bench.pick(n, 23, '{dentist near me,emergency dentist,tooth pain,implant cost}'), md5('g' || n) || md5('c' || n),
  n || '.' || n * 7, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'GRANTED', 'GRANTED', 'GRANTED'
from bench.draws where kind >= 0.55 and n % 10 < 8 order by n;
`;

/**
 * Filled as real calls are: 1.5 tags on average, a recording and a note here and there, whole facts and evidence.
 * Hash joins keep the order of the draws, so the rows lie as time put them there, without sorting them.
 */
const calls = `
insert into calls (account_id, id, company_id, carrier, call_key, version, direction, status, outcome, started_at, answered_at,
  ended_at, ring_seconds, talk_seconds, duration_seconds, caller_id, caller_number, withheld, caller_name, first_time, country,
  region, city, number_id, tracking_number, tracker_id, destination, source, medium, campaign, keyword, landing_page, referrer,
  gclid, click_at, confidence, evidence, session_id, facts, rule_effects, recording_url, tag_ids, lead_status, value_micros,
  value_currency, note, created_at)
select d.account_id, d.id, d.company_id, 'twilio', 'CA' || md5(d.n::text), 4, 'INBOUND', 'ENDED', d.outcome, d.started_at, x.answered_at,
  x.ended_at, d.ring, x.talk, d.ring + x.talk, case when caller is not null then bench.own(13, callers_from + caller) end, x.caller_number,
  case when caller is null then 'ANONYMOUS' end, case when d.n % 3 = 0 and caller is not null then 'CALLER ' || caller end,
  bench.chance(d.n, 31) < 0.42, 'US', x.region, x.city, m.id, m.number, m.tracker_id, '+12125550100',
  coalesce(v.source, t.source), coalesce(v.medium, t.medium), v.campaign, v.keyword, v.landing_page, v.referrer, v.gclid,
  v.started_at, x.confidence, jsonb_build_object('reason', x.why, 'candidates', '[]'::jsonb, 'evidence', jsonb_build_array(
    jsonb_build_object('kind', case when v.id is null then 'TRACKER' else 'LEASE' end, 'text', x.why, 'sessionId', v.id,
      'shownAt', v.started_at, 'expiresAt', v.last_seen_at + interval '30 minutes'))),
  v.id, jsonb_build_object('startedAt', d.started_at, 'endedAt', x.ended_at, 'endReason', 'COMPLETED', 'totalSeconds', d.ring + x.talk,
    'started', true, 'recordings', '[]'::jsonb, 'parties', jsonb_build_object('direction', 'INBOUND', 'from', x.caller_number,
      'withheld', null, 'to', m.number, 'callerName', null, 'geography', jsonb_build_object('country', 'US', 'region', x.region, 'city', x.city)),
    'dial', jsonb_build_object('endReason', x.reason, 'talkSeconds', x.talk), 'legs', jsonb_build_array(jsonb_build_object(
      'key', 'CA' || md5('leg' || d.n), 'destination', '+12125550100', 'ringAt', d.started_at, 'answerAt', x.answered_at,
      'endAt', x.ended_at, 'endReason', x.reason, 'seconds', x.talk))),
  jsonb_build_object('addedTagIds', '[]'::jsonb, 'leadStatus', null, 'value', null),
  case when x.talk > 0 and d.n % 5 < 3 then 'https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Recordings/RE' || md5('r' || d.n) end,
  (select coalesce(array_agg(bench.own(5, d.k * 100 + 1 + (d.n * 5 + i * 7) % 12)), '{}') from generate_series(1, d.tags) i),
  bench.pick(d.n, 32, '{NEW,NEW,NEW,QUALIFIED,QUALIFIED,UNQUALIFIED,WON,LOST}'),
  case when d.n % 8 = 0 then (20 + d.n % 400) * 1000000 end, case when d.n % 8 = 0 then 'USD' end,
  case when d.n % 20 = 0 then 'Asked for an appointment next week and wants to be called back in the afternoon.' end, d.started_at
from bench.draws d
join bench.trackers t on t.n = d.tracker
join bench.numbers m on m.tracker = d.tracker and m.s = d.s
left join web_sessions v on v.account_id = d.account_id and d.kind >= 0.55 and d.n % 10 < 8 and v.id = bench.uid(11, d.n, d.started_at)
cross join lateral (select
  case when d.outcome = 'ANSWERED' then d.started_at + make_interval(secs => d.ring) end as answered_at,
  d.started_at + make_interval(secs => d.ring + case when d.outcome = 'ANSWERED' then d.talk else 0 end) as ended_at,
  case when d.outcome = 'ANSWERED' then d.talk else 0 end as talk,
  case when d.outcome = 'ANSWERED' then 'COMPLETED' when d.outcome = 'ABANDONED' then 'CANCELED' else 'NO_ANSWER' end as reason,
  case when d.caller is not null then '+1' || 200 + d.caller / 10000 || '555' || lpad((d.caller % 10000)::text, 4, '0') end as caller_number,
  bench.pick(d.n, 33, '{NY,NY,NJ,CT,PA}') as region, bench.pick(d.n, 34, '{NEW YORK,BROOKLYN,NEWARK,STAMFORD,PHILADELPHIA,HOBOKEN}') as city,
  case when v.id is not null then 'EXACT' when t.kind <> 'VISITOR' then 'TRACKER' else 'NONE' end as confidence,
  case when v.id is not null then 'Exactly one visitor could have dialled this number at that time.'
    else 'The number stands for one source alone, so everybody who dials it saw it there.' end as why) x;
insert into callers (account_id, id, company_id, number, country, region, city, first_call_at, last_call_at, call_count)
select account_id, caller_id, company_id, caller_number, 'US', min(region), min(city), min(started_at), max(started_at), count(*)
from calls where caller_id is not null group by 1, 2, 3, 4;
`;

/** Half a delivery a call. The frozen call is the row itself, which has about the size of a real snapshot. */
const deliveries = `
insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key, settings, snapshot,
  automation_id, automation_version, state, reason, vendor_id, vendor_url, attempt_count, due_at, created_at, changed_at)
select d.account_id, d.company_id, bench.uid(14, d.n * 10 + i, c.ended_at), d.id, bench.own(6, d.k * 10 + x.which),
  (array['google-ads','hubspot','webhook'])[x.which], (array['upload-conversion','log-call','send-call'])[x.which], '', 1,
  'rp_' || md5('d' || d.n || i), '{}', to_jsonb(c) - '{facts,evidence,rule_effects,account_id,gbraid,wbraid,msclkid,fbclid}'::text[],
  bench.own(7, d.k * 10 + 3), 1, x.state, case when x.state = 'SKIPPED' then 'The call has no click id.'
    when x.state = 'REJECTED' then 'The vendor says the property hs_call_status is unknown.' end,
  case when x.state in ('ACCEPTED', 'CONFIRMED') then (1000000 + d.n)::text end,
  case when x.state in ('ACCEPTED', 'CONFIRMED') then 'https://app.vendor.example/records/' || 1000000 + d.n end,
  1, c.ended_at, c.ended_at, c.ended_at + interval '2 seconds'
from bench.draws d
join calls c on c.account_id = d.account_id and c.id = d.id
cross join generate_series(1, d.deliveries) i
cross join lateral (select 1 + ((d.n + i) % 3)::int as which,
  bench.pick(d.n * 10 + i, 41, '{CONFIRMED,CONFIRMED,CONFIRMED,CONFIRMED,CONFIRMED,CONFIRMED,ACCEPTED,ACCEPTED,SKIPPED,REJECTED}') as state) x;
drop table bench.draws;
`;

/** In order. Foreign keys hold by construction, so their triggers are left out. */
export const dataSteps: readonly (readonly [name: string, sql: string])[] = [
  ['helpers', helpers],
  ['accounts', accounts],
  ['automations', automations],
  ['draws', draws],
  ['sessions', sessions],
  ['calls', calls],
  ['deliveries', deliveries],
];
