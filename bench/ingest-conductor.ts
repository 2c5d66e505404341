import { PgBoss } from 'pg-boss';
import { findAction, findIntegration } from '../integrations/registry.ts';
import { createDb } from '../src/db.ts';
import { createEnqueue } from '../src/delivery/enqueue.ts';
import { createIngest } from '../src/ingest/ingest.ts';
import { understandStored } from '../src/ingest/understand.ts';
import { createWake } from '../src/live/wake.ts';
import { createSetupCache } from '../src/setup/cache.ts';

/** The conductor as `src/ringpath.ts` puts it together, on a server without sockets and workers. */
export const startConductor = async (url: string) => {
  const onError = (error: unknown): never => {
    throw error;
  };
  const db = createDb({ url, connections: 10 });
  const boss = new PgBoss({ connectionString: url, migrate: false, supervise: false, schedule: false });
  boss.on('error', onError);
  await boss.start();
  const setup = createSetupCache(db);
  const wake = createWake({ url, onError });
  await wake.ready;
  const enqueue = createEnqueue(boss);
  const ingest = createIngest({
    db,
    setup,
    findAction,
    consoleUrl: 'https://ringpath.example/console',
    enqueue: (jobs) => enqueue.deliver(jobs),
    announce: (accountIds) => {
      for (const accountId of accountIds) wake.announce(accountId);
    },
    understand: understandStored(findIntegration),
    now: () => new Date(),
  });
  return {
    setup,
    take: ingest.take,
    stop: async (): Promise<void> => {
      await ingest.drained();
      await wake.stop();
      await boss.stop({ graceful: false });
      await db.stop();
    },
  };
};

export type Conductor = Awaited<ReturnType<typeof startConductor>>;
