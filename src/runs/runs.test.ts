import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changes, runs as table } from '../../schema/index.ts';
import { testDb } from '../../test/support/database.ts';
import { seedAccount } from '../../test/support/seed.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { createIdentity } from '../identity/identity.ts';
import { keyReach, systemReach } from '../reach.ts';
import { DatabaseTimeout } from '../storage/reserved.ts';
import { defineRun, type RunHandler, type RunKind, type RunPage } from './handler.ts';
import { createRunReads } from './read.ts';
import { createRuns } from './runs.ts';

interface Counted {
  readonly looked: number;
}

/** Looks at ten rows, two at a time; `page` is asked before each. */
const counting = (
  page: (position: string | null, accountId: string) => Promise<void> | void = () => undefined,
  kind: RunKind = 'RESCORE',
) =>
  defineRun<{ readonly rows: number }, Counted>({
    kind,
    title: 'Count',
    rest: 0,
    count: async ({ input }) => input.rows,
    page: async ({ reach, input, position, result }): Promise<RunPage<Counted>> => {
      await page(position, reach.accountId);
      const at = Number(position ?? 0) + 2;
      return {
        done: 2,
        position: at < input.rows ? String(at) : null,
        result: { looked: (result?.looked ?? 0) + 2 },
      };
    },
  });

const start = async () => {
  const { db } = await testDb();
  const accountId = await seedAccount(db);
  const { apiKey } = await createIdentity({ db }).createKey(systemReach(accountId, 'test'), {
    name: 'Test',
    scopes: ['READ'],
  });
  const reach = keyReach(accountId, apiKey.id);
  const errors: unknown[] = [];
  /** A process of its own, as far as runs know. */
  const process = (handler: RunHandler | readonly RunHandler[], working = true) => {
    const runs = createRuns({
      db,
      handlers: [handler].flat(),
      beatSeconds: 0.05,
      announce: () => undefined,
      onError: (error) => errors.push(error),
      working,
    });
    onTestFinished(runs.stop);
    return runs;
  };
  const read = async (id: string) =>
    (await createRunReads(db).byIds(systemReach(accountId, 'test'), [id]))[0];
  /** As if every process had been silent for a minute. */
  const lostNow = () =>
    db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.update(table).set({ seenAt: sql`now() - interval '1 minute'` }),
    );
  return { db, accountId, reach, process, read, errors, lostNow };
};

const texts = (db: Db, accountId: string) =>
  db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    const rows = await tx.select({ detail: changes.detail }).from(changes).orderBy(changes.seq);
    return rows.map((row) => row.detail['text']);
  });

describe('a run', () => {
  it('goes through its pages, keeps count and says so in the feed', async () => {
    const { db, accountId, reach, process, read } = await start();
    const id = await process(counting()).start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
    expect(await read(id)).toMatchObject({ total: 10, done: 10, position: null, result: { looked: 10 } });
    const told = await texts(db, accountId);
    expect(told[0]).toBe('Count started.');
    expect(told.at(-1)).toBe('Count: done, 10 looked at.');
  });

  it('is carried on where it stood when the process that worked on it died', async () => {
    const { reach, process, read, lostNow } = await start();
    let dead = (): void => undefined;
    let reached = false;
    const first = process(
      counting((at) =>
        at === '4'
          ? new Promise<void>((end) => {
              dead = end;
              reached = true;
            })
          : undefined,
      ),
    );
    const id = await first.start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(() => reached).toBe(true);

    const seen: (string | null)[] = [];
    const second = process(counting((at) => void seen.push(at)));
    await second.sweep();
    expect((await read(id))?.done).toBe(4); // its worker still counts as alive
    await lostNow();
    await second.sweep();
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
    dead(); // comes back late, with a page somebody else has done
    await first.stop();
    expect(seen).toEqual(['4', '6', '8']);
    expect(await read(id)).toMatchObject({ done: 10, result: { looked: 10 } });
  });

  it('stops when it is cancelled, and hands itself back when its process stops', async () => {
    const { reach, process, read, accountId } = await start();
    const reached: (() => void)[] = [];
    const slow = counting((at) => (at === '2' ? new Promise<void>((end) => reached.push(end)) : undefined));
    const runs = process(slow);
    const cancelled = await runs.start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(() => reached.length).toBe(1);
    await runs.cancel(systemReach(accountId, 'test'), cancelled);
    reached[0]?.();
    await expect.poll(async () => (await read(cancelled))?.state).toBe('CANCELLED');
    await expect(runs.cancel(systemReach(accountId, 'test'), cancelled)).rejects.toThrow('already ended');

    const other = await runs.start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(() => reached.length).toBe(2);
    const stopped = runs.stop();
    reached[1]?.();
    await stopped;
    expect(await read(other)).toMatchObject({ state: 'RUNNING', done: 4 });
    const next = process(counting());
    await next.sweep();
    await expect.poll(async () => (await read(other))?.state).toBe('DONE');
    expect((await read(cancelled))?.done).toBe(2);
  });

  it('fails with the reason of a refusal, and gives nothing away of anything else', async () => {
    const { reach, process, read, errors } = await start();
    const refusing = process(
      counting(() => {
        throw new Refusal('NOT_FOUND', 'The tag is gone.');
      }),
    );
    const refused = await refusing.start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(refused))?.reason).toBe('The tag is gone.');
    await refusing.stop();
    const breaking = process(
      counting(() => {
        throw new Error('secret');
      }),
    );
    const broken = await breaking.start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(broken))?.state).toBe('FAILED');
    expect((await read(broken))?.reason).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });

  it('leaves a dry run its place, and gives up its own to another account between pages', async () => {
    const { db, reach, process, read, accountId } = await start();
    const other = await seedAccount(db);
    const ends: (() => void)[] = [];
    const held = counting((_, account) =>
      account === accountId ? new Promise<void>((end) => ends.push(end)) : undefined,
    );
    const runs = process([held, counting(undefined, 'DRY_RUN')]);
    const input = { rows: 1_000 };
    const long: string[] = [];
    for (const _ of [1, 2]) long.push(await runs.start(reach, { kind: 'RESCORE', input }));
    await expect.poll(() => ends.length).toBe(2);

    const dry = await runs.start(reach, { kind: 'DRY_RUN', input: { rows: 10 } });
    await expect.poll(async () => (await read(dry))?.state).toBe('DONE');

    const asking = keyReach(other, other);
    const waits = await runs.start(asking, { kind: 'RESCORE', input: { rows: 10 } });
    await expect
      .poll(async () => {
        for (const end of ends.splice(0)) end(); // a page of each long run is through
        return (await createRunReads(db).byIds(systemReach(other, 'test'), [waits]))[0]?.state;
      })
      .toBe('DONE');
    expect((await Promise.all(long.map(read))).map((run) => run?.state)).toEqual(['RUNNING', 'RUNNING']);
    const stopped = runs.stop();
    for (const end of ends) end();
    await stopped;
  });

  it('stays with its process through a long page, and fails when the database is always too slow', async () => {
    const { reach, process, read, lostNow } = await start();
    let end = (): void => undefined;
    const long = process(counting(() => new Promise<void>((done) => (end = done))));
    const id = await long.start(reach, { kind: 'RESCORE', input: { rows: 2 } });
    const seen = async () => (await read(id))?.seenAt ?? '';
    const first = await seen();
    await expect.poll(seen).not.toBe(first);
    const second = await seen();
    await expect.poll(seen).not.toBe(second);
    end();
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
    await long.stop();

    const slow = process(
      counting(() => {
        throw new DatabaseTimeout();
      }),
    );
    const hopeless = await slow.start(reach, { kind: 'RESCORE', input: { rows: 2 } });
    await expect
      .poll(async () => {
        await lostNow();
        await slow.sweep();
        return (await read(hopeless))?.state;
      })
      .toBe('FAILED');
    expect((await read(hopeless))?.reason).toContain('took too long');
  });

  it('is heard of by a process that works, without its looking', async () => {
    const { reach, process, read } = await start();
    process(counting());
    const id = await process(counting(), false).start(reach, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
  });
});
