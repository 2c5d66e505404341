import { PgBoss } from 'pg-boss';
import { findAction, findIntegration, integrations } from '../../integrations/registry.ts';
import { createDb } from '../../src/db.ts';
import { createEnqueue } from '../../src/delivery/enqueue.ts';
import { createCallEdits } from '../../src/edits/edits.ts';
import { understandStored } from '../../src/ingest/understand.ts';
import { createCallRuns } from '../../src/past-calls/call-runs.ts';
import { createRescore } from '../../src/past-calls/rescore.ts';
import { createRuleRuns } from '../../src/past-calls/rule-runs.ts';
import { createRuns } from '../../src/runs/runs.ts';
import { createSetupCache } from '../../src/setup/cache.ts';

/** What the process is told as its only argument, in JSON. */
export interface RunsInput {
  readonly databaseUrl: string;
}

// Works on runs as `src/ringpath.ts` puts that together, and sends nothing. Made to be killed.
const { databaseUrl } = JSON.parse(process.argv[2] ?? '{}') as RunsInput;
const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
const db = createDb({ url: databaseUrl, connections: 4 });
const boss = new PgBoss({
  connectionString: databaseUrl,
  migrate: false,
  supervise: false,
  schedule: false,
  useListenNotify: false,
});
boss.on('error', onError);
process.on('disconnect', () => process.exit(0));
await boss.start();
const setup = createSetupCache(db);
const conductor = {
  db,
  setup,
  findAction,
  consoleUrl: 'https://ringpath.example/console',
  enqueue: createEnqueue(boss).deliver,
  announce: () => undefined,
  understand: understandStored(findIntegration),
  now: () => new Date(),
};
const callRuns = createCallRuns({
  db,
  edits: createCallEdits(conductor),
  rescore: createRescore(conductor),
});
const { handlers } = createRuleRuns(conductor, integrations);
createRuns({ db, handlers: [...callRuns, ...handlers], announce: () => undefined, onError, working: true });
process.send?.('ready');
