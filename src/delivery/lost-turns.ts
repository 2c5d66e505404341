import { directory } from '../../schema/index.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { systemReach } from '../reach.ts';
import type { Enqueue } from './enqueue.ts';
import { confirmQueue, type DeliveryJob, deliverQueue } from './queues.ts';
import type { DeliveryTuning } from './tuning.ts';

const mostAtOnce = 2_000;

const noJob = (queue: string): string => `not exists (select from pgboss.job j
    where j.name = '${queue}' and j.state < 'completed' and j.data ->> 'deliveryId' = d.id::text)`;

/** Not settled, long due, and nobody's turn. What is older than a month was looked at often enough. */
const text = `
select d.id, d.linked_account_id, d.state = 'ACCEPTED' as accepted
from deliveries d join linked_accounts c on c.account_id = d.account_id and c.id = d.linked_account_id
where d.account_id = $1 and d.created_at > now() - interval '30 days'
  and (case when d.state = 'ACCEPTED' then d.receipt is not null and d.due_at < now() - make_interval(secs => $2::float8)
        and d.accepted_at > now() - interval '7 days' and ${noJob(confirmQueue)}
      else (d.state in ('PENDING', 'RETRYING', 'UNKNOWN') and d.due_at < now() - make_interval(secs => $2::float8)
        or d.state = 'SENDING' and d.changed_at < now() - make_interval(secs => greatest($2, $3)::float8)
        or d.state = 'NEEDS_RECONNECT' and c.state = 'ACTIVE' and d.changed_at < now() - make_interval(secs => $2::float8))
        and ${noJob(deliverQueue)} end)
limit ${mostAtOnce}`;

/**
 * Gives turns to deliveries that have lost theirs: the queue drops a job that failed too often, and a
 * delivery without one would wait for ever.
 */
export const createFindLostTurns =
  ({
    db,
    enqueue,
    tuning: { forgotten, lostAfter },
  }: {
    readonly db: Db;
    readonly enqueue: Enqueue;
    readonly tuning: DeliveryTuning;
  }) =>
  async (): Promise<void> => {
    const accounts = await db.orm.selectDistinct({ accountId: directory.accountId }).from(directory);
    const failures: unknown[] = [];
    for (const { accountId } of accounts)
      await db
        .pipeline(async (send) => {
          send(asAccount(systemReach(accountId, 'delivery')));
          const rows = await send({ text, params: [accountId, forgotten, lostAfter] });
          const jobs = (accepted: boolean): readonly DeliveryJob[] =>
            rows
              .filter((row) => row['accepted'] === accepted)
              .map((row) => ({
                accountId,
                deliveryId: row['id'] as string,
                linkedAccountId: row['linked_account_id'] as string,
              }));
          const [toSend, toAsk] = [jobs(false), jobs(true)];
          const last: readonly Statement[] = [
            ...(toSend.length > 0 ? await enqueue.deliver(toSend) : []),
            ...(toAsk.length > 0 ? await enqueue.confirm(toAsk, 0) : []),
          ];
          return { result: undefined, last };
        })
        // One account's trouble must not cost the others their turns.
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `Lost turns could not be looked for in ${failures.length} of ${accounts.length} accounts.`,
      );
  };
