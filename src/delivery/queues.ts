import type { PgBoss } from 'pg-boss';

/** Fixed names: a backlog under a name newer than the planner's statistics made fetching collapse. */
export const deliverQueue = 'deliver';
export const confirmQueue = 'confirm';
export const alertQueue = 'alert';

/** Notified in the transaction that makes deliveries due. */
export const dueChannel = 'ringpath_deliver';

/** What a job says. The delivery row is the truth; a job is only its turn. */
export interface DeliveryJob {
  readonly accountId: string;
  readonly deliveryId: string;
  /** Whose share of the worker it counts against; the account's when left out. */
  readonly linkedAccountId?: string;
  /** Comes after what happens now: long work over past calls must not delay a call of this minute. */
  readonly past?: boolean;
}

/** A message to the owner of a dead linked account; `linkedAccountId` is the dead one. */
export interface AlertJob extends DeliveryJob {
  readonly linkedAccountId: string;
  /** The same for every try. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** When it was found dead, ISO 8601. */
  readonly at: string;
}

/** An outage must not push a turn far beyond its end; after so many tries `lost-turns.ts` gives a new one. */
const retries = { retryLimit: 20, retryDelay: 1, retryBackoff: true, retryDelayMax: 300 };

/** Makes the queues, or changes what there are to the present settings. */
export const createQueues = async (boss: PgBoss): Promise<void> => {
  for (const [name, settings] of [
    [deliverQueue, retries],
    [confirmQueue, retries],
    // The message itself says when it is given up.
    [alertQueue, { ...retries, retryLimit: 200 }],
  ] as const) {
    await boss.createQueue(name, { partition: true, ...settings });
    await boss.updateQueue(name, settings);
  }
};
