import { setTimeout as pause } from 'node:timers/promises';
import { findAction, integrations } from '../integrations/registry.ts';
import { linkedAccounts } from '../schema/index.ts';
import { createDb, type Db } from '../src/db.ts';
import type { CallFilter } from '../src/filter/call-filter.ts';
import { newId, typedId } from '../src/ids.ts';
import { createDryRuns } from '../src/past-calls/dry-run.ts';
import { systemReach } from '../src/reach.ts';
import { createRunReads } from '../src/runs/read.ts';
import { createRuns } from '../src/runs/runs.ts';
import { createSetupCache, setupChanged } from '../src/setup/cache.ts';
import type { DataSet } from './data.ts';
import { type BenchServer, cloneDatabase, dropDatabase, openSql } from './database.ts';
import type { Measurement, Round, Timing } from './timing.ts';

const rounds = 3;
const mostCalls = 100_000;
const pageSize = 2_000;
const name = 'bench_dry_run';

/** The same rows with their visit and caller, read as rows and thrown away: the least a dry run has to do. */
const bareSelect = async (url: string, accountId: string, to: string): Promise<number> => {
  const sql = openSql(url);
  let [read, at, id] = [0, '-infinity', '00000000-0000-0000-0000-000000000000'];
  for (let more = true; more; ) {
    const rows = await sql`select c.started_at::text as at, c.*, s.*, p.*, c.id as call_id from calls c
      left join web_sessions s on s.account_id = c.account_id and s.id = c.session_id
      left join callers p on p.account_id = c.account_id and p.id = c.caller_id
      where c.account_id = ${accountId} and c.started_at < ${to}::text::timestamptz and c.status = 'ENDED'
        and (c.started_at, c.id) > (${at}::text::timestamptz, ${id}::uuid)
      order by c.started_at, c.id limit ${pageSize}`;
    const last = rows.at(-1);
    [read, at, id] = [read + rows.length, last?.['at'] ?? at, last?.['call_id'] ?? id];
    more = rows.length === pageSize;
  }
  await sql.end();
  return read;
};

/** A rule with an action that can say what it would send needs a linked account. */
const connect = async (db: Db, accountId: string): Promise<string> => {
  const id = newId();
  await db.inAccount(systemReach(accountId, 'bench'), async (tx) => {
    const settings = { customerId: '1234567890' };
    await tx
      .insert(linkedAccounts)
      .values({ accountId, id, integration: 'google-ads', label: 'Ads', settings, state: 'ACTIVE' });
    await setupChanged(tx, { accountId, companyId: null }, id, 'Connected');
  });
  return typedId('LinkedAccount', id);
};

const ruleFor = (linkedAccountId: string) => ({
  trigger: 'CALL_ENDED' as const,
  filter: { talkSeconds: { gte: 60 } } satisfies CallFilter,
  actions: [
    { setLeadStatus: { leadStatus: 'QUALIFIED' as const } },
    {
      deliver: {
        linkedAccountId,
        action: 'upload-conversion',
        settings: { conversionActionId: '987654321' },
      },
    },
  ],
});

/** A rule that sends, tried on past calls by a run, against reading the same rows and doing nothing. */
export const measureDryRun = async (
  server: BenchServer,
  data: DataSet,
  say: (line: string) => void,
): Promise<Measurement> => {
  const [largest] = data.accounts;
  if (!largest) throw new Error('The data set has no account.');
  const accountId = largest.id;
  await cloneDatabase(server, new URL(data.url).pathname.slice(1), name);
  const url = server.at(name);
  const owner = openSql(url);
  const [end] = await owner<{ to: string; calls: number }[]>`
    select max(started_at)::text as to, count(*)::int as calls from (
      select started_at from calls where account_id = ${accountId} order by started_at limit ${mostCalls}) c`;
  await owner.end();
  const to = end?.to ?? '';
  const db = createDb({ url, connections: 4 });
  const setup = createSetupCache(db);
  const context = {
    now: () => new Date(),
    consoleUrl: 'https://ringpath.example/console',
    findAction,
  };
  const dryRuns = createDryRuns({ db, setup, integrations, context });
  const runs = createRuns({
    db,
    handlers: [dryRuns.handler],
    announce: () => undefined,
    onError: (error) => {
      throw error;
    },
    working: true,
  });
  const reads = createRunReads(db);
  const measured: Round[] = [];

  const timed = async (work: () => Promise<number>): Promise<Timing> => {
    const began = performance.now();
    const count = await work();
    return { rate: count / ((performance.now() - began) / 1000), latencies: [] };
  };

  try {
    const linkedAccountId = await connect(db, accountId);
    const dryRun = async (): Promise<number> => {
      const period = { from: data.starts, to: new Date(to) };
      const asked = { rule: ruleFor(linkedAccountId), period };
      const id = await dryRuns.start(runs, systemReach(accountId, 'bench'), asked);
      for (;;) {
        const [run] = await reads.byIds(systemReach(accountId, 'bench'), [id]);
        if (run?.state === 'DONE') return run.done;
        if (run?.state === 'FAILED') throw new Error(run.reason ?? 'The dry run failed.');
        await pause(10);
      }
    };
    await bareSelect(url, accountId, to);
    for (let round = 1; round <= rounds; round++) {
      const limit = await timed(() => bareSelect(url, accountId, to));
      const ours = await timed(dryRun);
      measured.push({ ours, limit });
      say(`  dry-run, round ${round}: ${ours.rate.toFixed()} a second, limit ${limit.rate.toFixed()}`);
    }
  } finally {
    await runs.stop();
    await db.stop();
    await dropDatabase(server, name);
  }
  return {
    path: `dry run: a rule that sends, on ${(end?.calls ?? 0).toLocaleString('en')} past calls`,
    against: 'the same rows with visit and caller, selected in the same pages and thrown away',
    target: 0.3,
    unit: 'calls/s',
    rounds: measured,
    notes: [],
  };
};
