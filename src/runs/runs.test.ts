import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changes, runs as table } from '../../schema/index.ts';
import { testDb } from '../../test/support/database.ts';
import { seedAccount } from '../../test/support/seed.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { createIdentity } from '../identity/identity.ts';
import { defineRun, type RunPage } from './handler.ts';
import { createRunReads } from './read.ts';
import { createRuns } from './runs.ts';

interface Counted {
  readonly looked: number;
}

/** Looks at ten rows, two at a time; `page` is asked before each. */
const counting = (page: (position: string | null) => Promise<void> | void = () => undefined) =>
  defineRun<{ readonly rows: number }, Counted>({
    kind: 'RESCORE',
    title: 'Count',
    rest: 0,
    count: async ({ input }) => input.rows,
    page: async ({ input, position, result }): Promise<RunPage<Counted>> => {
      await page(position);
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
  const { apiKey } = await createIdentity({ db }).createKey(accountId, { name: 'Test', scopes: ['READ'] });
  const viewer = { accountId, keyId: apiKey.id };
  const errors: unknown[] = [];
  /** A process of its own, as far as runs know. */
  const process = (handler: ReturnType<typeof counting>, working = true) => {
    const runs = createRuns({
      db,
      handlers: [handler],
      announce: () => undefined,
      onError: (error) => errors.push(error),
      working,
    });
    onTestFinished(runs.stop);
    return runs;
  };
  const read = async (id: string) => (await createRunReads(db).byIds(accountId, [id]))[0];
  return { db, accountId, viewer, process, read, errors };
};

const texts = (db: Db, accountId: string) =>
  db.inAccount(accountId, async (tx) => {
    const rows = await tx.select({ detail: changes.detail }).from(changes).orderBy(changes.seq);
    return rows.map((row) => row.detail['text']);
  });

describe('a run', () => {
  it('goes through its pages, keeps count and says so in the feed', async () => {
    const { db, accountId, viewer, process, read } = await start();
    const id = await process(counting()).start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
    expect(await read(id)).toMatchObject({ total: 10, done: 10, position: null, result: { looked: 10 } });
    const told = await texts(db, accountId);
    expect(told[0]).toBe('Count started.');
    expect(told.at(-1)).toBe('Count: done, 10 looked at.');
  });

  it('is carried on where it stood when the process that worked on it died', async () => {
    const { db, accountId, viewer, process, read } = await start();
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
    const id = await first.start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(() => reached).toBe(true);

    const seen: (string | null)[] = [];
    const second = process(counting((at) => void seen.push(at)));
    await second.sweep();
    expect((await read(id))?.done).toBe(4); // its worker still counts as alive
    await db.inAccount(accountId, (tx) => tx.update(table).set({ seenAt: sql`now() - interval '1 minute'` }));
    await second.sweep();
    await expect.poll(async () => (await read(id))?.state).toBe('DONE');
    dead(); // comes back late, with a page somebody else has done
    await first.stop();
    expect(seen).toEqual(['4', '6', '8']);
    expect(await read(id)).toMatchObject({ done: 10, result: { looked: 10 } });
  });

  it('stops when it is cancelled, and hands itself back when its process stops', async () => {
    const { viewer, process, read, accountId } = await start();
    const reached: (() => void)[] = [];
    const slow = counting((at) => (at === '2' ? new Promise<void>((end) => reached.push(end)) : undefined));
    const runs = process(slow);
    const cancelled = await runs.start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(() => reached.length).toBe(1);
    await runs.cancel(accountId, cancelled);
    reached[0]?.();
    await expect.poll(async () => (await read(cancelled))?.state).toBe('CANCELLED');
    await expect(runs.cancel(accountId, cancelled)).rejects.toThrow('already ended');

    const other = await runs.start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
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
    const { viewer, process, read, errors } = await start();
    const refusing = process(
      counting(() => {
        throw new Refusal('NOT_FOUND', 'The tag is gone.');
      }),
    );
    const refused = await refusing.start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(refused))?.reason).toBe('The tag is gone.');
    const breaking = process(
      counting(() => {
        throw new Error('secret');
      }),
    );
    const broken = await breaking.start(viewer, { kind: 'RESCORE', input: { rows: 10 } });
    await expect.poll(async () => (await read(broken))?.state).toBe('FAILED');
    expect((await read(broken))?.reason).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });
});
