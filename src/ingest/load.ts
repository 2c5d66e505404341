import { callers, calls, carrierEvents, webSessions } from '../../schema/index.ts';
import type { Call, Visit } from '../calls/call.ts';
import type { Statement } from '../db.ts';
import type { KnownDelivery } from '../delivery/plan.ts';
import { fromJson, type JsonRow } from '../storage/json-rows.ts';

export type CallerRow = JsonRow<typeof callers>;
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
 */
const text = `
with known as materialized (
  select c.* from calls c where c.account_id = $1 and c.carrier = $2 and c.call_key = any($3::text[])
), held as materialized (
  select l.number_id, l.shown_at, l.expires_at, l.session_id from leases l
  where l.account_id = $1 and l.number_id = any($5::uuid[]) and l.expires_at >= $6::timestamptz and l.shown_at <= $7::timestamptz
)
select
  (select a.setup_version from accounts a where a.id = $1) as setup_version,
  (select coalesce(jsonb_agg(to_jsonb(k)), '[]') from known k) as calls,
  (select coalesce(jsonb_agg(e.event_key), '[]') from carrier_events e
    where e.account_id = $1 and e.carrier = $2 and e.event_key = any($4::text[]) and e.state <> 'FAILED') as seen,
  (select coalesce(jsonb_agg(to_jsonb(e)), '[]') from carrier_events e
    where e.account_id = $1 and e.carrier = $2 and e.call_key = any($3::text[]) and e.state in ('UNMATCHED', 'FAILED')) as waiting,
  (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from callers r
    where r.account_id = $1 and ((r.company_id, r.number) in (select * from unnest($8::uuid[], $9::text[]))
      or r.id in (select k.caller_id from known k))) as callers,
  (select coalesce(jsonb_agg(jsonb_build_object('number_id', h.number_id, 'shown_at', h.shown_at,
      'expires_at', h.expires_at, 'session', to_jsonb(s)) order by h.shown_at), '[]')
    from held h join web_sessions s on s.account_id = $1 and s.id = h.session_id) as leases,
  (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from web_sessions s
    where s.account_id = $1 and s.id in (select k.session_id from known k)) as visits,
  (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'callId', d.call_id, 'connectionId', d.connection_id,
      'action', d.action, 'target', d.target, 'revision', d.revision, 'key', d.key, 'state', d.state,
      'automationId', d.automation_id, 'vendorId', d.vendor_id)), '[]')
    from deliveries d where d.account_id = $1 and d.call_id in (select k.id from known k)) as deliveries`;

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
  const list = (name: string): readonly Json[] => row[name] as readonly Json[];
  return {
    setupVersion: row['setup_version'] as number,
    calls: list('calls').map((item) => fromJson(calls, item)),
    seen: new Set(row['seen'] as readonly string[]),
    waiting: list('waiting').map((item) => fromJson(carrierEvents, item)),
    callers: list('callers').map((item) => fromJson(callers, item)),
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
