import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseId } from '../src/ids.ts';
import type { LoadOrder, LoadReport } from './calls-load.ts';
import { type CallsRequest, callsRequests } from './calls-request.ts';
import { type Child, startChild } from './child.ts';
import { postgresCpu } from './cpu.ts';
import type { DataSet } from './data.ts';
import type { BenchServer } from './database.ts';
import type { Measurement, Round, Timing } from './timing.ts';

const connections = 32;
const rounds = 3;
const warmUpSeconds = 4;

const startLoad = () => {
  const child = fork(join(import.meta.dirname, `calls-load${extname(import.meta.filename)}`));
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended too early.');
  });
  ended.catch(() => undefined); // it ends when it is told to, too
  return {
    run: async (order: LoadOrder): Promise<LoadReport> => {
      const answered = once(child, 'message') as Promise<[LoadReport]>;
      child.send(order);
      return (await Promise.race([answered, ended]))[0];
    },
    stop: () => child.disconnect(),
  };
};

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** An answer with ids and times in one spelling. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string')
    return isTime.test(value) ? Date.parse(value) : (parseId(value)?.uuid ?? value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

const answerTo = async (url: string, { body, headers }: CallsRequest): Promise<unknown> =>
  plain(await (await fetch(url, { method: 'POST', body, headers })).json());

/** Measures nothing unless both sides say the same. */
const compare = async (ours: string, limit: string, requests: readonly CallsRequest[]): Promise<void> => {
  for (const request of requests) {
    const [mine, theirs] = [await answerTo(ours, request), await answerTo(limit, request)];
    if (!isDeepStrictEqual(mine, theirs))
      throw new Error(
        `The sides answer differently.\nours  ${JSON.stringify(mine).slice(0, 2000)}\nlimit ${JSON.stringify(theirs).slice(0, 2000)}`,
      );
    if (JSON.stringify(mine).split('startedAt').length !== 51)
      throw new Error('A page has fewer than 50 calls.');
  }
};

/** The list of calls through the whole server, against one statement behind a bare handler. */
export const measureCalls = async (
  server: BenchServer,
  data: DataSet,
  seconds: number,
  say: (line: string) => void,
): Promise<Measurement> => {
  const requests = callsRequests(data, 5_000);
  const ours = await startChild('calls-server', [data.url]);
  const limit = await startChild('calls-limit', [data.url]);
  const load = startLoad();
  const measured: Round[] = [];

  const side = async (child: Child, forSeconds: number): Promise<Timing> => {
    const [node, postgres] = [await child.cpu(), await postgresCpu(server.folder)];
    const { latencies, ms } = await load.run({ url: child.url, requests, connections, seconds: forSeconds });
    const [nodeAfter, postgresAfter] = [await child.cpu(), await postgresCpu(server.folder)];
    const count = latencies.length;
    const cpu =
      postgres === null || postgresAfter === null
        ? null
        : { node: (nodeAfter - node) / count, postgres: (postgresAfter - postgres) / count };
    return { rate: count / (ms / 1000), latencies, cpu };
  };

  try {
    await compare(ours.url, limit.url, requests.slice(0, 40));
    await side(limit, warmUpSeconds);
    await side(ours, warmUpSeconds);
    for (let round = 1; round <= rounds; round++) {
      const result = { limit: await side(limit, seconds), ours: await side(ours, seconds) };
      measured.push(result);
      say(
        `  calls, round ${round}: ${result.ours.rate.toFixed()} a second, limit ${result.limit.rate.toFixed()}`,
      );
    }
  } finally {
    load.stop();
    await ours.stop();
    await limit.stop();
  }
  return {
    path: `calls: 50 newest in a month with tags, number, deliveries; ${connections} connections`,
    against:
      'bare node:http, one prepared statement that builds the JSON; no authentication, no row-level security',
    target: 0.6,
    unit: 'requests/s',
    rounds: measured,
    notes: [],
  };
};
