import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { newId } from '../src/ids.ts';
import { type Child, startChild } from './child.ts';
import { postgresCpu } from './cpu.ts';
import { type BenchServer, createDatabase, dropDatabase, openSql, type Sql } from './database.ts';
import type { DniOrder, DniReport } from './dni-load.ts';
import { type Measurement, median, type Round, type Timing } from './timing.ts';

const connections = 64;
const rounds = 3;
/** Long enough for every number to be shown once: how it is written is worked out the first time. */
const warmUpSeconds = 8;
/** Far shorter than in earnest, so that numbers come back while it is measured. */
const leaseSeconds = 2;

/** One account, so many companies with a pool each; every number free. */
const preparePools = async (sql: Sql, pools: number, numbers: number): Promise<readonly string[]> => {
  const account = newId();
  await sql`insert into accounts (id, name) values (${account}, 'Bench')`;
  const keys: string[] = [];
  for (let n = 0; n < pools; n += 1) {
    const [company, tracker, key] = [newId(), newId(), `key${n}`];
    keys.push(key);
    await sql`insert into companies (account_id, id, name, time_zone, currency, country, public_key)
      values (${account}, ${company}, ${key}, 'UTC', 'USD', 'US', ${key})`;
    await sql`insert into directory (kind, key, account_id, subject_id) values ('COMPANY_KEY', ${key}, ${account}, ${company})`;
    await sql`insert into trackers (account_id, id, company_id, kind, name, destination, lease_seconds, grace_seconds, cooldown_seconds)
      values (${account}, ${tracker}, ${company}, 'VISITOR', ${key}, '+12125550100', ${leaseSeconds}, 0, 0)`;
    await sql`with numbers as (
        insert into tracking_numbers (account_id, company_id, id, tracker_id, number)
        select ${account}, ${company}, gen_random_uuid(), ${tracker}, '+1646' || lpad((${n * numbers} + n)::text, 7, '0')
        from generate_series(1, ${numbers}) n returning account_id, company_id, id, tracker_id)
      insert into pool_numbers (account_id, company_id, number_id, tracker_id, free_at)
      select account_id, company_id, id, tracker_id, now() from numbers`;
  }
  await sql`analyze`;
  return keys;
};

const startLoad = () => {
  const child = fork(join(import.meta.dirname, `dni-load${extname(import.meta.filename)}`));
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended too early.');
  });
  ended.catch(() => undefined); // it ends when it is told to, too
  return {
    run: async (order: DniOrder): Promise<DniReport> => {
      const answered = once(child, 'message') as Promise<[DniReport]>;
      child.send(order);
      return (await Promise.race([answered, ended]))[0];
    },
    stop: () => child.disconnect(),
  };
};

interface Side extends Timing {
  readonly missed: number;
}

/** Throws when two sessions ever held one number at once. */
const checkLeases = async (sql: Sql): Promise<number> => {
  const [row] =
    await sql`select count(*)::int as leases, count(*) filter (where double)::int as doubles from (
    select shown_at < lag(expires_at) over (partition by number_id order by shown_at) as double from leases) l`;
  if (row?.['doubles'] !== 0)
    throw new Error(`${row?.['doubles']} numbers were given to two sessions at once.`);
  return Number(row['leases']);
};

/** A page view through the whole server, against a server that does nothing and one that asks SQL each time. */
export const measureDni = async (
  server: BenchServer,
  pools: number,
  seconds: number,
  say: (line: string) => void,
): Promise<Measurement> => {
  const name = `dni_${pools}`;
  await createDatabase(server, name);
  await createDatabase(server, `${name}_peer`);
  const [sql, peerSql] = [openSql(server.at(name)), openSql(server.at(`${name}_peer`))];
  const numbers = Math.ceil(24_000 / pools);
  const companyKeys = await preparePools(sql, pools, numbers);
  await preparePools(peerSql, pools, numbers);
  const ours = await startChild('dni-server', [server.at(name)]);
  const peer = await startChild('dni-sql-server', [server.at(`${name}_peer`)]);
  const limit = await startChild('dni-limit', []);
  const load = startLoad();
  const measured: Round[] = [];
  const peers: Side[] = [];
  let missed = 0;

  const side = async (child: Child, forSeconds: number): Promise<Side> => {
    const [node, postgres] = [await child.cpu(), await postgresCpu(server.folder)];
    const report = await load.run({ url: child.url, companyKeys, connections, seconds: forSeconds });
    const [nodeAfter, postgresAfter] = [await child.cpu(), await postgresCpu(server.folder)];
    const count = report.latencies.length;
    const cpu =
      postgres === null || postgresAfter === null
        ? null
        : { node: (nodeAfter - node) / count, postgres: (postgresAfter - postgres) / count };
    return { rate: count / (report.ms / 1_000), latencies: report.latencies, cpu, missed: report.missed };
  };

  try {
    for (const child of [limit, ours, peer]) await side(child, warmUpSeconds);
    // Plans made while the tables were empty last until PostgreSQL has looked at them, within a minute otherwise.
    for (const one of [sql, peerSql]) await one`analyze`;
    for (let round = 1; round <= rounds; round += 1) {
      const result = { limit: await side(limit, seconds), ours: await side(ours, seconds) };
      peers.push(await side(peer, seconds));
      missed += result.ours.missed;
      measured.push(result);
      say(
        `  dni over ${pools}, round ${round}: ${result.ours.rate.toFixed()} a second, hello ${result.limit.rate.toFixed()}, one SQL a lease ${peers.at(-1)?.rate.toFixed()}`,
      );
    }
  } finally {
    load.stop();
    for (const child of [ours, peer, limit]) await child.stop();
  }
  const leases = await checkLeases(sql);
  await sql.end();
  await peerSql.end();
  for (const database of [name, `${name}_peer`]) await dropDatabase(server, database);
  if (missed > 0) say(`  ${missed} page views found no number although numbers were free.`);
  const ratios = peers.map((one, at) => one.rate / (measured[at]?.limit.rate ?? Number.NaN));
  return {
    path: `dni: a page view with its lease durable before the answer, half of repeat visitors, ${pools === 1 ? 'one hot pool' : `spread over ${pools} pools`}; ${connections} connections`,
    against: 'bare node:http that answers hello',
    target: pools === 1 ? 0.45 : 0.2,
    unit: 'page views/s',
    rounds: measured,
    notes: [
      `${pools === 1 ? 'One hot pool' : `${pools} pools`}: ${leases.toLocaleString('en')} leases, none given to two sessions at once, ${missed} page views without a number. Beside it one SQL statement a lease: ratio ${median(ratios).toFixed(2)}, ${peers.reduce((sum, one) => sum + one.missed, 0).toLocaleString('en')} of ${peers.reduce((sum, one) => sum + one.latencies.length, 0).toLocaleString('en')} page views without a number.`,
    ],
  };
};
