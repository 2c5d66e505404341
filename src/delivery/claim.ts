import type { Statement } from '../db.ts';
import type { Delivery } from './slots.ts';
import { comingFrom, unsent } from './states.ts';
import type { DeliveryTuning } from './tuning.ts';

/** `o` is another revision of `d`: the same record at the vendor. */
const sameSlot = `o.account_id = d.account_id and o.call_id = d.call_id and o.linked_account_id = d.linked_account_id
    and o.action = d.action and o.target = d.target`;

/** A newer revision is on its way or there. One that was skipped sends nothing, so it overtakes nothing. */
export const overtaken = `exists (select from deliveries o where ${sameSlot}
    and o.revision > d.revision and o.state <> 'SKIPPED')`;

const replaced = 'A newer version took its place.';
const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/**
 * The tries of `d` before this one, since the last that said nothing to the vendor: what puts a delivery back
 * in the queue leaves such an entry in its log. Null for a first try.
 */
const tried = `case when d.attempt_count > 1 then (select json_build_object('count', count(*), 'since', min(a.at)) from attempts a
    where a.account_id = d.account_id and a.delivery_id = d.id and a.number > coalesce((select max(e.number) from attempts e
      where e.account_id = d.account_id and e.delivery_id = d.id and jsonb_array_length(e.exchanges) = 0), 0)) end`;

/** What the vendor was told by `o` was not taken back since. */
const notTakenBack = `not exists (select from deliveries x where x.account_id = o.account_id and x.call_id = o.call_id
    and x.linked_account_id = o.linked_account_id and x.action = o.action and x.target = o.target
    and x.revision >= o.revision and x.state = 'RETRACTED')`;

/** What sending needs of a row: its columns one by one, because a row made into JSON whole costs PostgreSQL twice as much. */
const columns = {
  id: 'id',
  linkedAccountId: 'linked_account_id',
  integration: 'integration',
  action: 'action',
  intent: 'intent',
  key: 'key',
  revision: 'revision',
  settings: 'settings',
  snapshot: 'snapshot',
  uncertain: 'uncertain',
  attemptCount: 'attempt_count',
} as const satisfies Partial<Record<keyof Delivery, string>>;

const listOf = (alias: string): string =>
  Object.entries(columns)
    .map(([key, column]) => `${alias}.${column} as "${key}"`)
    .join(', ');

/**
 * Takes deliveries for sending, in one statement: of two workers one gets each. Left alone are those not
 * due, those another worker holds, those of linked accounts that are to be left alone, and those that another
 * revision is on its way for or has overtaken: a late retry must never overwrite a newer value. An older
 * revision that is not settled, or was left in SENDING by a dead worker, is given up for the newer one, which
 * then is uncertain in its place where the older got no answer.
 *
 * Of a linked account that is paused nothing is taken, and says so; once the pause is over, one delivery is, to
 * see whether the vendor is back. `paused_until` moves on with it, so no second worker tries at the same time.
 *
 * Most deliveries have no other revision. `ready` finds that out once, and all that is only about others
 * is then passed over.
 */
const text = `
with ready as (
  select d.account_id, d.id, d.call_id, d.linked_account_id, d.action, d.target, d.revision, d.state, d.due_at, others.older, others.several
  from deliveries d cross join lateral (
    select count(*) > 0 as several, coalesce(bool_or(o.revision < d.revision), false) as older,
      bool_or(o.revision > d.revision and o.state <> 'SKIPPED') is true as overtaken,
      bool_or(o.revision < d.revision and o.state = 'SENDING'
        and o.changed_at >= now() - make_interval(secs => $4::float8)) is true as held_up
    from deliveries o where ${sameSlot} and o.revision <> d.revision
  ) others
  where d.account_id = $1 and d.id = any($2::uuid[]) and d.linked_account_id <> all($5::uuid[])
    and (d.state = any($3::text[]) and d.state <> 'SENDING'
      or d.state = 'SENDING' and d.changed_at < now() - make_interval(secs => $4::float8))
    and d.due_at <= now() + interval '1 second' and not others.overtaken and not others.held_up
  for update of d skip locked
), met as (
  select c.id, c.failures >= $6 as shut, c.failures > 0 or c.told_at is not null as troubled
  from linked_accounts c where c.account_id = $1 and c.id in (select r.linked_account_id from ready r)
), probing as (
  update linked_accounts c set paused_until = now() + make_interval(secs => $7::float8)
  from met where c.account_id = $1 and c.id = met.id and met.shut
    and c.failures >= $6 and (c.paused_until is null or c.paused_until <= now())
  returning c.id
), mine as (
  select r.*, met.troubled, false as probe from ready r join met on met.id = r.linked_account_id where not met.shut
  union all
  select * from (select distinct on (r.linked_account_id) r.*, true as troubled, true as probe
    from ready r join probing p on p.id = r.linked_account_id order by r.linked_account_id, r.due_at, r.id) first
), told_to_wait as (
  update deliveries d set reason = 'Waiting: the linked account is paused, because the vendor does not answer.', changed_at = now()
  from ready r join met on met.id = r.linked_account_id
  where d.account_id = $1 and d.id = r.id and met.shut and d.state in ('PENDING', 'RETRYING') and d.intent = 'SEND'
    and not exists (select from mine m where m.id = d.id)
    and d.reason is distinct from 'Waiting: the linked account is paused, because the vendor does not answer.'
), given_up as (
  update deliveries o set state = 'SUPERSEDED', changed_at = now(), reason = case when o.state in ('UNKNOWN', 'SENDING')
    then 'It got no answer; a newer version takes its place.' else '${replaced}' end
  from mine d where d.older and ${sameSlot} and o.revision < d.revision
    and (o.state in ('UNKNOWN', ${listed(unsent)}) or o.state = 'SENDING' and o.changed_at < now() - make_interval(secs => $4::float8))
  returning o.id, o.company_id, o.call_id, o.reason
), told as (
  insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
  select $1::uuid, g.company_id, 'DELIVERY_CHANGED', g.call_id, g.id, jsonb_build_object('text', g.reason, 'state', 'SUPERSEDED') from given_up g
)
update deliveries d
set state = 'SENDING', attempt_count = d.attempt_count + 1, changed_at = now(),
  uncertain = d.uncertain or mine.state in ('UNKNOWN', 'SENDING')
    or mine.older and exists (select from deliveries o where ${sameSlot} and o.revision < d.revision and (o.uncertain or o.state in ('UNKNOWN', 'SENDING')))
from mine where d.account_id = $1 and d.id = mine.id
returning ${listOf('d')}, ${tried} as tried, mine.troubled, mine.probe,
  case when mine.several then (select o.vendor_id from deliveries o
    where ${sameSlot} and o.vendor_id is not null and ${notTakenBack} order by o.revision desc limit 1) else d.vendor_id end as earlier_vendor_id,
  mine.older and exists (select from deliveries o where ${sameSlot} and o.revision < d.revision and o.intent = 'SEND'
    and (o.state in ('ACCEPTED', 'CONFIRMED', 'UNKNOWN', 'SENDING') or o.uncertain) and ${notTakenBack}) as held`;

/**
 * Those of these deliveries that still have to be sent, but not now, and the seconds until their next turn.
 * One that was overtaken has none: it may have come back from a try, or from being accepted, when nobody saw
 * the newer revision yet.
 */
export const waitingStatement = (
  accountId: string,
  ids: readonly string[],
  { failuresToPause, again }: DeliveryTuning,
): Statement => ({
  text: `with late as (
      update deliveries d set state = 'SUPERSEDED', reason = '${replaced}', changed_at = now()
      where d.account_id = $1 and d.id = any($2::uuid[]) and d.state in (${listed(unsent)}) and ${overtaken}
      returning d.id, d.company_id, d.call_id
    ), told as (
      insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
      select $1::uuid, l.company_id, 'DELIVERY_CHANGED', l.call_id, l.id, jsonb_build_object('text', '${replaced}', 'state', 'SUPERSEDED')
      from late l
    )
    select d.id, d.linked_account_id, d.integration, d.action, c.failures >= $3 as shut,
      greatest($4::float8, extract(epoch from d.due_at - now()),
        case when c.failures >= $3 then extract(epoch from c.paused_until - now()) end)::float8 as wait
    from deliveries d join linked_accounts c on c.account_id = d.account_id and c.id = d.linked_account_id
    where d.account_id = $1 and d.id = any($2::uuid[])
      and d.state in ('PENDING', 'RETRYING', 'NEEDS_RECONNECT', 'UNKNOWN', 'SENDING')
      and (d.state <> 'NEEDS_RECONNECT' or c.state = 'ACTIVE') and not ${overtaken}`,
  params: [accountId, ids, failuresToPause, again],
});

/** `resting`: linked accounts that get nothing now. */
export const claimStatement = (
  accountId: string,
  ids: readonly string[],
  resting: readonly string[],
  { lostAfter, failuresToPause, probe }: DeliveryTuning,
): Statement => ({
  text,
  params: [accountId, ids, comingFrom('SENDING'), lostAfter, resting, failuresToPause, probe],
});

/** A delivery this worker may send now. */
export interface Claimed {
  readonly delivery: Pick<Delivery, keyof typeof columns>;
  /** Tries in a row before this one, and when the first of them began; null when this is the first. */
  readonly tried: { readonly count: number; readonly since: Date } | null;
  /** What the vendor called an earlier revision. */
  readonly vendorId: string | null;
  /** An earlier revision is at the vendor, or may be. */
  readonly held: boolean;
  /** Its linked account failed before. */
  readonly troubled: boolean;
  /** It is the one try of a paused linked account. */
  readonly probe: boolean;
  /** Its turn comes after what happens now, and so do the next ones. */
  readonly past: boolean;
}

const triedOf = (row: { readonly count: number; readonly since: string | null } | null): Claimed['tried'] =>
  row?.since ? { count: row.count, since: new Date(row.since) } : null;

/** `past`: ids of those that come after what happens now. */
export const claimedOf = (
  rows: readonly Readonly<Record<string, unknown>>[],
  past: ReadonlySet<string>,
): readonly Claimed[] =>
  rows.map((row) => ({
    tried: triedOf(row['tried'] as { readonly count: number; readonly since: string | null } | null),
    delivery: row as unknown as Claimed['delivery'], // `columns` name them as TypeScript does
    vendorId: (row['earlier_vendor_id'] as string | null) ?? null,
    held: row['held'] === true,
    troubled: row['troubled'] === true,
    probe: row['probe'] === true,
    past: past.has(row['id'] as string),
  }));
