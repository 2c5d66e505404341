import { PgBoss } from 'pg-boss';
import { exampleCall } from '../integrations/kit/testing.ts';
import { accounts } from '../schema/index.ts';
import { asAccount, createDb } from '../src/db.ts';
import { createAllowances } from '../src/delivery/allowances.ts';
import { createEnqueue } from '../src/delivery/enqueue.ts';
import { usualTuning } from '../src/delivery/tuning.ts';
import { startWorker } from '../src/delivery/worker.ts';
import { newId } from '../src/ids.ts';
import { createLinkedAccounts } from '../src/linked-accounts/linked-accounts.ts';
import { systemReach } from '../src/reach.ts';
import { createVault, sealingKey } from '../src/sealed.ts';
import { createSetupCache } from '../src/setup/cache.ts';
import { startChild } from './child.ts';
import { ownCpu, postgresCpu } from './cpu.ts';
import { type BenchServer, createDatabase, dropDatabase, openSql } from './database.ts';
import { benchVendor, post } from './deliveries-vendor.ts';
import { type Measurement, quantile, type Round, type Timing } from './timing.ts';

const rounds = 3;
const warmUp = 300;
const idleSends = 200;
const name = 'bench_deliveries';
const call = exampleCall();

/** The worker as `src/ringpath.ts` puts it together, with one account linked to the vendor in `url`. */
const startSending = async (server: BenchServer, url: string) => {
  const address = server.at(name);
  const onError = (error: unknown): never => {
    throw error;
  };
  const sent = new Map<string, (at: number) => void>();
  const vendor = benchVendor((key) => {
    sent.get(key)?.(performance.now());
    sent.delete(key);
  });
  const findAction = (_: string, action: string) => vendor.actions.find(({ id }) => id === action);
  const db = createDb({ url: address, connections: 10 });
  const boss = new PgBoss({ connectionString: address, migrate: false, schedule: false });
  boss.on('error', onError);
  await boss.start();
  const linkedAccounts = createLinkedAccounts({
    db,
    setup: createSetupCache(db),
    vault: createVault([sealingKey('a secret for the bench, long enough to be one')]),
    integrations: [vendor],
    oauthApps: {},
    endpoints: {},
    publicUrl: 'https://ringpath.example',
  });
  const accountId = newId();
  await db.inAccount(systemReach(accountId, 'bench'), (tx) =>
    tx.insert(accounts).values({ id: accountId, name: 'Bench' }),
  );
  const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'bench'), {
    integration: 'bench',
    settings: { url },
  });
  const enqueue = createEnqueue(boss);
  const { open } = linkedAccounts;
  const worker = await startWorker(boss, {
    db,
    open,
    findAction,
    findIntegration: () => vendor,
    enqueue,
    allowances: createAllowances(db, () => vendor),
    needsReconnect: async () => 'KNOWN',
    alert: async () => undefined,
    announce: () => undefined,
    tuning: usualTuning,
    now: () => new Date(),
    onError,
  });

  /** Commits this many decided deliveries at once, as a rule's decisions are; resolves when all are settled. */
  const send = async (count: number): Promise<readonly number[]> => {
    const rows = Array.from({ length: count }, () => ({ id: newId(), call_id: newId(), key: newId() }));
    let committed = 0;
    const taken = rows.map(
      ({ key }) => new Promise<number>((resolve) => sent.set(key, (at) => resolve(at - committed))),
    );
    await db.pipeline(async (put) => {
      put(asAccount(systemReach(accountId, 'bench')));
      put({
        text: `insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key,
            settings, snapshot, automation_id, automation_version, state, due_at)
          select $1, r.id, r.id, r.call_id, $2, 'bench', 'send-call', '', 1, r.key, '{}', $3::jsonb, r.id, 1, 'PENDING', now()
          from jsonb_to_recordset($4::jsonb) as r (id uuid, call_id uuid, key text)`,
        params: [accountId, linkedAccountId, JSON.stringify(call), JSON.stringify(rows)],
      });
      const jobs = rows.map(({ id }) => ({ accountId, deliveryId: id, linkedAccountId }));
      return { result: undefined, last: await enqueue.deliver(jobs) };
    });
    committed = performance.now();
    return Promise.all(taken);
  };

  return {
    send,
    stop: async (): Promise<void> => {
      await worker.stop();
      await boss.stop({ graceful: false });
      await db.stop();
    },
  };
};

/** The same calls, one after the other, with nothing around them. */
const bareLoop = async (url: string, count: number): Promise<Timing> => {
  const latencies: number[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const at = performance.now();
    await post(url, newId(), call);
    latencies.push(performance.now() - at);
  }
  return { rate: count / ((performance.now() - began) / 1000), latencies };
};

/** Deliveries through the queue, one HTTP call each, against a bare loop of the same calls. */
export const measureDeliveries = async (
  server: BenchServer,
  perRound: number,
  say: (line: string) => void,
): Promise<Measurement> => {
  await createDatabase(server, name);
  const sql = openSql(server.at(name));
  // Deliveries stand by themselves here; checking that their call exists is not what is measured.
  await sql`alter table deliveries drop constraint deliveries_account_id_call_id_calls_account_id_id_fk`;
  const vendor = await startChild('deliveries-server', []);
  const sending = await startSending(server, vendor.url);
  const measured: Round[] = [];
  const withCpu = async (count: number, side: () => Promise<Timing>): Promise<Timing> => {
    const [node, postgres] = [ownCpu(), await postgresCpu(server.folder)];
    const timing = await side();
    const [nodeAfter, postgresAfter] = [ownCpu(), await postgresCpu(server.folder)];
    if (postgres === null || postgresAfter === null) return timing;
    return {
      ...timing,
      cpu: { node: (nodeAfter - node) / count, postgres: (postgresAfter - postgres) / count },
    };
  };
  const queued = async (count: number): Promise<Timing> => {
    const latencies = await sending.send(count);
    // A round lasts from its commit until the vendor has the last one.
    return { rate: count / (Math.max(...latencies) / 1000), latencies: [] };
  };
  try {
    await queued(warmUp);
    await bareLoop(vendor.url, warmUp);
    await sql`analyze`;
    for (let round = 1; round <= rounds; round++) {
      const ours = await withCpu(perRound, () => queued(perRound));
      const limit = await withCpu(perRound, () => bareLoop(vendor.url, perRound));
      measured.push({ ours, limit });
      say(`  deliveries, round ${round}: ${Math.round(ours.rate)} a second, limit ${Math.round(limit.rate)}`);
    }
    const idle: number[] = [];
    for (let n = 0; n < idleSends; n++) idle.push(...(await sending.send(1)));
    const [p50, p99] = [quantile(idle, 0.5), quantile(idle, 0.99)].map((ms) => ms.toFixed(1));
    say(`  from commit to the vendor's answer on an idle system: p50 ${p50} ms, p99 ${p99} ms`);
    return {
      path: 'deliveries: through the queue to a vendor that answers at once, a request each',
      against: 'a bare loop of the same HTTP calls with the same client, one by one',
      target: 0.5,
      unit: 'deliveries/s',
      rounds: measured,
      notes: [
        `from the commit of a decision to the vendor's answer, one at a time on an otherwise idle server: p50 ${p50} ms, p99 ${p99} ms (to stay under 100 ms).`,
      ],
    };
  } finally {
    await sending.stop();
    await vendor.stop();
    await sql.end();
    await dropDatabase(server, name);
  }
};
