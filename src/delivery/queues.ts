import type { PgBoss } from 'pg-boss';

/** Fixed names: a backlog under a name newer than the planner's statistics made fetching collapse. */
export const deliverQueue = 'deliver';
export const confirmQueue = 'confirm';

/** Notified in the transaction that makes deliveries due. */
export const dueChannel = 'ringpath_deliver';

/** What a job says. The delivery row is the truth; a job is only its turn. */
export interface DeliveryJob {
  readonly accountId: string;
  readonly deliveryId: string;
  /** Whose share of the worker it counts against; the account's when left out. */
  readonly connectionId?: string;
}

export const createQueues = async (boss: PgBoss): Promise<void> => {
  for (const name of [deliverQueue, confirmQueue]) {
    await boss.createQueue(name, {
      partition: true,
      retryLimit: 20,
      retryDelay: 1,
      retryBackoff: true,
    });
  }
};
