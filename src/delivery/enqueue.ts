import type { PgBoss } from 'pg-boss';
import type { Statement } from '../db.ts';
import { confirmQueue, type DeliveryJob, deliverQueue } from './queues.ts';

interface Due {
  readonly job: DeliveryJob;
  readonly at?: Date;
}

/**
 * Queues deliveries in somebody else's transaction: pg-boss writes its insert to an adapter that only
 * takes it down, and the caller runs it together with the rows it belongs to.
 */
export const createEnqueue = (boss: PgBoss) => {
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
    const jobs = due.map(({ job, at }) => ({ data: { ...job }, ...(at ? { startAfter: at } : {}) }));
    await boss.insert(queue, jobs, { db });
    return taken;
  };

  return {
    deliver: (jobs: readonly DeliveryJob[], at?: Date) =>
      statements(
        deliverQueue,
        jobs.map((job) => (at ? { job, at } : { job })),
      ),
    confirm: (jobs: readonly DeliveryJob[], at: Date) =>
      statements(
        confirmQueue,
        jobs.map((job) => ({ job, at })),
      ),
  };
};

export type Enqueue = ReturnType<typeof createEnqueue>;
