import { RetryLater } from '../../integrations/kit/errors.ts';
import { recordingExchange } from '../../integrations/kit/exchange.ts';
import type { Confirmation } from '../../integrations/kit/integration.ts';
import { deliveries } from '../../schema/index.ts';
import { asAccount, type Statement } from '../db.ts';
import { fromJson } from '../storage/json-rows.ts';
import { overtaken } from './claim.ts';
import type { DeliverOptions } from './deliver.ts';
import type { Delivery } from './plan.ts';
import type { DeliveryJob } from './queues.ts';

/** Then nobody asks any more; the delivery stays accepted and says so. */
const giveUpAfterDays = 7;
/** Longest wait between two questions about one delivery. */
const longestSeconds = 6 * 3600;

/** Moves an accepted delivery on. ACCEPTED in the WHERE: a confirmation that comes twice counts once. */
const moveText = `
with moved as (
  update deliveries d set state = case when $3 = 'RETRYING' and ${overtaken} then 'SUPERSEDED' else $3 end, reason = $4, due_at = coalesce($5::timestamptz, d.due_at), changed_at = now()
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
  dueAt: Date | null,
): readonly Statement[] => [
  asAccount(delivery.accountId),
  { text: moveText, params: [delivery.accountId, delivery.id, state, reason, dueAt?.toISOString() ?? null] },
];

/** Asks vendors what became of what they accepted. */
export const createConfirm = ({ db, open, findAction, enqueue, announce, now, stopping }: DeliverOptions) => {
  const ask = async (delivery: Delivery): Promise<Confirmation | RetryLater> => {
    const action = findAction(delivery.integration, delivery.action);
    if (!action?.confirm || !delivery.receipt) return { status: 'confirmed' };
    const attempt = {
      exchange: recordingExchange([], now),
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
    const later = (seconds: number): Date => new Date(now().getTime() + seconds * 1000);

    await db.pipeline(async () => {
      if (answer instanceof RetryLater) {
        const at = later(answer.afterSeconds ?? 3600);
        return {
          result: undefined,
          last: [...move(delivery, 'RETRYING', answer.reason, at), ...(await enqueue.deliver([job], at))],
        };
      }
      if (answer.status === 'pending' && age > giveUpAfterDays * 86_400) {
        const reason = `The vendor took it in and has not confirmed it in ${giveUpAfterDays} days.`;
        return { result: undefined, last: move(delivery, 'ACCEPTED', reason, null) };
      }
      if (answer.status === 'pending') {
        // Exponential: as long again as it has been waited for already.
        const at = later(Math.min(longestSeconds, Math.max(answer.afterSeconds, age)));
        return { result: undefined, last: [...(await enqueue.confirm([job], at))] };
      }
      const rejected = answer.status === 'rejected';
      return {
        result: undefined,
        last: move(delivery, rejected ? 'REJECTED' : 'CONFIRMED', rejected ? answer.reason : null, null),
      };
    });
    announce([job.accountId], false);
  };

  return async (jobs: readonly DeliveryJob[]): Promise<void> => {
    await Promise.all(jobs.map(confirm));
  };
};
