import { ownCpu, postgresCpu } from './cpu.ts';
import type { DataSet } from './data.ts';
import { type BenchServer, dropDatabase, openSql, type Sql } from './database.ts';
import { incoming } from './ingest-calls.ts';
import { type Conductor, startConductor } from './ingest-conductor.ts';
import { createPeerFunction, endCalls, findPgbench } from './ingest-peer.ts';
import { type DueCall, prepareIngest } from './ingest-prepare.ts';
import type { Measurement, Round, Timing } from './timing.ts';

/** Runs one side and says what CPU each of its `count` units took. */
const withCpu = async (server: BenchServer, count: number, side: () => Promise<Timing>): Promise<Timing> => {
  const [node, postgres] = [ownCpu(), await postgresCpu(server.folder)];
  const timing = await side();
  const [nodeAfter, postgresAfter] = [ownCpu(), await postgresCpu(server.folder)];
  if (postgres === null || postgresAfter === null) return timing;
  return {
    ...timing,
    cpu: { node: (nodeAfter - node) / count, postgres: (postgresAfter - postgres) / count },
  };
};

const inFlight = 16;
const rounds = 3;
/** Until the compilers of both sides have seen enough. */
const warmUp = 8_000;

/** Ends these calls with `inFlight` callbacks on their way at any time. */
const conductCalls = async (conductor: Conductor, due: readonly DueCall[]): Promise<Timing> => {
  const latencies: number[] = [];
  const waiting = due.values();
  const line = async (): Promise<void> => {
    for (const { accountId, callback, params } of waiting) {
      const began = performance.now();
      await conductor.take(incoming(accountId, { callback, params, receivedAt: new Date() }));
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, line));
  return { rate: due.length / ((performance.now() - began) / 1000), latencies };
};

/** Rows of these calls by table. Both sides must leave the same. */
const countRows = async (sql: Sql, first: number, count: number): Promise<string> => {
  const [row] = await sql`
    with u as materialized (select account_id, call_id, call_key from bench.due where n >= ${first} and n < ${first + count})
    select
      (select count(*) from u join carrier_events e using (account_id, call_id) where e.state = 'APPLIED') as events,
      (select count(*) from u join calls c on c.account_id = u.account_id and c.id = u.call_id where c.status = 'ENDED') as calls,
      (select count(*) from u join decisions d using (account_id, call_id)) as decisions,
      (select count(*) from u join lead_history l using (account_id, call_id)) as lead_history,
      (select count(*) from u join deliveries d using (account_id, call_id)) as deliveries,
      (select count(*) from u join changes h using (account_id, call_id)) as changes,
      (select count(*) from u join deliveries d using (account_id, call_id)
        join pgboss.job j on j.name = 'deliver' and j.data ->> 'deliveryId' = d.id::text) as jobs`;
  return JSON.stringify(row);
};

/** One ended call through the whole conductor, against PostgreSQL doing nothing but the same writes. */
export const measureIngest = async (
  server: BenchServer,
  data: DataSet,
  perRound: number,
  say: (line: string) => void,
): Promise<Measurement> => {
  const sides = 2 * (rounds * perRound + warmUp);
  say(`Copying the data set and preparing ${sides.toLocaleString('en')} calls that are about to end.`);
  const { url, due } = await prepareIngest(server, data, sides);
  const pgbench = await findPgbench();
  const sql = openSql(url);
  const conductor = await startConductor(url);
  const measured: Round[] = [];
  let next = 0;
  const both = async (count: number): Promise<Round> => {
    const first = next;
    next += 2 * count;
    await sql`checkpoint`;
    const ours = await withCpu(server, count, () => conductCalls(conductor, due.slice(first, first + count)));
    await sql`checkpoint`;
    const limit = await withCpu(server, count, () =>
      endCalls(pgbench, url, { first: first + count, count, clients: inFlight }),
    );
    const [mine, theirs] = [await countRows(sql, first, count), await countRows(sql, first + count, count)];
    if (mine !== theirs)
      throw new Error(`The sides did not write the same rows.\nconductor ${mine}\nlimit     ${theirs}`);
    return { ours, limit };
  };
  try {
    await createPeerFunction(sql);
    await both(warmUp);
    for (let round = 1; round <= rounds; round++) {
      const result = await both(perRound);
      measured.push(result);
      say(
        `  ingest, round ${round}: ${Math.round(result.ours.rate)} a second, limit ${Math.round(result.limit.rate)}`,
      );
    }
  } finally {
    await conductor.stop();
    await sql.end();
    if (!process.env['BENCH_KEEP']) await dropDatabase(server, new URL(url).pathname.slice(1));
  }
  return {
    path: 'ingest: one ended call through the whole conductor, 16 in flight',
    against: pgbench
      ? 'pgbench -M prepared, 16 clients, one transaction a call: one function with the same writes'
      : 'a postgres.js loop, 16 connections (pgbench was not found): one function with the same writes, one transaction a call',
    target: 0.6,
    unit: 'calls/s',
    rounds: measured,
    notes: [],
  };
};
