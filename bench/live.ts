import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { WebSocketServer } from 'ws';
import { createDb } from '../src/db.ts';
import { createQueues } from '../src/delivery/queues.ts';
import { createLiveSockets } from '../src/http/live.ts';
import { newId } from '../src/ids.ts';
import type { Change } from '../src/live/feed.ts';
import { createLive, type Live } from '../src/live/hub.ts';
import { createWake } from '../src/live/wake.ts';
import { systemReach } from '../src/reach.ts';
import { startEmbeddedPostgres } from '../src/storage/embedded.ts';
import { migrate } from '../src/storage/migrate.ts';
import type { Order, Report } from './live-clients.ts';

export interface LiveMeasure {
  readonly name: string;
  /** How much of the limit is reached: 1 means as fast as it. Median of the rounds. */
  readonly ratio: number;
  /** Medians of a round, ms from the change to the last socket that has it; CPU of the sending process. */
  readonly rounds: readonly Round[];
  readonly sockets: number;
  /** Of one message. */
  readonly bytes: number;
}

interface Timing {
  readonly ms: number;
  readonly cpuMs: number;
}
interface Round {
  readonly ours: Timing;
  readonly limit: Timing;
  readonly ratio: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const refuseFewFiles = (sockets: number): void => {
  const needed = 2 * sockets + 200;
  const given = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  if (given === 'unlimited' || Number(given) >= needed) return;
  throw new Error(
    `${sockets} sockets, twice, need ${needed} open files in one process; this shell allows ${given}. ` +
      `Run "ulimit -n ${needed}" first, or ask for fewer sockets.`,
  );
};

const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
};

/** As much of the product's schema as a subscription to changes needs. */
const schemaOf = (live: Live, accountId: string): GraphQLSchema => {
  const text = { type: new GraphQLNonNull(GraphQLString) };
  const change = new GraphQLObjectType<Change>({
    name: 'Change',
    fields: {
      cursor: text,
      kind: text,
      at: { ...text, resolve: ({ at }) => at.toISOString() },
      text: { ...text, resolve: ({ detail }) => detail['text'] },
    },
  });
  const args = { after: { type: GraphQLString } };
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { hello: { type: GraphQLString } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        changes: {
          type: change,
          args,
          subscribe: (_root, { after }: { after?: string | null }) =>
            live.subscribe({ reach: systemReach(accountId, 'bench'), after: after ?? null }),
          resolve: (root) => root,
        },
      },
    }),
  });
};

/**
 * One change, from its insert in PostgreSQL to the last of `sockets` that has it, against a bare `ws`
 * server that sends one ready buffer of the same size to as many. The client ends live in a process of
 * their own; ours and the limit take turns in each round.
 */
export const measureLive = async ({
  sockets = 5_000,
  rounds = 3,
  changesPerRound = 20,
}: {
  readonly sockets?: number;
  readonly rounds?: number;
  readonly changesPerRound?: number;
} = {}): Promise<LiveMeasure> => {
  refuseFewFiles(sockets);
  const stops: (() => unknown)[] = [];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'ringpath-bench-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startEmbeddedPostgres(folder);
    stops.push(postgres.stop);
    await migrate(postgres.url, process.cwd(), createQueues);

    const accountId = newId();
    const onError = (error: unknown): never => {
      throw error;
    };
    const db = createDb({ url: postgres.url, connections: 4 });
    stops.push(db.stop);
    const wake = createWake({ url: postgres.url, onError });
    stops.push(wake.stop);
    const live = createLive({ db, wake, onError });
    stops.push(live.stop);

    const subscribed = Promise.withResolvers<void>();
    let subscriptions = 0;
    const none = { inc: () => undefined, dec: () => undefined };
    const endpoint = createLiveSockets({
      schema: schemaOf(live, accountId),
      live,
      authenticate: async () => ({ reach: systemReach(accountId, 'bench'), scopes: ['READ'] }),
      contextFor: () => null,
      formatError: (error) => error.toJSON(),
      rules: [],
      onError,
      metrics: {
        sockets: none,
        subscriptions: {
          inc: () => {
            subscriptions += 1;
            if (subscriptions === sockets) subscribed.resolve();
          },
          dec: () => undefined,
        },
        dropped: { inc: () => onError(new Error('A client of the bench was too slow.')) },
      },
    });
    const ourServer = createServer();
    endpoint.attach(ourServer);
    const bareServer = createServer();
    const bare = new WebSocketServer({ server: bareServer, perMessageDeflate: false });
    const [ourUrl, bareUrl] = [await listen(ourServer), await listen(bareServer)];

    const clients = fork(join(import.meta.dirname, `live-clients${extname(import.meta.filename)}`));
    stops.push(
      () => ourServer.close(),
      () => bareServer.close(),
      endpoint.stop,
      () => clients.kill(),
    );
    const open = async (order: Order): Promise<void> => {
      clients.send(order);
      await once(clients, 'message');
    };
    const init = JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer rp_bench' } });
    const payload = { query: 'subscription { changes { cursor kind at text } }' };
    const subscribe = JSON.stringify({ id: newId(), type: 'subscribe', payload });
    await open({ open: 'ours', url: ourUrl, sockets, say: [init, subscribe] });
    await subscribed.promise;
    await live.position(accountId);
    await open({ open: 'limit', url: bareUrl, sockets, say: [] });

    const timed = async (work: () => Promise<unknown>): Promise<Timing & { readonly message: string }> => {
      const got = once(clients, 'message') as Promise<[Extract<Report, { got: string }>]>;
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      await work();
      const [{ message }] = await got;
      const { user, system } = process.cpuUsage(cpu);
      return { ms: performance.now() - start, cpuMs: (user + system) / 1_000, message };
    };
    // One round trip and so one transaction, as the conductor writes.
    const write = `
      select set_config('app.account_id', '${accountId}', true), set_config('app.every_company', 'on', true);
      insert into changes (account_id, kind, detail) values ('${accountId}', 'CALL_ANSWERED',
        '{"text": "A call to 41 Main Street was answered after 7 seconds."}')`;
    const ours = () =>
      timed(async () => {
        await db.client.unsafe(write);
        live.announce(accountId);
      });
    const ready = Buffer.from((await ours()).message);
    const limit = () =>
      timed(async () => {
        for (const socket of bare.clients) socket.send(ready, { binary: false });
      });

    // Both paths are compiled before anything counts.
    for (let n = 0; n < 10; n += 1) await limit().then(ours);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const times: { ours: Timing[]; limit: Timing[] } = { ours: [], limit: [] };
      for (let n = 0; n < changesPerRound; n += 1) {
        times.limit.push(await limit());
        times.ours.push(await ours());
      }
      const middle = (timings: readonly Timing[]): Timing => ({
        ms: median(timings.map(({ ms }) => ms)),
        cpuMs: median(timings.map(({ cpuMs }) => cpuMs)),
      });
      const [own, best] = [middle(times.ours), middle(times.limit)];
      measured.push({ ours: own, limit: best, ratio: best.ms / own.ms });
    }
    return {
      name: 'live',
      ratio: median(measured.map(({ ratio }) => ratio)),
      rounds: measured,
      sockets,
      bytes: ready.length,
    };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

/** A row of the table: what, ours and the limit in ms with CPU, ratio. */
const liveRow = ({ sockets, bytes, rounds, ratio }: LiveMeasure): string => {
  const shown = (side: 'ours' | 'limit'): string => {
    const ms = median(rounds.map((round) => round[side].ms));
    const cpu = median(rounds.map((round) => round[side].cpuMs));
    return `${ms.toFixed(1)} ms (${cpu.toFixed(1)} ms CPU)`;
  };
  const what = `live: one change to ${sockets} sockets, ${bytes} bytes each`;
  return `| ${what} | ${shown('ours')} | bare ws, one ready buffer: ${shown('limit')} | **${ratio.toFixed(2)}** |`;
};

if (process.argv[1] === import.meta.filename) {
  const measure = await measureLive({ sockets: Number(process.argv[2] ?? 5_000) });
  process.stdout.write(`${liveRow(measure)}\n`);
}
