import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Db } from '../../src/db.ts';
import { Refusal } from '../../src/errors.ts';
import { createLiveSockets, type LiveSocketsOptions } from '../../src/http/live.ts';
import type { Viewer } from '../../src/identity/scopes.ts';
import { createLive } from '../../src/live/hub.ts';
import { createWake } from '../../src/live/wake.ts';
import { keyReach } from '../../src/reach.ts';

/** A gauge that remembers, and tells who waits for a number. */
const createGauge = () => {
  const waiting = new Set<{ readonly from: number; readonly reached: () => void }>();
  // Like prom-client's, its methods need their object.
  return {
    value: 0,
    inc() {
      this.value += 1;
      for (const one of waiting) if (this.value >= one.from) one.reached();
    },
    dec() {
      this.value -= 1;
    },
    reaches(from: number): Promise<void> {
      if (this.value >= from) return Promise.resolve();
      return new Promise((reached) => void waiting.add({ from, reached }));
    },
  };
};

/** GraphQL's own errors and refusals as they are, everything else hidden. */
const formatError = (error: GraphQLError) => {
  const { originalError } = error;
  if (originalError instanceof Refusal)
    return { ...error.toJSON(), extensions: { code: originalError.code } };
  const known = !originalError || originalError instanceof GraphQLError;
  return known ? error.toJSON() : { message: 'Something went wrong here.' };
};

/** The real endpoint on a real server and database. Keys are `rp_<account>`. */
export const startLiveSockets = async (
  { db, url }: { readonly db: Db; readonly url: string },
  schema: (live: ReturnType<typeof createLive>) => GraphQLSchema,
  options: Partial<LiveSocketsOptions> = {},
) => {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const wake = createWake({ url, onError });
  const live = createLive({ db, wake, onError });
  const metrics = { sockets: createGauge(), subscriptions: createGauge(), dropped: createGauge() };
  const revoked = new Set<string>();
  const sockets = createLiveSockets({
    schema: schema(live),
    live,
    authenticate: async (authorization): Promise<Viewer | null> => {
      const key = authorization?.startsWith('Bearer rp_') ? authorization.slice('Bearer rp_'.length) : null;
      return key && !revoked.has(key) ? { reach: keyReach(key, key), scopes: ['READ'] } : null;
    },
    contextFor: (viewer) => viewer,
    formatError,
    rules: [],
    onError,
    metrics,
    ...options,
  });
  const server = createServer();
  const connections: Socket[] = [];
  server.on('connection', (socket) => connections.push(socket));
  sockets.attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const stop = async () => {
    await sockets.stop();
    await live.stop();
    await wake.stop();
    server.close();
  };
  onTestFinished(stop);

  return {
    address,
    live,
    metrics,
    revoked,
    errors,
    /** The server's ends, oldest first. */
    connections,
    stop: sockets.stop,

    /** A client as a console has it. */
    client: (accountId: string): Client => {
      const client = createClient({
        url: address,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer rp_${accountId}` },
        retryAttempts: 0,
      });
      onTestFinished(async () => {
        await client.dispose();
      });
      return client;
    },

    /** A bare socket; after `init`, with the key of this account. */
    bare: async (accountId: string | null, path = '', settings: object = {}): Promise<WebSocket> => {
      const socket = new WebSocket(`${address}${path}`, 'graphql-transport-ws', settings);
      onTestFinished(() => socket.terminate());
      await once(socket, 'open');
      if (accountId !== null) {
        const payload = { authorization: `Bearer rp_${accountId}` };
        socket.send(JSON.stringify({ type: 'connection_init', payload }));
        await once(socket, 'message');
      }
      return socket;
    },
  };
};

export type LiveSocketsForTest = Awaited<ReturnType<typeof startLiveSockets>>;
