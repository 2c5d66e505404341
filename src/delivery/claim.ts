import { deliveries } from '../../schema/index.ts';
import type { Statement } from '../db.ts';
import { fromJson } from '../storage/json-rows.ts';
import type { Delivery } from './plan.ts';
import { comingFrom } from './states.ts';

/** Seconds after which a delivery in SENDING belongs to a worker that died. Longer than any attempt may take. */
export const lostAfterSeconds = 90;

/** `o` is another revision of `d`: the same record at the vendor. */
const sameSlot = `o.account_id = d.account_id and o.call_id = d.call_id and o.connection_id = d.connection_id
    and o.action = d.action and o.target = d.target`;

/** A newer revision is on its way or there. One that was skipped sends nothing, so it overtakes nothing. */
export const overtaken = `exists (select from deliveries o where ${sameSlot}
    and o.revision > d.revision and o.state <> 'SKIPPED')`;

/**
 * Takes deliveries for sending, in one statement: of two workers one gets each. Left alone are those not
 * due, those another worker holds, those of connections that are to be left alone, and those that another
 * revision is on its way for or has overtaken: a late retry must never overwrite a newer value. An older
 * revision without an answer is given up for the newer one, which then is uncertain in its place, as is
 * what a dead worker left in SENDING.
 */
const text = `
with mine as (
  select d.* from deliveries d
  where d.account_id = $1 and d.id = any($2::uuid[]) and d.connection_id <> all($5::uuid[])
    and (d.state = any($3::text[]) and d.state <> 'SENDING'
      or d.state = 'SENDING' and d.changed_at < now() - make_interval(secs => $4::int))
    and d.due_at <= now() + interval '1 second' and not ${overtaken}
    and not exists (select from deliveries o where ${sameSlot} and o.revision < d.revision and o.state = 'SENDING')
  for update skip locked
), given_up as (
  update deliveries o set state = 'SUPERSEDED', reason = 'It got no answer; a newer version takes its place.', changed_at = now()
  from mine d where ${sameSlot} and o.revision < d.revision and o.state = 'UNKNOWN'
  returning o.id, o.call_id, o.reason
), told as (
  insert into changes (account_id, kind, call_id, subject_id, detail)
  select $1::uuid, 'DELIVERY_CHANGED', g.call_id, g.id, jsonb_build_object('text', g.reason, 'state', 'SUPERSEDED') from given_up g
)
update deliveries d
set state = 'SENDING', attempt_count = d.attempt_count + 1, changed_at = now(),
  uncertain = d.uncertain or mine.state in ('UNKNOWN', 'SENDING')
    or exists (select from deliveries o where ${sameSlot} and o.revision < d.revision and o.uncertain)
from mine where d.account_id = $1 and d.id = mine.id
returning to_jsonb(d) as delivery, (select o.vendor_id from deliveries o
  where ${sameSlot} and o.vendor_id is not null order by o.revision desc limit 1) as earlier_vendor_id`;

/** Those of these deliveries that still have to be sent, but not now: their turn must come again. */
export const waitingStatement = (accountId: string, ids: readonly string[]): Statement => ({
  text: `select d.id from deliveries d where d.account_id = $1 and d.id = any($2::uuid[])
    and d.state in ('PENDING', 'RETRYING', 'UNKNOWN', 'SENDING') and not ${overtaken}`,
  params: [accountId, ids],
});

/** `resting`: connections that get nothing now. */
export const claimStatement = (
  accountId: string,
  ids: readonly string[],
  resting: readonly string[],
): Statement => ({
  text,
  params: [accountId, ids, comingFrom('SENDING'), lostAfterSeconds, resting],
});

/** A delivery this worker may send now. */
export interface Claimed {
  readonly delivery: Delivery;
  /** What the vendor called an earlier revision. */
  readonly vendorId: string | null;
}

export const claimedOf = (rows: readonly Readonly<Record<string, unknown>>[]): readonly Claimed[] =>
  rows.map((row) => ({
    delivery: fromJson(deliveries, row['delivery'] as Readonly<Record<string, unknown>>),
    vendorId: (row['earlier_vendor_id'] as string | null) ?? null,
  }));
