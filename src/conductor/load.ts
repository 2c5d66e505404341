import { callers, calls, carrierEvents, type Touch, webSessions } from '../../schema/index.ts';
import type { HeldLease, StoredEvidence } from '../attribution/evidence.ts';
import { mostLeases } from '../attribution/limits.ts';
import type { Call, Caller, Visit } from '../calls/call.ts';
import type { Statement } from '../db.ts';
import type { KnownDelivery } from '../delivery/slots.ts';
import { fromJson, type JsonRow } from '../storage/json-rows.ts';

export type CallerRow = Caller;
export type EventRow = JsonRow<typeof carrierEvents>;

/** What the conductor must know before it judges the calls of one account. */
export interface Known {
  readonly setupVersion: number;
  readonly calls: readonly Call[];
  /** Event keys that are already stored and part of a call. */
  readonly seen: ReadonlySet<string>;
  /** Callbacks that came before their call did. */
  readonly waiting: readonly EventRow[];
  readonly callers: readonly CallerRow[];
  /** The latest of each number. */
  readonly leases: readonly (HeldLease & { readonly numberId: string })[];
  /** Callers who dial a number they dialled before, and the visit that was credited then. */
  readonly redials: readonly {
    readonly accountId: string;
    readonly number: string;
    readonly numberId: string;
    readonly visit: Visit | null;
    readonly evidence: StoredEvidence | null;
  }[];
  readonly visits: readonly Visit[];
  readonly deliveries: readonly (KnownDelivery & { readonly callId: string })[];
}

export interface Wanted {
  readonly accountId: string;
  readonly carrier: string;
  readonly callKeys: readonly string[];
  readonly eventKeys: readonly string[];
  /** Dialled numbers of starting calls, and the span of time their leases may touch. */
  readonly numberIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly callers: readonly {
    readonly companyId: string;
    readonly number: string;
    /** Which it dialled. */
    readonly numberId: string;
  }[];
}

/**
 * One statement for everything of every account, one row back. Runs after the locks were taken, as a
 * statement of its own, so that it sees what the holder before us committed.
 *
 * Every table is asked key by key (`offset 0` keeps the planner from joining in another way): a plan is
 * kept for long, and one made while a table was small would read all of an account's rows later on. Events
 * are asked for in the order of their key, which only the primary key has: by any other index all of an
 * account's would be read. Rows
 * travel whole, as JSON, because setting up a plan costs more than running it and grows with its columns.
 */
const text = `
with known as materialized (
  select c.* from unnest($2::uuid[], $3::text[], $4::text[]) w (account_id, carrier, call_key) cross join lateral (
    select c.account_id, c.id, c.caller_id, c.session_id, to_json(c) as row from calls c
    where c.account_id = w.account_id and c.carrier = w.carrier and c.call_key = w.call_key offset 0) c
)
select
  (select json_object_agg(a.id, a.setup_version) from unnest($1::uuid[]) w (id) cross join lateral (
    select a.id, a.setup_version from accounts a where a.id = w.id offset 0) a) as setup_versions,
  (select json_agg(k.row) from known k) as calls,
  (select json_agg(w.n) from unnest($5::uuid[], $6::text[], $7::text[]) with ordinality w (account_id, carrier, event_key, n)
    cross join lateral (select e.event_key, e.state from carrier_events e where e.account_id = w.account_id
      and e.carrier = w.carrier and e.event_key >= w.event_key order by e.event_key limit 1) e
    where e.event_key = w.event_key and e.state <> 'FAILED') as seen,
  (select json_agg(e.row) from unnest($2::uuid[], $3::text[], $4::text[]) w (account_id, carrier, call_key) cross join lateral (
    select e as row from carrier_events e where e.account_id = w.account_id and e.carrier = w.carrier
      and e.call_key = w.call_key and e.state in ('UNMATCHED', 'FAILED') offset 0) e) as waiting,
  (select json_agg((select r from callers r
    where r.account_id = w.account_id and r.company_id = w.company_id and r.number = w.number))
    from unnest($12::uuid[], $13::uuid[], $14::text[]) w (account_id, company_id, number)) as callers,
  (select json_agg((select r from callers r where r.account_id = k.account_id and r.id = k.caller_id)) from known k) as known_callers,
  (select json_agg(l.row) from unnest($8::uuid[], $9::uuid[], $10::text[], $11::text[])
    w (account_id, number_id, since, upto) cross join lateral (
    select json_build_object('number_id', l.number_id, 'shown_at', l.shown_at, 'expires_at', l.expires_at, 'overflow', l.overflow,
      'visitor', (select json_build_object('phone', v.phone, 'first_touch', v.first_touch) from web_sessions s
        join visitors v on v.account_id = s.account_id and v.id = s.visitor_id
        where s.account_id = l.account_id and s.id = l.session_id),
      'session', (select s from web_sessions s where s.account_id = l.account_id and s.id = l.session_id)) as row
    from leases l where l.account_id = w.account_id and l.number_id = w.number_id
      and l.expires_at >= w.since::timestamptz and l.shown_at <= w.upto::timestamptz
    order by l.expires_at desc limit ${mostLeases}) l) as leases,
  (select json_agg(c.row) from unnest($12::uuid[], $13::uuid[], $14::text[], $15::uuid[])
    w (account_id, company_id, number, number_id) cross join lateral (
    select json_build_object('account_id', w.account_id, 'number', w.number, 'number_id', w.number_id, 'evidence', c.evidence, 'session',
      (select s from web_sessions s where s.account_id = c.account_id and s.id = c.session_id and c.confidence = 'EXACT')) as row
    from calls c where c.account_id = w.account_id and c.caller_id = (select r.id from callers r
      where r.account_id = w.account_id and r.company_id = w.company_id and r.number = w.number)
      and c.number_id = w.number_id order by (c.confidence = 'EXACT') desc, c.started_at desc limit 1) c) as redials,
  (select json_agg((select s from web_sessions s where s.account_id = k.account_id and s.id = k.session_id)) from known k) as visits,
  (select json_agg(d.row) from known k cross join lateral (
    select json_build_object('id', d.id, 'callId', d.call_id, 'linkedAccountId', d.linked_account_id,
      'integration', d.integration, 'action', d.action, 'target', d.target, 'revision', d.revision, 'key', d.key,
      'state', d.state, 'intent', d.intent, 'uncertain', d.uncertain, 'reason', d.reason, 'settings', d.settings,
      'snapshot', case when d.state not in ('SUPERSEDED', 'SKIPPED') then d.snapshot end,
      'automationId', d.automation_id, 'automationVersion', d.automation_version, 'vendorId', d.vendor_id) as row
    from deliveries d where d.account_id = k.account_id and d.call_id = k.id offset 0) d) as deliveries`;

/** `wanted` has one entry for each account and carrier. */
export const loadStatement = (wanted: readonly Wanted[]): Statement => {
  const calls = wanted.flatMap((part) => part.callKeys.map((key) => ({ ...part, key })));
  const events = wanted.flatMap((part) => part.eventKeys.map((key) => ({ ...part, key })));
  const numbers = wanted.flatMap((part) => part.numberIds.map((id) => ({ ...part, id })));
  const parties = wanted.flatMap(({ accountId, callers: all }) => all.map((one) => ({ ...one, accountId })));
  const accountOf = ({ accountId }: { readonly accountId: string }): string => accountId;
  return {
    text,
    params: [
      [...new Set(wanted.map(accountOf))],
      calls.map(accountOf),
      calls.map((call) => call.carrier),
      calls.map((call) => call.key),
      events.map(accountOf),
      events.map((event) => event.carrier),
      events.map((event) => event.key),
      numbers.map(accountOf),
      numbers.map((number) => number.id),
      numbers.map((number) => number.from),
      numbers.map((number) => number.to),
      parties.map(accountOf),
      parties.map((party) => party.companyId),
      parties.map((party) => party.number),
      parties.map((party) => party.numberId),
    ],
  };
};

type Json = Readonly<Record<string, unknown>>;

/** The row `loadStatement` answers, in our own types: one picture for each entry of `wanted`. */
export const knownOf = (row: Json, wanted: readonly Wanted[]): readonly Known[] => {
  // A list without rows comes as null, as does a row that was looked for in vain.
  const list = (name: string): readonly Json[] =>
    ((row[name] ?? []) as readonly (Json | null)[]).filter((item) => item !== null);
  const versions = (row['setup_versions'] ?? {}) as Readonly<Record<string, number>>;
  // Their places in the list that was asked for, counted from one.
  const seen = new Set(row['seen'] as readonly number[] | null);
  const all = {
    calls: list('calls').map((item) => fromJson(calls, item)),
    waiting: list('waiting').map((item) => fromJson(carrierEvents, item)),
    callers: [...list('callers'), ...list('known_callers')].map((item) => fromJson(callers, item)),
    leases: list('leases').map((item) => ({
      numberId: item['number_id'] as string,
      shownAt: new Date(item['shown_at'] as string).toISOString(),
      expiresAt: new Date(item['expires_at'] as string).toISOString(),
      overflow: item['overflow'] === true,
      visit: fromJson(webSessions, item['session'] as Json),
      phone: (item['visitor'] as { phone: string | null } | null)?.phone ?? null,
      firstTouch: (item['visitor'] as { first_touch: Touch } | null)?.first_touch ?? null,
    })),
    redials: list('redials').map((item) => ({
      accountId: item['account_id'] as string,
      number: item['number'] as string,
      numberId: item['number_id'] as string,
      visit: item['session'] ? fromJson(webSessions, item['session'] as Json) : null,
      evidence: item['evidence'] as StoredEvidence | null,
    })),
    visits: list('visits').map((item) => fromJson(webSessions, item)),
    deliveries: list('deliveries') as unknown as Known['deliveries'],
  };
  let before = 0;
  return wanted.map(({ accountId, carrier, eventKeys }) => {
    const first = before + 1;
    before += eventKeys.length;
    const own = ({ accountId: owner }: { readonly accountId: string }): boolean => owner === accountId;
    const mine = all.calls.filter((call) => own(call) && call.carrier === carrier);
    return {
      setupVersion: versions[accountId] as number,
      calls: mine,
      seen: new Set(eventKeys.filter((_, at) => seen.has(first + at))),
      waiting: all.waiting.filter((item) => own(item) && item.carrier === carrier),
      callers: all.callers.filter(own),
      leases: all.leases.filter(({ visit }) => own(visit)),
      redials: all.redials.filter(own),
      visits: all.visits.filter(own),
      deliveries: all.deliveries.filter(({ callId }) => mine.some((call) => call.id === callId)),
    };
  });
};
