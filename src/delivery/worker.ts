import type { PgBoss } from 'pg-boss';
import { createConfirm } from './confirm.ts';
import { createDeliver, type DeliverOptions } from './deliver.ts';
import { confirmQueue, type DeliveryJob, deliverQueue } from './queues.ts';

/** Batches worked at once: as many vendors may hang without anybody else waiting for them. */
const atOnce = 16;
/** Seconds a vendor may still answer when the process stops. */
const patienceSeconds = 3;

/** Works the queues until stopped. Jobs are turns; what a delivery needs stands in its row. */
export const startWorker = async (
  boss: PgBoss,
  options: Omit<DeliverOptions, 'stopping'>,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const stopping = new AbortController();
  const deliver = createDeliver({ ...options, stopping: stopping.signal });
  const confirm = createConfirm({ ...options, stopping: stopping.signal });
  // Woken by NOTIFY; the poll is what remains when a notification is lost.
  const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };
  await boss.work<DeliveryJob>(
    deliverQueue,
    { batchSize: 100, localConcurrency: atOnce, ...polling },
    (jobs) => deliver(jobs.map((job) => job.data)),
  );
  await boss.work<DeliveryJob>(confirmQueue, { batchSize: 20, ...polling }, (jobs) =>
    confirm(jobs.map((job) => job.data)),
  );
  return {
    stop: async () => {
      const late = setTimeout(() => stopping.abort(), patienceSeconds * 1000);
      await Promise.all([
        boss.offWork(deliverQueue, { wait: true }),
        boss.offWork(confirmQueue, { wait: true }),
      ]);
      clearTimeout(late);
    },
  };
};
