import { callers, calls, carrierEvents, webSessions } from '../../schema/index.ts';
import type { Call, Caller, Visit } from '../calls/call.ts';
import type { Statement } from '../db.ts';
import type { KnownDelivery } from '../delivery/plan.ts';
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
  readonly leases: readonly {
    readonly numberId: string;
    readonly shownAt: string;
    readonly expiresAt: string;
    readonly visit: Visit;
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
  readonly callers: readonly { readonly companyId: string; readonly number: string }[];
}

/**
 * One statement for everything, one row back. Runs after the locks were taken, as a statement of its own,
 * so that it sees what the holder before us committed.
 *
 * Every table is asked key by key (`offset 0` keeps the planner from joining in another way): a plan is
 * kept for long, and one made while a table was small would read all of an account's rows later on. Rows
 * travel whole, as JSON, because setting up a plan costs more than running it and grows with its columns.
 */
const text = `
with known as materialized (
  select c.* from unnest($3::text[]) w (call_key) cross join lateral (
    select c.id, c.caller_id, c.session_id, to_json(c) as row from calls c
    where c.account_id = $1 and c.carrier = $2 and c.call_key = w.call_key offset 0) c
)
select
  (select a.setup_version from accounts a where a.id = $1) as setup_version,
  (select json_agg(k.row) from known k) as calls,
  (select json_agg(w.event_key) from unnest($4::text[]) w (event_key) where exists (
    select from carrier_events e
    where e.account_id = $1 and e.carrier = $2 and e.event_key = w.event_key and e.state <> 'FAILED' offset 0)) as seen,
  (select json_agg(e.row) from unnest($3::text[]) w (call_key) cross join lateral (
    select e as row from carrier_events e
    where e.account_id = $1 and e.carrier = $2 and e.call_key = w.call_key and e.state in ('UNMATCHED', 'FAILED') offset 0) e) as waiting,
  (select json_agg((select r from callers r
    where r.account_id = $1 and r.company_id = w.company_id and r.number = w.number))
    from unnest($8::uuid[], $9::text[]) w (company_id, number)) as callers,
  (select json_agg((select r from callers r where r.account_id = $1 and r.id = k.caller_id)) from known k) as known_callers,
  (select json_agg(l.row) from unnest($5::uuid[]) w (number_id) cross join lateral (
    select json_build_object('number_id', l.number_id, 'shown_at', l.shown_at, 'expires_at', l.expires_at,
      'session', (select s from web_sessions s where s.account_id = $1 and s.id = l.session_id)) as row
    from leases l where l.account_id = $1 and l.number_id = w.number_id
      and l.expires_at >= $6::timestamptz and l.shown_at <= $7::timestamptz order by l.shown_at offset 0) l) as leases,
  (select json_agg((select s from web_sessions s where s.account_id = $1 and s.id = k.session_id)) from known k) as visits,
  (select json_agg(d.row) from known k cross join lateral (
    select json_build_object('id', d.id, 'callId', d.call_id, 'connectionId', d.connection_id,
      'action', d.action, 'target', d.target, 'revision', d.revision, 'key', d.key, 'state', d.state,
      'automationId', d.automation_id, 'vendorId', d.vendor_id) as row
    from deliveries d where d.account_id = $1 and d.call_id = k.id offset 0) d) as deliveries`;

export const loadStatement = (wanted: Wanted): Statement => ({
  text,
  params: [
    wanted.accountId,
    wanted.carrier,
    wanted.callKeys,
    wanted.eventKeys,
    wanted.numberIds,
    wanted.from,
    wanted.to,
    wanted.callers.map((caller) => caller.companyId),
    wanted.callers.map((caller) => caller.number),
  ],
});

type Json = Readonly<Record<string, unknown>>;

/** The row `loadStatement` answers, in our own types. */
export const knownOf = (row: Json): Known => {
  // A list without rows comes as null, as does a row that was looked for in vain.
  const list = (name: string): readonly Json[] =>
    ((row[name] ?? []) as readonly (Json | null)[]).filter((item) => item !== null);
  return {
    setupVersion: row['setup_version'] as number,
    calls: list('calls').map((item) => fromJson(calls, item)),
    seen: new Set(row['seen'] as readonly string[] | null),
    waiting: list('waiting').map((item) => fromJson(carrierEvents, item)),
    callers: [...list('callers'), ...list('known_callers')].map((item) => fromJson(callers, item)),
    leases: list('leases').map((item) => ({
      numberId: item['number_id'] as string,
      shownAt: new Date(item['shown_at'] as string).toISOString(),
      expiresAt: new Date(item['expires_at'] as string).toISOString(),
      visit: fromJson(webSessions, item['session'] as Json),
    })),
    visits: list('visits').map((item) => fromJson(webSessions, item)),
    deliveries: list('deliveries') as unknown as Known['deliveries'],
  };
};
