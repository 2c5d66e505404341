import type { PgBoss } from 'pg-boss';

/** Fixed names: a backlog under a name newer than the planner's statistics made fetching collapse. */
export const deliverQueue = 'deliver';
export const confirmQueue = 'confirm';

/** What a job says. The delivery row is the truth; a job is only its turn. */
export interface DeliveryJob {
  readonly accountId: string;
  readonly deliveryId: string;
}

export const createQueues = async (boss: PgBoss): Promise<void> => {
  for (const name of [deliverQueue, confirmQueue]) {
    await boss.createQueue(name, {
      partition: true,
      notify: true,
      retryLimit: 20,
      retryDelay: 1,
      retryBackoff: true,
    });
  }
};
