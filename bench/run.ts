import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../src/project-root.ts';
import { measureCalls } from './calls.ts';
import { type DataSet, prepareData } from './data.ts';
import { type BenchServer, openSql, startServer } from './database.ts';
import { measureDeliveries } from './deliveries.ts';
import { measureDni } from './dni.ts';
import { measureScript } from './dni-script.ts';
import { measureDryRun } from './dry-run.ts';
import { measureIngest } from './ingest.ts';
import { measureLive } from './live.ts';
import { report, summary } from './results.ts';
import type { Measurement } from './timing.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The live bench times one change to all sockets: as a rate it compares like the others. */
const live = async (): Promise<Measurement> => {
  const { rounds, sockets, bytes } = await measureLive();
  const timing = ({ ms, cpuMs }: { readonly ms: number; readonly cpuMs: number }) => ({
    rate: 1000 / ms,
    latencies: [], // a median has none
    cpu: { node: cpuMs, postgres: 0 },
  });
  return {
    path: `live: one change to ${sockets.toLocaleString('en')} sockets, ${bytes} bytes each`,
    against: 'bare ws sending one ready buffer',
    target: 0.8,
    unit: 'changes/s',
    rounds: rounds.map(({ ours, limit }) => ({ ours: timing(ours), limit: timing(limit) })),
    notes: [],
  };
};

interface Given {
  readonly server: BenchServer;
  readonly data: DataSet;
  readonly seconds: number;
}

const benches: Readonly<Record<string, (given: Given) => Promise<Measurement>>> = {
  calls: ({ server, data, seconds }) => measureCalls(server, data, seconds, say),
  ingest: ({ server, data, seconds }) => measureIngest(server, data, seconds * 1_600, say),
  live,
  deliveries: ({ server, seconds }) => measureDeliveries(server, seconds * 400, say),
  'dry-run': ({ server, data }) => measureDryRun(server, data, say),
  'dni-hot': ({ server, seconds }) => measureDni(server, 1, seconds, say),
  'dni-spread': ({ server, seconds }) => measureDni(server, 100, seconds, say),
  'dni-script': ({ seconds }) => measureScript(seconds),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { calls: { type: 'string', default: '1000000' }, seconds: { type: 'string', default: '10' } },
});
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = chosen.filter((name) => !benches[name]);
const [calls, seconds] = [Number(values.calls), Number(values.seconds)];
if (unknown.length > 0 || !(calls >= 20_000) || !(seconds >= 1)) {
  say(
    'npm run bench -- [calls] [ingest] [live] [deliveries] [dry-run] [dni-hot] [dni-spread] [dni-script] [--calls 1000000] [--seconds 10]',
  );
  say('--calls makes a smaller data set (at least 20000) for trying out, --seconds shorter rounds.');
  process.exit(2);
}

const [load = 0] = loadavg();
const root = projectRoot();
const folder = join(root, 'data/bench');
await mkdir(folder, { recursive: true });
const server = await startServer(folder);
try {
  const data = await prepareData(server, calls, say);
  const measured: Measurement[] = [];
  for (const name of chosen) {
    say(`Measuring ${name}.`);
    measured.push(...[await benches[name]?.({ server, data, seconds })].filter((one) => one !== undefined));
  }
  const sql = openSql(server.url);
  const [version] = await sql<{ server_version: string }[]>`show server_version`;
  await sql.end();
  const seen = { date: new Date(), postgres: version?.server_version ?? 'unknown', calls, load };
  await writeFile(join(root, 'bench/RESULTS.md'), report(measured, seen));
  say(`\n${summary(measured)}\n\nWritten to bench/RESULTS.md.`);
} finally {
  await server.stop();
}
