import { PgBoss } from 'pg-boss';
import { findAction, findIntegration, integrations } from '../../integrations/registry.ts';
import { createDb } from '../../src/db.ts';
import { createAlert } from '../../src/delivery/alert.ts';
import { createAllowances } from '../../src/delivery/allowances.ts';
import { createEnqueue } from '../../src/delivery/enqueue.ts';
import { type DeliveryTuning, usualTuning } from '../../src/delivery/tuning.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { createLinkedAccounts } from '../../src/linked-accounts/linked-accounts.ts';
import type { RingpathConfig } from '../../src/ringpath.ts';
import { createVault, sealingKey } from '../../src/sealed.ts';
import { createSetupCache } from '../../src/setup/cache.ts';

/** What the process is told as its only argument, in JSON. */
export interface WorkerInput {
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly publicUrl: string;
  readonly vendors: Pick<RingpathConfig, 'oauthApps' | 'endpoints'>;
  readonly tuning: Partial<DeliveryTuning>;
}

// The delivery worker as `src/ringpath.ts` puts it together, in a process that may be killed at any time.
const input = JSON.parse(process.argv[2] ?? '{}') as WorkerInput;
const tuning = { ...usualTuning, ...input.tuning };
const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
const db = createDb({ url: input.databaseUrl, connections: 8 });
const boss = new PgBoss({
  connectionString: input.databaseUrl,
  migrate: false,
  supervise: true,
  schedule: false,
  superviseIntervalSeconds: tuning.lookOver,
  monitorIntervalSeconds: tuning.lookOver,
});
boss.on('error', onError);
process.on('disconnect', () => process.exit(0));
await boss.start();
const { open, markNeedsReconnect } = createLinkedAccounts({
  db,
  setup: createSetupCache(db),
  vault: createVault([sealingKey(input.secretKey)]),
  integrations,
  ...input.vendors,
  publicUrl: input.publicUrl,
});
const enqueue = createEnqueue(boss, tuning);
await startWorker(boss, {
  db,
  open,
  findAction,
  findIntegration,
  enqueue,
  allowances: createAllowances(db, findIntegration),
  needsReconnect: markNeedsReconnect,
  alert: createAlert({ db, enqueue, tuning }),
  announce: () => undefined,
  tuning,
  now: () => new Date(),
  onError,
});
process.send?.('ready');
