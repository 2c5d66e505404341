import type { PgBoss } from 'pg-boss';
import type { DeliveryJob } from './queues.ts';

/**
 * Batches of one linked account in work. While so many are, the queue passes over the rest of its backlog to
 * whoever comes after, however long it is: what waits costs the others nothing.
 */
const batchesPerLinkedAccount = 2;
/** Turns in work at once, over all linked accounts. */
const mostInWork = 5_000;

interface TurnsOptions<Job extends DeliveryJob> {
  readonly boss: Pick<PgBoss, 'fetch' | 'complete' | 'fail'>;
  readonly queue: string;
  /** Turns taken from the queue at once. */
  readonly batchSize: number;
  /** Works turns of one linked account. */
  readonly work: (jobs: readonly Job[]) => Promise<void>;
  /** Calls back when something may be due. The poll is what remains when a notice is lost, or without any. */
  readonly listen?: (wake: () => void) => Promise<() => Promise<void>>;
  readonly pollSeconds: number;
  /** How long the queue may take to answer. On a connection that is dead without saying so it never would. */
  readonly patienceSeconds: number;
  readonly onError: (error: unknown) => void;
}

const shareOf = ({ linkedAccountId, accountId }: DeliveryJob): string => linkedAccountId ?? accountId;

/** Hands the queue's turns to `work`, one linked account's apart from the others', until stopped. */
export const startTurns = <Job extends DeliveryJob = DeliveryJob>(options: TurnsOptions<Job>) => {
  const { boss, queue, batchSize, work, listen, pollSeconds, patienceSeconds, onError } = options;
  const active = new Map<string, number>();
  const working = new Set<Promise<void>>();
  let inWork = 0;
  let stopped = false;
  let woken = false;
  let wakeUp = (): void => undefined;

  const wake = (): void => {
    woken = true;
    wakeUp();
  };

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollSeconds * 1000);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const count = (share: string, jobs: number, by: 1 | -1): void => {
    inWork += jobs * by;
    const now = (active.get(share) ?? 0) + by;
    if (now > 0) active.set(share, now);
    else active.delete(share);
  };

  type Turn = Awaited<ReturnType<typeof boss.fetch<Job>>>[number];

  const run = async (share: string, jobs: readonly Turn[]): Promise<void> => {
    count(share, jobs.length, 1);
    const done = await work(jobs.map((job) => job.data)).then(
      () => null,
      (error: unknown) => error,
    );
    count(share, jobs.length, -1);
    wake();
    // A turn that is not ended here runs out by itself and comes again.
    if (done === null) return void (await boss.complete(queue, [...jobs]));
    onError(done);
    await boss.fail(queue, [...jobs], { message: String(done) });
  };

  const start = (share: string, jobs: readonly Turn[]): void => {
    const running = run(share, jobs)
      .catch(onError)
      .finally(() => working.delete(running));
    working.add(running);
  };

  /** What is fetched after it was given up comes again: nobody ends those turns. */
  const fetch = (size: number, ignoreGroups: string[]): Promise<Turn[]> =>
    new Promise((resolve, reject) => {
      const silent = () => reject(new Error(`The queue did not answer within ${patienceSeconds} s.`));
      const late = setTimeout(silent, patienceSeconds * 1000);
      boss
        .fetch<Job>(queue, { batchSize: size, ignoreGroups })
        .then(resolve, reject)
        .finally(() => clearTimeout(late));
    });

  const loop = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      const size = Math.min(batchSize, mostInWork - inWork);
      const ignoreGroups = [...active]
        .filter(([, n]) => n >= batchesPerLinkedAccount)
        .map(([share]) => share);
      const taken =
        size > 0
          ? await fetch(size, ignoreGroups).catch((error) => {
              onError(error);
              return [];
            })
          : [];
      for (const [share, jobs] of Map.groupBy(taken, (job) => shareOf(job.data))) start(share, jobs);
      if (taken.length === 0 && !woken && !stopped) await rest();
    }
  };

  const listening = listen?.(wake).catch((error: unknown) => {
    onError(error);
    return async () => undefined;
  });
  const looping = loop();

  return {
    stop: async (): Promise<void> => {
      stopped = true;
      wake();
      await looping;
      await Promise.all(working);
      await (await listening)?.();
    },
  };
};
