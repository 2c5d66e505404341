import { asAccount, type Db } from '../db.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import type { Enqueue } from './enqueue.ts';
import type { Delivery } from './slots.ts';
import type { DeliveryTuning } from './tuning.ts';

/** Claims the telling: of many workers that see a linked account die, one gets a row back, and once. */
const tellText = `
with told as (
  update linked_accounts c set told_at = now()
  where c.account_id = $1 and c.id = $2 and c.told_at is null and (c.state = 'NEEDS_RECONNECT' or c.failures >= $3)
  returning c.id, c.label, c.state, c.reason,
    c.label || case when c.state = 'NEEDS_RECONNECT' then ' must be connected again' else ' does not answer any more' end
      || coalesce(': ' || c.reason, '.') as text
), noted as (
  insert into audit_entries (account_id, id, kind, detail)
  select $1::uuid, $4::uuid, 'LINKED_ACCOUNT_DEAD', t.text from told t
), announced as (
  insert into changes (account_id, kind, subject_id, detail)
  select $1::uuid, 'LINKED_ACCOUNT_CHANGED', t.id, jsonb_build_object('text', t.text, 'health', 'DEAD') from told t
)
select t.label, t.text, m.id is not null as message
from told t join accounts a on a.id = $1
left join linked_accounts m on m.account_id = $1 and m.id = a.alert_linked_account_id and m.id <> t.id and m.state = 'ACTIVE'`;

/**
 * Tells the owner once that a linked account is dead: in the feed, in the audit entries, and by a message when
 * the account has named a linked account for it. Again only after it was healthy in between. The message is a job
 * that is queued together with the mark: neither is there without the other.
 */
export const createAlert =
  ({
    db,
    enqueue,
    tuning,
  }: {
    readonly db: Db;
    readonly enqueue: Pick<Enqueue, 'alert'>;
    readonly tuning: DeliveryTuning;
  }) =>
  /** `delivery` found it dead. */
  async (accountId: string, linkedAccountId: string, delivery: Pick<Delivery, 'id'>): Promise<void> => {
    await db.pipeline(async (send) => {
      send(asAccount(systemReach(accountId, 'delivery')));
      const params = [accountId, linkedAccountId, tuning.failuresToTell, newId()];
      const [row] = await send({ text: tellText, params });
      if (row?.['message'] !== true) return { result: undefined, last: [] };
      const key = `rp_${typedId('Delivery', newId()).slice(4)}`;
      const said = { label: row['label'] as string, text: row['text'] as string };
      const job = {
        accountId,
        linkedAccountId,
        deliveryId: delivery.id,
        key,
        at: new Date().toISOString(),
        ...said,
      };
      return { result: undefined, last: await enqueue.alert(job) };
    });
  };

export type Alert = ReturnType<typeof createAlert>;
