import { asAccount, type Db, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';
import { startOverStatement } from './circuit.ts';
import { overtaken } from './claim.ts';
import type { Enqueue } from './enqueue.ts';
import type { DeliveryState } from './states.ts';

/** States a person may send again from. */
const again: readonly DeliveryState[] = ['RETRYING', 'NEEDS_RECONNECT', 'REJECTED', 'UNKNOWN'];

const look = (accountId: string, id: string): Statement => ({
  text: `select d.state, d.linked_account_id, ${overtaken} as overtaken from deliveries d
    where d.account_id = $1 and d.id = $2 for update`,
  params: [accountId, id],
});

/** For what puts a delivery back in the queue: an entry in its log, from which its tries are counted anew. */
export const anewIn = (moved: string, text: string): string => `
  insert into attempts (account_id, company_id, delivery_id, number, at, exchanges, error)
  select $1::uuid, m.company_id, m.id, m.attempt_count, now(), '[]'::jsonb, ${text} from ${moved} m`;

/** Ready at once, with the change that says so. What was rejected starts over; what got no answer stays uncertain. */
const readyText = `
with moved as (
  update deliveries d set due_at = now(), changed_at = now(), reason = 'Sent again by hand.',
    attempt_count = d.attempt_count + 1, state = case when d.state = 'REJECTED' then 'RETRYING' else d.state end
  where d.account_id = $1 and d.id = $2 returning d.id, d.company_id, d.call_id, d.state, d.attempt_count
), logged as (${anewIn('moved', "'Sent again by hand.'")})
insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
select $1::uuid, m.company_id, 'DELIVERY_CHANGED', m.call_id, m.id, jsonb_build_object('text', 'Sent again by hand.', 'state', m.state)
from moved m`;

const resumeText = `
with moved as (
  update deliveries d set attempt_count = d.attempt_count + 1
  where d.account_id = $1 and d.linked_account_id = $2 and d.state = 'NEEDS_RECONNECT' returning d.id, d.company_id, d.attempt_count
), logged as (${anewIn('moved', "'Connected again.'")})
select m.id from moved m`;

/** Puts deliveries back in the queue: one by hand, or all that waited for a linked account. */
export const createRequeue = (
  db: Db,
  enqueue: Pick<Enqueue, 'deliver'>,
  announce: (accountIds: readonly string[], deliveries: boolean) => void,
) => ({
  /** Throws Refusal when it is not there, is on its way, is settled for good or was overtaken. */
  retry: async (reach: Reach, deliveryId: string): Promise<void> => {
    await db.pipeline(async (send) => {
      send(asAccount(reach));
      const [row] = await send(look(reach.accountId, deliveryId));
      if (!row) throw new Refusal('NOT_FOUND', 'There is no such delivery.', 'input.id');
      const state = row['state'] as DeliveryState;
      if (!again.includes(state))
        throw new Refusal('CONFLICT', `A delivery that is ${state} cannot be sent again.`, 'input.id');
      if (row['overtaken'])
        throw new Refusal(
          'CONFLICT',
          'A newer version of this delivery exists. Send that one again.',
          'input.id',
        );
      const jobs = await enqueue.deliver([
        { accountId: reach.accountId, deliveryId, linkedAccountId: row['linked_account_id'] as string },
      ]);
      return {
        result: undefined,
        last: [{ text: readyText, params: [reach.accountId, deliveryId] }, ...jobs],
      };
    });
    announce([reach.accountId], true);
  },

  /** What waited for this linked account, after it was authorised again. */
  resume: async (reach: Reach, linkedAccountId: string): Promise<void> => {
    const waiting = await db.pipeline(async (send) => {
      send(asAccount(reach));
      send(startOverStatement(reach.accountId, linkedAccountId));
      const rows = await send({ text: resumeText, params: [reach.accountId, linkedAccountId] });
      const jobs = rows.map((row) => ({
        accountId: reach.accountId,
        deliveryId: row['id'] as string,
        linkedAccountId,
      }));
      return { result: jobs.length, last: jobs.length > 0 ? await enqueue.deliver(jobs) : [] };
    });
    if (waiting > 0) announce([reach.accountId], true);
  },
});
