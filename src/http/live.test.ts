import { once } from 'node:events';
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { Client } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { commitChange, holdChange, take } from '../../test/support/changes.ts';
import { testDb } from '../../test/support/database.ts';
import { type LiveSocketsForTest, startLiveSockets } from '../../test/support/live.ts';
import { chosen } from '../graphql/iterate.ts';
import type { Viewer } from '../identity/scopes.ts';
import { newId } from '../ids.ts';
import { beginning, type Change } from '../live/feed.ts';
import type { Live } from '../live/hub.ts';

const text = { type: new GraphQLNonNull(GraphQLString) };

/** The feed as a schema of its own, that counts how often it is executed. */
const start = async (options: Parameters<typeof startLiveSockets>[2] = {}) => {
  const parts = await testDb();
  const executed: string[] = [];
  const schema = (live: Live) =>
    new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          hello: { ...text, resolve: (_root, _args, viewer: Viewer) => `hello ${viewer.reach.accountId}` },
          broken: {
            type: GraphQLString,
            resolve: () => {
              throw new Error('a secret of the database');
            },
          },
        },
      }),
      mutation: new GraphQLObjectType({
        name: 'Mutation',
        fields: {
          write: {
            ...text,
            args: { line: text },
            resolve: async (_root, { line }: { line: string }, viewer: Viewer) => {
              await commitChange(parts.db, viewer.reach.accountId, line);
              live.announce(viewer.reach.accountId);
              return line;
            },
          },
        },
      }),
      subscription: new GraphQLObjectType({
        name: 'Subscription',
        fields: {
          changes: {
            type: new GraphQLObjectType<Change, Viewer>({
              name: 'Change',
              fields: {
                cursor: text,
                text: {
                  ...text,
                  resolve: ({ detail }) => {
                    executed.push(String(detail['text']));
                    return detail['text'];
                  },
                },
                padding: {
                  ...text,
                  args: { size: { type: new GraphQLNonNull(GraphQLInt) } },
                  resolve: (_change, { size }: { size: number }) => 'x'.repeat(size),
                },
              },
            }),
            args: { after: { type: GraphQLString }, without: { type: GraphQLString } },
            subscribe: (_root, args: { after?: string | null; without?: string }, viewer: Viewer) =>
              chosen(live.subscribe({ reach: viewer.reach, after: args.after ?? null }), async (change) =>
                change.detail['text'] === args.without ? null : change,
              ),
            resolve: (change) => change,
          },
        },
      }),
    });
  return { ...parts, executed, api: await startLiveSockets(parts, schema, options) };
};

interface Shown {
  readonly changes: { readonly cursor: string; readonly text: string };
}

const document =
  'subscription Feed($after: String, $without: String) { changes(after: $after, without: $without) { cursor text } }';

const feed = (client: Client, variables: Record<string, unknown> = {}, query = document) => {
  const source = client.iterate<Shown>({ query, variables });
  return {
    ...source,
    take: async (count: number) =>
      (await take(source, count)).map(({ data, errors }) => {
        if (!data) throw new Error(JSON.stringify(errors));
        return data.changes;
      }),
    return: () => source.return?.(),
    next: () => source.next(),
  };
};
const texts = (shown: readonly { readonly text: string }[]) => shown.map((change) => change.text);

/**
 * Waits until so many subscriptions have asked where "now" is. What is written afterwards comes to all of
 * them: one more question to the feed is answered after theirs.
 */
const running = async (api: LiveSocketsForTest, accountId: string, subscriptions: number) => {
  await api.metrics.subscriptions.reaches(subscriptions);
  await api.live.position(accountId);
};

describe('GraphQL over WebSocket', () => {
  it('carries queries, mutations and subscriptions of a standard client on one socket', async () => {
    const { api } = await start();
    const accountId = newId();
    const client = api.client(accountId);
    const one = async (query: string) => (await client.iterate({ query }).next()).value;

    expect(await one('{ hello }')).toEqual({ data: { hello: `hello ${accountId}` } });
    const changes = feed(client, { after: beginning });
    const first = changes.take(1);
    expect(await one('mutation { write(line: "a") }')).toEqual({ data: { write: 'a' } });
    expect(texts(await first)).toEqual(['a']);
    await changes.return();
    expect(await one('{ broken }')).toEqual({
      data: { broken: null },
      errors: [{ message: 'Something went wrong here.' }],
    });
    expect(api.metrics.sockets.value).toBe(1);
    expect(api.errors).toEqual([]);
  });

  it('executes and serialises once for everybody who sees the same', async () => {
    const { api, db, executed } = await start();
    const [accountId, other] = [newId(), newId()];
    const spaced = document.replaceAll(' { ', '   {\n ');
    const feeds = Array.from({ length: 30 }, (_, n) =>
      feed(api.client(accountId), n % 3 === 0 ? { after: null } : {}, n % 2 === 0 ? document : spaced),
    );
    const filtered = feed(api.client(accountId), { without: 'a' });
    const stranger = feed(api.client(other));
    const taking = Promise.all(feeds.map((one) => one.take(2)));
    const takingFiltered = filtered.take(1);
    const takingStranger = stranger.take(1);
    await running(api, accountId, 32);
    await commitChange(db, accountId, 'a');
    await commitChange(db, other, 'x');
    await commitChange(db, accountId, 'b');
    for (const id of [accountId, other]) api.live.announce(id);

    const seen = await taking;
    for (const shown of seen) expect(shown).toEqual(seen[0]);
    expect(texts(seen[0] ?? [])).toEqual(['a', 'b']);
    expect(texts(await takingFiltered)).toEqual(['b']);
    expect(texts(await takingStranger)).toEqual(['x']);
    expect(executed.toSorted()).toEqual(['a', 'b', 'b', 'x']);
  });

  it('lets who was away catch up and join the others, without a gap or a repeat', async () => {
    const { api, db, executed } = await start();
    const accountId = newId();
    const total = 400;
    const whole = feed(api.client(accountId), { after: beginning }).take(total);
    const leavers = Array.from({ length: 6 }, (_, n) => {
      const seen: { cursor: string; text: string }[] = [];
      return async () => {
        // Goes away after a few, on a new socket each time, and continues after the last it saw.
        for (let turn = 1; seen.length < total; turn += 1) {
          const after = seen.at(-1)?.cursor ?? beginning;
          const client = api.client(accountId);
          const one = feed(client, { after });
          seen.push(...(await one.take(Math.min(total - seen.length, 7 * turn + n * 13))));
          await client.dispose();
        }
        return seen;
      };
    });
    const leaving = Promise.all(leavers.map((run) => run()));
    const write = async (name: number) => {
      for (let turn = 0; turn < total / 8; turn += 1) {
        const held = await holdChange(db, accountId, `${name}:${turn}:held`);
        await commitChange(db, accountId, `${name}:${turn}`);
        await held.commit();
        api.live.announce(accountId);
      }
    };
    await Promise.all([0, 1, 2, 3].map(write));

    const all = await whole;
    expect(new Set(texts(all)).size).toBe(total);
    for (const seen of await leaving) expect(seen).toEqual(all);
    expect(executed.length).toBeLessThan(total * 5);
    expect(api.errors).toEqual([]);
  });

  it('runs on its own only for what the others are past, then shares', async () => {
    const { api, db, executed } = await start();
    const accountId = newId();
    for (let n = 0; n < 300; n += 1) await commitChange(db, accountId, `old ${n}`);
    const first = feed(api.client(accountId));
    const firstTwo = first.take(2);
    await running(api, accountId, 1);
    const late = feed(api.client(accountId), { after: beginning });
    expect((await late.take(300)).length).toBe(300);
    expect(executed.length).toBe(300);
    await commitChange(db, accountId, 'new');
    await commitChange(db, accountId, 'newer');
    api.live.announce(accountId);
    const both = await late.take(2);
    expect(texts(both)).toEqual(['new', 'newer']);
    expect(texts(await firstTwo)).toEqual(['new', 'newer']);
    // Who was away for a moment gets what the others got, and nothing is executed for it.
    const after = both[0]?.cursor;
    const back = await Promise.all(
      Array.from({ length: 20 }, () => feed(api.client(accountId), { after }).take(1)),
    );
    expect(new Set(back.flatMap(texts))).toEqual(new Set(['newer']));
    expect(executed.slice(300)).toEqual(['new', 'newer']);
  });

  it('ends the execution with its last subscriber', async () => {
    const { api, db, executed } = await start();
    const accountId = newId();
    const client = api.client(accountId);
    const changes = feed(client, { after: beginning });
    await commitChange(db, accountId, 'a');
    await changes.take(1);
    const waiting = changes.next();
    await changes.return();
    expect((await waiting).done).toBe(true);
    await client.dispose();
    await commitChange(db, accountId, 'b');
    const again = feed(api.client(accountId), { after: beginning, without: 'a' });
    expect(texts(await again.take(1))).toEqual(['b']);
    expect(executed).toEqual(['a', 'b']);
    expect(api.metrics.subscriptions.value).toBe(1);
  });

  it('drops who does not read, bounded, with the cursor that loses nothing', async () => {
    const bufferBytes = 300_000;
    const size = 60_000;
    const { api, db } = await start({ limits: { bufferBytes } });
    const accountId = newId();
    const query = `subscription ($after: String) { changes(after: $after) { cursor text padding(size: ${size}) } }`;
    const slow = await api.bare(accountId);
    const got: { cursor: string; text: string }[] = [];
    slow.on('message', (data) => got.push(JSON.parse(String(data)).payload.data.changes));
    slow.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    await running(api, accountId, 1);
    await commitChange(db, accountId, 'first');
    api.live.announce(accountId);
    await once(slow, 'message');
    slow.pause();
    const closing = once(slow, 'close') as Promise<[number, Buffer]>;
    const resumed = api.metrics.dropped.reaches(1).then(() => slow.resume());

    // Others go on while it does not read: 20 MB, far beyond what the kernel takes for a socket.
    const total = 350;
    const healthy = feed(api.client(accountId), { after: beginning }, query);
    const [server] = api.connections;
    let highest = 0;
    await healthy.take(1);
    for (let n = 0; n < total; n += 1) {
      await commitChange(db, accountId, String(n));
      api.live.announce(accountId);
      await healthy.take(1);
      highest = Math.max(highest, server?.writableLength ?? 0);
    }
    expect(api.metrics.dropped.value).toBe(1);
    expect(highest).toBeGreaterThan(0);
    expect(highest).toBeLessThan(bufferBytes + 2 * size);

    await resumed;
    const [code, reason] = await closing;
    expect(code).toBe(4413);
    const after = /^Too slow; resume after (\S+)$/.exec(String(reason))?.[1];
    expect(after).toBe(got.at(-1)?.cursor);
    expect(got.length).toBeLessThan(total);
    const rest = await feed(api.client(accountId), { after }).take(total + 1 - got.length);
    expect(texts([...got, ...rest])).toEqual([
      'first',
      ...Array.from({ length: total }, (_, n) => String(n)),
    ]);
  });
});

/** Sends messages and waits for how the server closes. */
const closedAfter = async (socket: WebSocket, ...messages: readonly unknown[]) => {
  const closing = once(socket, 'close');
  for (const message of messages) {
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
  const [code] = (await closing) as [number];
  return code;
};
const init = (key: string) => ({ type: 'connection_init', payload: { authorization: `Bearer rp_${key}` } });
const subscribe = (id: string, query: string, variables = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

describe('the WebSocket endpoint', () => {
  it('closes with the code of the protocol', async () => {
    const { api } = await start({ limits: { messageBytes: 2_000 } });
    const key = newId();
    expect(await closedAfter(await api.bare(null), { type: 'connection_init' })).toBe(4403);
    expect(await closedAfter(await api.bare(null), { type: 'connection_init', payload: {} })).toBe(4403);
    expect(await closedAfter(await api.bare(null), subscribe('1', '{ hello }'))).toBe(4401);
    expect(await closedAfter(await api.bare(key), init(key))).toBe(4429);
    expect(await closedAfter(await api.bare(key), 'not json')).toBe(4400);
    expect(await closedAfter(await api.bare(key), { type: 'unheard of' })).toBe(4400);
    const twice = subscribe('1', document);
    expect(await closedAfter(await api.bare(key), twice, twice)).toBe(4409);
    expect(await closedAfter(await api.bare(key), subscribe('1', `{ hello ${' '.repeat(2_000)} }`))).toBe(
      1009,
    );
    await expect(api.bare(null, '/elsewhere')).rejects.toThrow('404');
    expect(api.metrics.subscriptions.value).toBe(0);
  });

  it('answers what it cannot do in the words of the field', async () => {
    const { api } = await start({ limits: { tokens: 60, operationsPerSocket: 2 } });
    const key = newId();
    const socket = await api.bare(key);
    const ask = async (query: string, variables = {}) => {
      const id = newId();
      socket.send(JSON.stringify(subscribe(id, query, variables)));
      for (;;) {
        const [data] = (await once(socket, 'message')) as [Buffer];
        const message = JSON.parse(String(data));
        if (message.id === id && message.type !== 'complete') return message;
      }
    };
    expect(await ask('{ helo }')).toMatchObject({
      type: 'error',
      payload: [{ message: expect.stringMatching(/Cannot query/) }],
    });
    expect(await ask('{')).toMatchObject({
      type: 'error',
      payload: [{ message: expect.stringMatching(/Syntax Error/) }],
    });
    expect(await ask(`{ ${'hello '.repeat(61)} }`)).toMatchObject({
      payload: [{ message: expect.stringMatching(/tokens/) }],
    });
    expect(await ask(document, { after: 7 })).toMatchObject({
      payload: [{ message: expect.stringMatching(/\$after/) }],
    });
    expect(await ask(document, { after: 'made-up' })).toMatchObject({
      type: 'next',
      payload: {
        errors: [{ message: expect.stringMatching(/not a cursor/), extensions: { code: 'INVALID' } }],
      },
    });
    for (const id of ['a', 'b']) socket.send(JSON.stringify(subscribe(id, document)));
    await running(api, key, 2);
    expect(await ask('{ hello }')).toMatchObject({
      payload: [{ message: expect.stringMatching(/at most 2/) }],
    });
  });

  it('counts the sockets of a key, and closes them when it is revoked', async () => {
    const { api } = await start({ limits: { socketsPerKey: 2, keepAliveMs: 500 } });
    const key = newId();
    const sockets = [await api.bare(key), await api.bare(key)];
    expect(await closedAfter(await api.bare(null), init(key))).toBe(1013);
    const closed = sockets.map((socket) => once(socket, 'close'));
    api.revoked.add(key);
    expect((await Promise.all(closed)).map(([code]) => code)).toEqual([4403, 4403]);
  });

  it('cuts off who no longer answers, keeps who does, and says goodbye when it stops', async () => {
    const { api } = await start({ limits: { keepAliveMs: 500 } });
    const silent = await api.bare(newId(), '', { autoPong: false });
    const present = await api.bare(newId());
    const [code] = (await once(silent, 'close')) as [number];
    expect(code).toBe(1006);
    await once(present, 'ping');
    const goodbye = once(present, 'close');
    await api.stop();
    expect((await goodbye)[0]).toBe(1001);
    expect(api.metrics.sockets.value).toBe(0);
  });
});
