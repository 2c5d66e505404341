import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changes } from '../../schema/index.ts';
import { commitChange, holdChange, take } from '../../test/support/changes.ts';
import { testDb } from '../../test/support/database.ts';
import { createDb, type Db } from '../db.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { toCursor, toSpan } from './cursor.ts';
import { beginning, type Change } from './feed.ts';
import { createLive, type LiveOptions } from './hub.ts';
import { createWake } from './wake.ts';

const fail = (error: unknown) => {
  throw error;
};
/** A hint that never arrives: what is left is the poll. */
const deaf = { announce: () => undefined, listen: () => () => undefined };

const liveOn = (db: Pick<Db, 'read'>, options: Partial<LiveOptions> = {}) => {
  const live = createLive({ db, wake: deaf, onError: fail, pollMs: 20, ...options });
  onTestFinished(() => live.stop());
  return live;
};
const texts = (seen: readonly Change[]) => seen.map((change) => change.detail['text']);

describe('live changes', () => {
  it('come without any hint, from now on, to everybody of the account and nobody else', async () => {
    const { db } = await testDb();
    const [accountId, other] = [newId(), newId()];
    await commitChange(db, accountId, 'before');
    const live = liveOn(db);
    const [one, two, stranger] = [accountId, accountId, other].map((id) =>
      live.subscribe({ reach: systemReach(id, 'test'), after: null }),
    );
    if (!one || !two || !stranger) throw new Error('three were asked for');
    await Promise.all([live.position(accountId), live.position(other)]);
    await commitChange(db, accountId, 'a');
    await commitChange(db, other, 'x');
    await commitChange(db, accountId, 'b');
    expect(texts(await take(one, 2))).toEqual(['a', 'b']);
    expect(texts(await take(two, 2))).toEqual(['a', 'b']);
    expect(texts(await take(stranger, 1))).toEqual(['x']);
  });

  it('reach every subscriber once and in order, wherever it resumes and however slow it is', async () => {
    const { db, url } = await testDb();
    const writers = createDb({ url, connections: 10 });
    onTestFinished(() => writers.stop());
    const accountId = newId();
    const total = 240;
    // A queue of four runs over all the time, so everybody keeps changing between table and reader.
    const live = liveOn(db, { queueSize: 4, pageSize: 5, pollMs: 5 });

    const follow = async (after: string, count: number, slow: boolean): Promise<Change[]> => {
      const source = live.subscribe({ reach: systemReach(accountId, 'test'), after });
      const seen: Change[] = [];
      while (seen.length < count) {
        seen.push(...(await take(source, 1)));
        if (slow && seen.length % 3 === 0)
          await db.read(systemReach(accountId, 'test'), { text: 'select 1', params: [] });
      }
      await source.return?.();
      return seen;
    };

    const whole = [follow(beginning, total, false), follow(beginning, total, true)];
    const resumed: Promise<{ after: string; seen: Change[] }>[] = [];
    const write = async (name: number) => {
      for (let turn = 0; turn < total / 16; turn += 1) {
        const held = await holdChange(writers, accountId, `${name}:${turn}:held`);
        await commitChange(writers, accountId, `${name}:${turn}:first`);
        await held.commit();
        if (turn % 5 === 2) {
          const start = live.subscribe({ reach: systemReach(accountId, 'test'), after: beginning });
          const [some] = (await take(start, turn)).slice(-1);
          await start.return?.();
          const after = some?.cursor ?? beginning;
          resumed.push(follow(after, total - turn, turn % 2 === 0).then((seen) => ({ after, seen })));
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, name) => write(name)));

    const [fast = [], slow = []] = await Promise.all(whole);
    expect(new Set(texts(fast)).size).toBe(total);
    expect(slow).toEqual(fast);
    const cursors = fast.map((change) => change.cursor);
    expect(cursors).toEqual(cursors.toSorted());
    for (const { after, seen } of await Promise.all(resumed)) {
      expect(seen).toEqual(fast.filter((change) => change.cursor > after));
    }
  });

  it('are read once for all subscribers of an account', async () => {
    const { db } = await testDb();
    const accountId = newId();
    let reads = 0;
    const counting: Pick<Db, 'read'> = {
      read: (reach, query) => {
        reads += 1;
        return db.read(reach, query);
      },
    };
    const tellers = new Set<(accountId: string | null) => void>();
    const live = liveOn(counting, {
      pollMs: 60_000,
      wake: {
        announce: (account) => {
          for (const tell of tellers) tell(account);
        },
        listen: (tell) => {
          tellers.add(tell);
          return () => tellers.delete(tell);
        },
      },
    });
    const sources = Array.from({ length: 50 }, () =>
      live.subscribe({ reach: systemReach(accountId, 'test'), after: null }),
    );
    await live.position(accountId);
    const told = async (text: string) => {
      await commitChange(db, accountId, text);
      live.announce(accountId);
      return Promise.all(sources.map((source) => take(source, 1)));
    };
    await told('a');
    const before = reads;
    const seen = await told('b');
    expect(new Set(seen.flat().map((change) => change.cursor)).size).toBe(1);
    expect(reads - before).toBe(1);
  });

  it('tells other processes, and goes on after the database cut the line', async () => {
    const { db, url } = await testDb();
    const accountId = newId();
    const [here, there] = [0, 1].map(() => createWake({ url, onError: () => undefined }));
    if (!here || !there) throw new Error('two were asked for');
    onTestFinished(async () => {
      await Promise.all([here.stop(), there.stop()]);
    });
    await Promise.all([here.ready, there.ready]);
    // Nothing but the hint can bring a change in time here.
    const live = liveOn(db, { wake: there, pollMs: 60_000 });
    const source = live.subscribe({ reach: systemReach(accountId, 'test'), after: null });
    await live.position(accountId);

    await commitChange(db, accountId, 'a');
    here.announce(accountId);
    expect(texts(await take(source, 1))).toEqual(['a']);

    const relisten = new Promise<void>((resolve) => {
      const stop = there.listen((account) => {
        if (account !== null) return;
        stop();
        resolve();
      });
    });
    const admin = postgres(url, { max: 1 });
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'ringpath wake' and datname = current_database()`;
    await admin.end();
    await relisten;
    await commitChange(db, accountId, 'b');
    here.announce(accountId);
    expect(texts(await take(source, 1))).toEqual(['b']);
  });

  it('wait for an older transaction and come as soon as it ends, not at the next poll', async () => {
    const { db } = await testDb();
    const accountId = newId();
    const tellers = new Set<(accountId: string | null) => void>();
    const live = liveOn(db, {
      pollMs: 60_000,
      wake: {
        announce: () => undefined,
        listen: (tell) => {
          tellers.add(tell);
          return () => tellers.delete(tell);
        },
      },
    });
    const source = live.subscribe({ reach: systemReach(accountId, 'test'), after: null });
    await live.position(accountId);
    // Somebody else's transaction, that will never announce anything.
    const stranger = await holdChange(db, newId(), 'elsewhere');
    await commitChange(db, accountId, 'a');
    for (const tell of tellers) tell(accountId);
    await stranger.commit();
    expect(texts(await take(source, 1))).toEqual(['a']);
  });

  it('can be narrowed to kinds, bounded, and ended while waiting', async () => {
    const { db } = await testDb();
    const accountId = newId();
    const live = liveOn(db);
    await commitChange(db, accountId, 'a');
    await db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.insert(changes).values({ accountId, kind: 'SETUP_CHANGED', detail: { text: 'setup' } }),
    );
    await commitChange(db, accountId, 'b');

    const setup = live.subscribe({
      reach: systemReach(accountId, 'test'),
      after: beginning,
      kinds: ['SETUP_CHANGED'],
    });
    expect(texts(await take(setup, 1))).toEqual(['setup']);
    const waiting = setup.next();
    await setup.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });

    const bounded = toSpan(beginning, await live.position(accountId));
    const all: Change[] = [];
    for await (const change of live.subscribe({ reach: systemReach(accountId, 'test'), after: bounded }))
      all.push(change);
    expect(texts(all)).toEqual(['a', 'setup', 'b']);

    expect(() => live.subscribe({ reach: systemReach(accountId, 'test'), after: 'made-up' })).toThrow(
      'after',
    );
    const ahead = live.subscribe({
      reach: systemReach(accountId, 'test'),
      after: toCursor({ xid: '9000000000000000000', seq: '1' }),
    });
    await expect(ahead.next()).rejects.toThrow('another database');
  });
});
