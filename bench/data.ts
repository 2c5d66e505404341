import { createQueues } from '../src/delivery/queues.ts';
import { projectRoot } from '../src/project-root.ts';
import { migrate } from '../src/storage/migrate.ts';
import { dataSteps } from './data-sql.ts';
import { type BenchServer, createDatabase, openSql, type Sql } from './database.ts';

/** Raised with every change of the data set; older ones are made again. */
const dataVersion = '3';
const accountCount = 20;
const starts = '2025-07-01T00:00:00Z';

/** An account of the data set. `share` of all calls is its own. */
export interface BenchAccount {
  readonly id: string;
  readonly share: number;
  /** An API key that may read. */
  readonly key: string;
}

export interface DataSet {
  readonly url: string;
  readonly calls: number;
  readonly starts: Date;
  readonly days: number;
  /** The largest first. */
  readonly accounts: readonly BenchAccount[];
}

const make = async (sql: Sql, calls: number, say: (line: string) => void): Promise<void> => {
  await sql.unsafe(`
    set session_replication_role = replica; set synchronous_commit = off;
    set work_mem = '1GB'; set max_parallel_workers_per_gather = 0; set enable_nestloop = off; set enable_mergejoin = off`);
  for (const [name, text] of dataSteps) {
    const began = performance.now();
    await sql.unsafe(text);
    if (name === 'helpers')
      await sql`insert into bench.size values (${calls}, ${accountCount}, ${starts}, ${dataVersion})`;
    say(`  ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
};

const isCurrent = async (server: BenchServer, name: string): Promise<boolean> => {
  const sql = openSql(server.at(name));
  try {
    // Written last, so a data set that was interrupted is not taken for a whole one.
    const rows = await sql`select 1 from bench.complete join bench.size on version = ${dataVersion}`;
    return rows.length === 1;
  } catch {
    return false; // no such database, or one without the bench's own tables
  } finally {
    await sql.end();
  }
};

/** The data set of this size, made when it is not there yet or its version is an older one. */
export const prepareData = async (
  server: BenchServer,
  calls: number,
  say: (line: string) => void,
): Promise<DataSet> => {
  const name = `bench_${calls}`;
  if (!(await isCurrent(server, name))) {
    say(`Making ${calls.toLocaleString('en')} calls; this takes a few minutes, once.`);
    await createDatabase(server, name);
    const sql = openSql(server.at(name));
    await make(sql, calls, say);
    await sql.unsafe('vacuum (analyze, freeze)');
    await sql.unsafe('create table bench.complete as select now() as at; checkpoint');
    await sql.end();
  }
  // A data set lives longer than the schema it was made with.
  await migrate(server.at(name), projectRoot(), createQueues);
  const sql = openSql(server.at(name));
  const accounts = await sql<BenchAccount[]>`select a.id, a.share, k.key
    from bench.accounts a join bench.keys k using (k) order by a.k`;
  await sql.end();
  return { url: server.at(name), calls, starts: new Date(starts), days: 365, accounts };
};
