import { RetryLater } from '../../integrations/kit/errors.ts';
import type { Action } from '../../integrations/kit/integration.ts';
import { deliveries } from '../../schema/index.ts';
import type { Statement } from '../db.ts';
import { systemReach } from '../reach.ts';
import { fromJson } from '../storage/json-rows.ts';
import { asSender } from './as-sender.ts';
import { type Answer, createAskVendor } from './ask-vendor.ts';
import { overtaken } from './claim.ts';
import type { DeliverOptions } from './deliver.ts';
import type { Pace } from './pace.ts';
import type { DeliveryJob } from './queues.ts';
import { anewIn } from './requeue.ts';
import { movedText } from './settle.ts';
import type { Delivery } from './slots.ts';

/** Then nobody asks any more; the delivery stays accepted and says so. */
const giveUpAfterDays = 7;
/** Longest wait between two questions about one delivery. */
const longestSeconds = 6 * 3600;

/** Moves an accepted delivery on. ACCEPTED in the WHERE: a confirmation that comes twice counts once. */
const moveText = `
with moved as (
  update deliveries d set state = case when $3 = 'RETRYING' and ${overtaken} then 'SUPERSEDED'
      when $3 = 'CONFIRMED' and d.intent = 'RETRACT' then 'RETRACTED' else $3 end,
    reason = coalesce($4, case when d.intent = 'RETRACT' then d.reason end),
    attempt_count = d.attempt_count + case when $3 = 'RETRYING' then 1 else 0 end, due_at = coalesce(now() + make_interval(secs => $5::float8), d.due_at),
    confirmed_at = case when $3 = 'CONFIRMED' then now() else d.confirmed_at end,
    accepted_at = case when $3 = 'RETRYING' then null else d.accepted_at end, changed_at = now()
  where d.account_id = $1 and d.id = $2 and d.state = 'ACCEPTED' returning d.id, d.company_id, d.call_id, d.linked_account_id, d.state, d.reason, d.attempt_count
), again as (
  select m.id, m.company_id, m.attempt_count from moved m where $3 = 'RETRYING'
), logged as (${anewIn('again', '$4')})
insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
select $1::uuid, m.company_id, 'DELIVERY_CHANGED', m.call_id, m.id,
  jsonb_build_object('text', ${movedText}, 'state', m.state)
from moved m join linked_accounts c on c.account_id = $1 and c.id = m.linked_account_id`;

const move = (
  delivery: Delivery,
  state: string,
  reason: string | null,
  waitSeconds: number | null = null,
): Statement => ({
  text: moveText,
  params: [delivery.accountId, delivery.id, state, reason, waitSeconds],
});

/** What is known while nothing is final, kept without a line in the feed. */
const remark = (delivery: Delivery, reason: string): Statement => ({
  text: `update deliveries set reason = $3, changed_at = now()
    where account_id = $1 and id = $2 and state = 'ACCEPTED' and reason is distinct from $3`,
  params: [delivery.accountId, delivery.id, reason],
});

/** What is left to do with a delivery after an answer: rows to write, or when to ask or send again. */
interface Step {
  readonly write: readonly Statement[];
  /** Seconds until the delivery goes again. */
  readonly sendIn?: number;
  /** Seconds until it is asked about again. */
  readonly askIn?: number;
}

const unasked = 'The vendor took it in. Whether it counts is unknown:';

/** Why nobody can ask about a delivery, today or later; null when somebody can. */
const whyUnasked = ({ receipt }: Delivery, action: Action | undefined): string | null => {
  if (!action?.confirm) return `${unasked} this installation has no way to ask.`;
  return receipt ? null : `${unasked} it gave nothing to ask by.`;
};

const stepAfter = (delivery: Delivery, answer: Answer, now: Date): Step => {
  const age = (now.getTime() - Date.parse(delivery.acceptedAt ?? delivery.createdAt)) / 1000;
  if (answer instanceof RetryLater) {
    const wait = answer.afterSeconds ?? 3600;
    return { write: [move(delivery, 'RETRYING', answer.reason, wait)], sendIn: wait };
  }
  if (answer.status === 'pending' && age > giveUpAfterDays * 86_400) {
    const known = answer.reason ? ` ${answer.reason}` : '';
    const reason = `The vendor took it in and has not confirmed it in ${giveUpAfterDays} days.${known}`;
    return { write: [move(delivery, 'ACCEPTED', reason)] };
  }
  if (answer.status === 'pending') {
    // Exponential: as long again as it has been waited for already.
    const askIn = Math.min(longestSeconds, Math.max(answer.afterSeconds, age));
    return { write: answer.reason ? [remark(delivery, answer.reason)] : [], askIn };
  }
  const reason = answer.status === 'rejected' ? answer.reason : (answer.note ?? null);
  return { write: [move(delivery, answer.status === 'rejected' ? 'REJECTED' : 'CONFIRMED', reason)] };
};

/** In the order of their ids: two that write the same rows then never wait for each other. */
const acceptedStatement = (accountId: string, ids: readonly string[]): Statement => ({
  text: `select to_jsonb(d) as delivery, extract(epoch from c.paused_until - now())::float8 as paused
    from deliveries d join linked_accounts c on c.account_id = d.account_id and c.id = d.linked_account_id
    where d.account_id = $1 and d.id = any($2::uuid[]) and d.state = 'ACCEPTED' order by d.id`,
  params: [accountId, ids],
});

/** Asks vendors what became of what they accepted. */
export const createConfirm = (options: DeliverOptions & { readonly pace: Pace }) => {
  const { db, findAction, enqueue, announce, now } = options;
  const ask = createAskVendor(options);

  /** Deliveries of one linked account, asked about together: those of one upload are one question to the vendor. */
  const answersFor = async (
    accountId: string,
    linkedAccountId: string,
    own: readonly Delivery[],
  ): Promise<readonly Step[]> => {
    const questions = own.flatMap((delivery) => {
      const action = findAction(delivery.integration, delivery.action);
      return action?.confirm && delivery.receipt ? [{ delivery, action }] : [];
    });
    const given = questions.length > 0 ? await ask(accountId, linkedAccountId, questions) : [];
    const answers = new Map(questions.map(({ delivery }, at) => [delivery.id, given[at]]));
    return own.map((delivery) => {
      const answer = answers.get(delivery.id);
      if (answer) return stepAfter(delivery, answer, now());
      const reason = whyUnasked(delivery, findAction(delivery.integration, delivery.action));
      return { write: [move(delivery, 'ACCEPTED', reason)] };
    });
  };

  const confirm = async (accountId: string, ids: readonly string[]): Promise<void> => {
    const rows = await db.read<{
      readonly delivery: Readonly<Record<string, unknown>>;
      readonly paused: number | null;
    }>(systemReach(accountId, 'delivery'), acceptedStatement(accountId, ids));
    const found = rows.map(({ delivery, paused }) => ({ delivery: fromJson(deliveries, delivery), paused }));
    const groups = [...Map.groupBy(found, ({ delivery }) => delivery.linkedAccountId)];
    await Promise.all(
      groups.map(async ([linkedAccountId, group]) => {
        const own = group.map(({ delivery }) => delivery);
        const paused = group[0]?.paused ?? 0;
        const steps: readonly Step[] =
          paused > 0
            ? own.map(() => ({ write: [], askIn: paused }))
            : await answersFor(accountId, linkedAccountId, own);
        const due = (wait: (step: Step) => number | undefined) =>
          steps.flatMap((step, at) => {
            const [delivery, seconds] = [own[at], wait(step)];
            if (!delivery || seconds === undefined) return [];
            return [{ job: { accountId, deliveryId: delivery.id, linkedAccountId }, wait: seconds }];
          });
        const [toSend, toAsk] = [due(({ sendIn }) => sendIn), due(({ askIn }) => askIn)];
        await db.pipeline(async () => ({
          result: undefined,
          last: [
            asSender(accountId),
            ...steps.flatMap(({ write }) => write),
            ...(toSend.length > 0 ? await enqueue.deliverEach(toSend) : []),
            ...(toAsk.length > 0 ? await enqueue.confirmEach(toAsk) : []),
          ],
        }));
      }),
    );
    announce([accountId], false);
  };

  return async (jobs: readonly DeliveryJob[]): Promise<void> => {
    const accounts = [...Map.groupBy(jobs, (job) => job.accountId)];
    await Promise.all(
      accounts.map(([accountId, own]) => confirm(accountId, [...new Set(own.map((job) => job.deliveryId))])),
    );
  };
};
