import { RetryLater } from '../../integrations/kit/errors.ts';
import { type Exchange, recordingExchange } from '../../integrations/kit/exchange.ts';
import type { Confirmation } from '../../integrations/kit/integration.ts';
import { deliveries } from '../../schema/index.ts';
import { asAccount, type Statement } from '../db.ts';
import { fromJson } from '../storage/json-rows.ts';
import { overtaken } from './claim.ts';
import type { DeliverOptions } from './deliver.ts';
import type { DeliveryJob } from './queues.ts';
import type { Delivery } from './slots.ts';

/** Then nobody asks any more; the delivery stays accepted and says so. */
const giveUpAfterDays = 7;
/** Longest wait between two questions about one delivery. */
const longestSeconds = 6 * 3600;

/** Moves an accepted delivery on. ACCEPTED in the WHERE: a confirmation that comes twice counts once. */
const moveText = `
with moved as (
  update deliveries d set state = case when $3 = 'RETRYING' and ${overtaken} then 'SUPERSEDED' else $3 end, reason = $4, due_at = coalesce(now() + make_interval(secs => $5::float8), d.due_at),
    confirmed_at = case when $3 = 'CONFIRMED' then now() else d.confirmed_at end,
    accepted_at = case when $3 = 'RETRYING' then null else d.accepted_at end, changed_at = now()
  where d.account_id = $1 and d.id = $2 and d.state = 'ACCEPTED' returning d.id, d.call_id, d.state, d.integration
)
insert into changes (account_id, kind, call_id, subject_id, detail)
select $1::uuid, 'DELIVERY_CHANGED', m.call_id, m.id,
  jsonb_build_object('text', m.integration || ': ' || lower(m.state) || coalesce(', ' || $4, ''), 'state', m.state)
from moved m`;

const move = (
  delivery: Delivery,
  state: string,
  reason: string | null,
  waitSeconds: number | null = null,
): readonly Statement[] => [
  asAccount(delivery.accountId),
  { text: moveText, params: [delivery.accountId, delivery.id, state, reason, waitSeconds] },
];

/** What is known while nothing is final, kept without a line in the feed. */
const remark = (delivery: Delivery, reason: string): readonly Statement[] => [
  asAccount(delivery.accountId),
  {
    text: `update deliveries set reason = $3, changed_at = now()
      where account_id = $1 and id = $2 and state = 'ACCEPTED' and reason is distinct from $3`,
    params: [delivery.accountId, delivery.id, reason],
  },
];

/** Asks vendors what became of what they accepted. */
export const createConfirm = (options: DeliverOptions) => {
  const { db, open, findAction, enqueue, announce, now, stopping, allowances } = options;

  const ask = async (delivery: Delivery): Promise<Confirmation | RetryLater> => {
    const action = findAction(delivery.integration, delivery.action);
    if (!action?.confirm || !delivery.receipt) return { status: 'confirmed' };
    const record = recordingExchange([], now);
    const exchange: Exchange = async (request, send) => {
      await allowances.take(delivery.integration, request.allowance).catch((error: unknown) => {
        // A RetryLater would say that the delivery itself must go again.
        throw new Error('No allowance is left for asking.', { cause: error });
      });
      return record(request, send);
    };
    const attempt = {
      exchange,
      signal: AbortSignal.any([AbortSignal.timeout(action.limits.timeoutSeconds * 1000), stopping]),
    };
    try {
      const { client } = await open(delivery.accountId, delivery.connectionId, attempt);
      return await action.confirm(client, delivery.receipt, action.settings.parse(delivery.settings));
    } catch (error) {
      // RetryLater: the vendor will not count it as sent, so it must go again. Anything else: ask again later.
      return error instanceof RetryLater ? error : { status: 'pending', afterSeconds: 1800 };
    }
  };

  const confirm = async (job: DeliveryJob): Promise<void> => {
    const rows = await db.read<{ delivery: Readonly<Record<string, unknown>> }>(job.accountId, {
      text: "select to_jsonb(d) as delivery from deliveries d where d.account_id = $1 and d.id = $2 and d.state = 'ACCEPTED'",
      params: [job.accountId, job.deliveryId],
    });
    const found = rows[0];
    if (!found) return;
    const delivery = fromJson(deliveries, found.delivery);
    const answer = await ask(delivery);
    const age = (now().getTime() - Date.parse(delivery.createdAt)) / 1000;

    await db.pipeline(async () => {
      if (answer instanceof RetryLater) {
        const wait = answer.afterSeconds ?? 3600;
        return {
          result: undefined,
          last: [...move(delivery, 'RETRYING', answer.reason, wait), ...(await enqueue.deliver([job], wait))],
        };
      }
      if (answer.status === 'pending' && age > giveUpAfterDays * 86_400) {
        const known = answer.reason ? ` ${answer.reason}` : '';
        const reason = `The vendor took it in and has not confirmed it in ${giveUpAfterDays} days.${known}`;
        return { result: undefined, last: move(delivery, 'ACCEPTED', reason) };
      }
      if (answer.status === 'pending') {
        // Exponential: as long again as it has been waited for already.
        const wait = Math.min(longestSeconds, Math.max(answer.afterSeconds, age));
        const said = answer.reason ? remark(delivery, answer.reason) : [];
        return { result: undefined, last: [...said, ...(await enqueue.confirm([job], wait))] };
      }
      const reason = answer.status === 'rejected' ? answer.reason : (answer.note ?? null);
      const state = answer.status === 'rejected' ? 'REJECTED' : 'CONFIRMED';
      return { result: undefined, last: move(delivery, state, reason) };
    });
    announce([job.accountId], false);
  };

  return async (jobs: readonly DeliveryJob[]): Promise<void> => {
    await Promise.all(jobs.map(confirm));
  };
};
