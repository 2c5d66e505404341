import type { ExchangeRecord } from '../../integrations/kit/exchange.ts';
import type { Statement } from '../db.ts';
import { overtaken } from './claim.ts';
import type { Verdict } from './verdict.ts';

/** One try and what came of it. */
export interface Settled {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly at: Date;
  readonly exchanges: readonly ExchangeRecord[];
  readonly verdict: Verdict;
}

/** The line in the feed of a delivery `m` of the linked account `c` that has moved on. */
export const movedText = `c.label || ': ' || lower(replace(m.state, '_', ' ')) || '.' || coalesce(' ' || m.reason, '')`;

/** Not there yet, and never to be sent again: a newer revision is. */
const late = `g.state in ('RETRYING', 'NEEDS_RECONNECT', 'UNKNOWN') and ${overtaken}`;

/**
 * Writes the outcome of tries, their log and the change in one statement. SENDING and the attempt's number
 * stand in the WHERE: a worker that was thought dead and comes back late changes nothing. What is to be done
 * next is given as seconds from now, so a worker whose clock is wrong still waits as long as it should.
 */
const text = `
with given as (
  select * from jsonb_to_recordset($2::jsonb) as g (
    id uuid, attempt int, at timestamptz, exchanges jsonb, status int, error text, state text, reason text,
    vendor_id text, vendor_url text, receipt jsonb, wait float8)
), moved as (
  update deliveries d
  set state = case when ${late} then 'SUPERSEDED' else g.state end,
    reason = case when ${late} then 'A newer version took its place.'
      else coalesce(g.reason, case when d.intent = 'RETRACT' then d.reason end) end,
    vendor_id = coalesce(g.vendor_id, d.vendor_id),
    vendor_url = coalesce(g.vendor_url, d.vendor_url), receipt = coalesce(g.receipt, d.receipt),
    due_at = coalesce(now() + make_interval(secs => g.wait), d.due_at), changed_at = now(),
    accepted_at = case when g.state in ('ACCEPTED', 'CONFIRMED', 'RETRACTED') then now() else d.accepted_at end,
    confirmed_at = case when g.state = 'CONFIRMED' then now() else d.confirmed_at end,
    uncertain = case when g.state in ('ACCEPTED', 'CONFIRMED', 'RETRACTED') then false else d.uncertain or g.state = 'UNKNOWN' end
  from given g
  where d.account_id = $1 and d.id = g.id and d.state = 'SENDING' and d.attempt_count = g.attempt
  returning d.id, d.company_id, d.call_id, d.linked_account_id, d.state, d.reason
), logged as (
  insert into attempts (account_id, company_id, delivery_id, number, at, exchanges, status, error)
  select $1::uuid, d.company_id, g.id, g.attempt, g.at, g.exchanges, g.status, g.error
  from given g join deliveries d on d.account_id = $1 and d.id = g.id
  on conflict (account_id, delivery_id, number) do nothing
)
insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
select $1::uuid, m.company_id, 'DELIVERY_CHANGED', m.call_id, m.id,
  jsonb_build_object('text', ${movedText}, 'state', m.state)
from moved m join linked_accounts c on c.account_id = $1 and c.id = m.linked_account_id`;

/** PostgreSQL's JSON holds neither NUL nor half a surrogate pair, and a vendor's answer may be cut in one. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
/** How either looks in JSON. Rare, and looking at every value by itself costs more than writing all of them. */
const unstorable = /\\u(?:0000|d[89a-f])/;

const jsonOf = (rows: readonly object[]): string => {
  const written = JSON.stringify(rows);
  return unstorable.test(written) ? JSON.stringify(rows, storable) : written;
};

const good: readonly string[] = ['ACCEPTED', 'CONFIRMED', 'RETRACTED'];

export const settleStatement = (accountId: string, settled: readonly Settled[], now: Date): Statement => ({
  text,
  params: [
    accountId,
    jsonOf(
      settled.map(({ deliveryId, attempt, at, exchanges, verdict }) => {
        const last = exchanges.at(-1);
        return {
          id: deliveryId,
          attempt,
          at: at.toISOString(),
          exchanges,
          status: last?.status ?? null,
          error: last?.error ?? (good.includes(verdict.state) ? null : verdict.reason),
          state: verdict.state,
          reason: verdict.reason,
          vendor_id: verdict.vendorId || null,
          vendor_url: verdict.vendorUrl,
          receipt: verdict.receipt,
          wait: verdict.nextAt ? (verdict.nextAt.getTime() - now.getTime()) / 1000 : null,
        };
      }),
    ),
  ],
});
