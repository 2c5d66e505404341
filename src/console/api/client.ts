import { createClient as createSocket } from 'graphql-ws';
import {
  Client,
  type CombinedError,
  cacheExchange,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
} from 'urql';
import { createLink, type Link } from './link.ts';
import { subscribeResuming } from './resume.ts';

/** Close codes of a server that does not take the key. */
const refusals: readonly number[] = [4401, 4403];
const pingMilliseconds = 20_000;
const pongMilliseconds = 6_000;

const isUnauthorised = (error: CombinedError): boolean =>
  (error.response as Response | undefined)?.status === 401 ||
  error.graphQLErrors.some((each) => each.extensions['code'] === 'UNAUTHENTICATED');

/** A socket that counts as dead when a ping goes unanswered: laptops sleep and phones change networks. */
const openSocket = (authorization: string, link: Link, refused: () => void) => {
  let silence: number | undefined;
  let wasLive = false;
  const socket = createSocket({
    url: `${window.location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization },
    keepAlive: pingMilliseconds,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) => {
      const wait = Math.min(500 * 2 ** retries, 10_000) * (0.7 + Math.random() * 0.6);
      return new Promise((resolve) => setTimeout(resolve, wait));
    },
    on: {
      connecting: () => link.set(wasLive || link.state() === 'reconnecting' ? 'reconnecting' : 'connecting'),
      connected: () => {
        wasLive = true;
        link.set('live');
      },
      ping: (received) => {
        if (!received) silence = window.setTimeout(() => socket.terminate(), pongMilliseconds);
      },
      pong: () => window.clearTimeout(silence),
      closed: (event) => {
        window.clearTimeout(silence);
        const { code, wasClean } = event as CloseEvent;
        if (refusals.includes(code)) return refused();
        // graphql-ws does not come back from these; the pages say that live updates stopped.
        const final = (wasClean && code === 1000) || (code >= 4400 && code <= 4500);
        link.set(final ? 'idle' : 'reconnecting');
        if (final) wasLive = false;
      },
    },
  });
  return socket;
};

/** Everything the console has of the server, for one API key. */
export const connect = (key: string, refused: () => void) => {
  const authorization = `Bearer ${key}`;
  const link = createLink();
  const socket = openSocket(authorization, link, refused);
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: { headers: { authorization } },
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (isUnauthorised(error)) refused();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: subscribeResuming(
              socket,
              { query: query ?? '', variables: variables ?? {} },
              { ...sink, next: (value) => sink.next(value as Parameters<typeof sink.next>[0]) },
            ),
          }),
        }),
      }),
    ],
  });
  return { client, link, close: () => socket.dispose() };
};
