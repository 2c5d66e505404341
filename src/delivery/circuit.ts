import { Reconnect, Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import type { ExchangeRecord } from '../../integrations/kit/exchange.ts';
import type { ItemResult } from '../../integrations/kit/integration.ts';
import type { Statement } from '../db.ts';
import type { DeliveryTuning } from './tuning.ts';

/** What a try says about the vendor as a whole; null when it never got as far as the vendor. */
export type LifeSign = 'alive' | 'dead' | null;

/** Any answer but a broken server's is a sign of life, a refusal too. */
export const lifeSignOf = (log: readonly ExchangeRecord[], results: readonly ItemResult[]): LifeSign => {
  const refused = (result: ItemResult): boolean =>
    result.status === 'failed' && (result.error instanceof Rejected || result.error instanceof Reconnect);
  const last = log.at(-1);
  if (!last) return null;
  if (results.some((result) => result.status === 'accepted' || refused(result))) return 'alive';
  return last.status !== null && last.status < 500 ? 'alive' : 'dead';
};

const busy: readonly (number | null)[] = [429, 503];

/**
 * Seconds a vendor wants all of a linked account to wait; null when it asks for nothing. Rows that come too early
 * in an answer that is otherwise good speak for themselves alone.
 */
export const patienceAsked = (
  log: readonly ExchangeRecord[],
  results: readonly ItemResult[],
): number | null => {
  const asked = results.flatMap((result) =>
    result.status === 'failed' && result.error instanceof RetryLater ? [result.error.afterSeconds ?? 1] : [],
  );
  const status = log.at(-1)?.status ?? null;
  const refusedAll = asked.length === results.length && (status === null || status >= 400);
  return asked.length > 0 && (busy.includes(status) || refusedAll) ? Math.max(...asked) : null;
};

/**
 * Counts a failure. What was on its way when the circuit opened counts no more; after that only the one
 * that tries whether the vendor is back does.
 */
const failedText = `
update linked_accounts c set failures = c.failures + 1, reason = $4,
  paused_until = case when c.failures + 1 >= $5
    then now() + make_interval(secs => least($7::float8, $6::float8 * power(2, least(20, c.failures + 1 - $5)))) end
where c.account_id = $1 and c.id = $2 and c.state = 'ACTIVE' and (c.failures >= $5) = $3::boolean`;

export const failedStatement = (
  accountId: string,
  linkedAccountId: string,
  { probe, reason }: { readonly probe: boolean; readonly reason: string },
  tuning: DeliveryTuning,
): Statement => ({
  text: failedText,
  params: [
    accountId,
    linkedAccountId,
    probe,
    reason,
    tuning.failuresToPause,
    tuning.firstPause,
    tuning.longestPause,
  ],
});

/** Any answer closes the circuit. The feed hears of it when it was open. */
const aliveText = `
with was as (
  select c.id, c.label, c.paused_until from linked_accounts c
  where c.account_id = $1 and c.id = $2 and c.state = 'ACTIVE'
    and (c.failures > 0 or c.paused_until is not null or c.told_at is not null) for no key update
), healed as (
  update linked_accounts c set failures = 0, paused_until = null, told_at = null, reason = null
  from was where c.account_id = $1 and c.id = was.id
)
insert into changes (account_id, kind, subject_id, detail)
select $1::uuid, 'LINKED_ACCOUNT_CHANGED', was.id, jsonb_build_object('text', was.label || ' answers again.', 'health', 'HEALTHY')
from was where was.paused_until is not null`;

export const aliveStatement = (accountId: string, linkedAccountId: string): Statement => ({
  text: aliveText,
  params: [accountId, linkedAccountId],
});

/** After a person connected it again: what was counted before says nothing about it now. */
export const startOverStatement = (accountId: string, linkedAccountId: string): Statement => ({
  text: `update linked_accounts set failures = 0, paused_until = null, told_at = null
    where account_id = $1 and id = $2 and (failures > 0 or paused_until is not null or told_at is not null)`,
  params: [accountId, linkedAccountId],
});
