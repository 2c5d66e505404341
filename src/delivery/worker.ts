import type { PgBoss } from 'pg-boss';
import { createConfirm } from './confirm.ts';
import { createDeliver, type DeliverOptions } from './deliver.ts';
import { confirmQueue, type DeliveryJob, dueChannel } from './queues.ts';
import { startTurns } from './turns.ts';

/** Seconds a vendor may still answer when the process stops. */
const patienceSeconds = 3;

/** Works the queues until stopped. Jobs are turns; what a delivery needs stands in its row. */
export const startWorker = async (
  boss: PgBoss,
  options: Omit<DeliverOptions, 'stopping'> & { readonly onError: (error: unknown) => void },
): Promise<{ readonly stop: () => Promise<void> }> => {
  const stopping = new AbortController();
  const given = { ...options, stopping: stopping.signal };
  const { poll } = options.tuning;
  const turns = startTurns({
    boss,
    work: createDeliver(given),
    // Also after a reconnect: what was said meanwhile is unknown.
    listen: async (wake) => (await options.db.client.listen(dueChannel, wake, wake)).unlisten,
    pollSeconds: poll,
    onError: options.onError,
  });
  const confirm = createConfirm(given);
  await boss.work<DeliveryJob>(confirmQueue, { batchSize: 20, pollingIntervalSeconds: poll }, (jobs) =>
    confirm(jobs.map((job) => job.data)),
  );
  return {
    stop: async () => {
      const late = setTimeout(() => stopping.abort(), patienceSeconds * 1000);
      await Promise.all([turns.stop(), boss.offWork(confirmQueue, { wait: true })]);
      clearTimeout(late);
    },
  };
};
