import type { PgBoss } from 'pg-boss';
import type { Integration } from '../../integrations/kit/integration.ts';
import { every } from '../every.ts';
import { createConfirm } from './confirm.ts';
import { createDeliver, type DeliverOptions } from './deliver.ts';
import { createFindLostTurns } from './lost-turns.ts';
import { createPace } from './pace.ts';
import { type AlertJob, alertQueue, confirmQueue, deliverQueue, dueChannel } from './queues.ts';
import { createSendAlert } from './send-alert.ts';
import { startTurns } from './turns.ts';

/** Seconds a vendor may still answer when the process stops. */
const patienceSeconds = 3;
/** Seconds the queue may take to answer. */
const queueSeconds = 30;

/** Works the queues until stopped. Jobs are turns; what a delivery needs stands in its row. */
export const startWorker = async (
  boss: PgBoss,
  options: Omit<DeliverOptions, 'stopping' | 'pace'> & {
    readonly findIntegration: (id: string) => Integration | undefined;
    readonly onError: (error: unknown) => void;
  },
): Promise<{ readonly stop: () => Promise<void> }> => {
  const stopping = new AbortController();
  const given = { ...options, stopping: stopping.signal, pace: createPace(options.now) };
  const { poll: pollSeconds } = options.tuning;
  const shared = { boss, pollSeconds, patienceSeconds: queueSeconds, onError: options.onError };
  const turns = startTurns({
    ...shared,
    queue: deliverQueue,
    batchSize: 100,
    work: createDeliver(given),
    // Also after a reconnect: what was said meanwhile is unknown.
    listen: async (wake) => (await options.db.client.listen(dueChannel, wake, wake)).unlisten,
  });
  // As many as fit: all that share an upload are answered by one question.
  const questions = startTurns({
    ...shared,
    queue: confirmQueue,
    batchSize: 500,
    work: createConfirm(given),
  });
  const alerts = startTurns<AlertJob>({
    ...shared,
    queue: alertQueue,
    batchSize: 20,
    work: createSendAlert(options),
  });
  const stopLooking = every(options.tuning.forgotten, createFindLostTurns(options), options.onError);
  return {
    stop: async () => {
      const late = setTimeout(() => stopping.abort(), patienceSeconds * 1000);
      await Promise.all([turns.stop(), questions.stop(), alerts.stop(), stopLooking()]);
      clearTimeout(late);
    },
  };
};
