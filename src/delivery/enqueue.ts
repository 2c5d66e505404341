import type { PgBoss } from 'pg-boss';
import type { Statement } from '../db.ts';
import {
  type AlertJob,
  alertQueue,
  confirmQueue,
  type DeliveryJob,
  deliverQueue,
  dueChannel,
} from './queues.ts';
import { type DeliveryTuning, usualTuning } from './tuning.ts';

interface Due {
  readonly job: DeliveryJob;
  /** Seconds from now, by the database's clock. */
  readonly wait: number;
}

/** Our own notice instead of the queue's: only the one loop that fetches has to hear it. */
const notice: Statement = { text: `select pg_notify('${dueChannel}', '')`, params: [] };

/**
 * Queues deliveries in somebody else's transaction: pg-boss writes its insert to an adapter that only
 * takes it down, and the caller runs it together with the rows it belongs to.
 */
export const createEnqueue = (boss: PgBoss, { lostAfter }: DeliveryTuning = usualTuning) => {
  const statements = async (queue: string, due: readonly Due[]): Promise<readonly Statement[]> => {
    const taken: Statement[] = [];
    const db = {
      executeSql: async (text: string, params: unknown[] = []) => {
        taken.push({
          text,
          params: params.map((value) =>
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? JSON.stringify(value)
              : value,
          ),
        });
        return { rows: [] };
      },
    };
    const jobs = due.map(({ job, wait }) => ({
      data: { ...job },
      // One linked account's backlog is passed over while its share is being worked; see the worker.
      group: { id: job.linkedAccountId ?? job.accountId },
      ...(job.past ? { priority: -1 } : {}),
      expireInSeconds: Math.ceil(lostAfter),
      ...(wait > 0 ? { startAfter: wait } : {}),
    }));
    await boss.insert(queue, jobs, { db });
    return queue === deliverQueue && due.some(({ wait }) => wait <= 0) ? [...taken, notice] : taken;
  };

  const waiting = (jobs: readonly DeliveryJob[], wait: number): readonly Due[] =>
    jobs.map((job) => ({ job, wait }));

  return {
    /** `wait`: seconds from now. */
    deliver: (jobs: readonly DeliveryJob[], wait = 0) => statements(deliverQueue, waiting(jobs, wait)),
    /** The same with a time of its own for each. */
    deliverEach: (due: readonly Due[]) => statements(deliverQueue, due),
    confirm: (jobs: readonly DeliveryJob[], wait: number) => statements(confirmQueue, waiting(jobs, wait)),
    alert: (job: AlertJob) => statements(alertQueue, [{ job, wait: 0 }]),
    confirmEach: (due: readonly Due[]) => statements(confirmQueue, due),
  };
};

export type Enqueue = ReturnType<typeof createEnqueue>;
