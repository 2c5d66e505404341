import type { PgBoss } from 'pg-boss';
import { createConfirm } from './confirm.ts';
import { createDeliver, type DeliverOptions } from './deliver.ts';
import { confirmQueue, type DeliveryJob, deliverQueue } from './queues.ts';

/** Works the queues until stopped. Jobs are turns; what a delivery needs stands in its row. */
export const startWorker = async (
  boss: PgBoss,
  options: DeliverOptions,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const deliver = createDeliver(options);
  const confirm = createConfirm(options);
  // Woken by NOTIFY; the poll is what remains when a notification is lost.
  const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };
  await boss.work<DeliveryJob>(deliverQueue, { batchSize: 200, ...polling }, (jobs) =>
    deliver(jobs.map((job) => job.data)),
  );
  await boss.work<DeliveryJob>(confirmQueue, { batchSize: 20, ...polling }, (jobs) =>
    confirm(jobs.map((job) => job.data)),
  );
  return {
    stop: async () => {
      await Promise.all([
        boss.offWork(deliverQueue, { wait: true }),
        boss.offWork(confirmQueue, { wait: true }),
      ]);
    },
  };
};
