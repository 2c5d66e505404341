import { describe, expect, it, onTestFinished } from 'vitest';
import { commitChange, holdChange } from '../../test/support/changes.ts';
import { testDb } from '../../test/support/database.ts';
import { createDb, type Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { toCursor } from './cursor.ts';
import { beginning, type Change, latest, type Page, readChanges } from './feed.ts';

const read = (db: Db, accountId: string, after: string, limit = 100): Promise<Page> =>
  db.inAccount(systemReach(accountId, 'test'), (tx) => readChanges(tx, accountId, after, limit));
const texts = (changes: readonly Change[]) => changes.map((change) => change.detail['text']);

describe('the feed', () => {
  it('holds a change back while an older transaction is open, then shows both in order', async () => {
    const { db } = await testDb();
    const accountId = newId();
    const older = await holdChange(db, accountId, 'older');
    await commitChange(db, accountId, 'younger');

    const early = await read(db, accountId, beginning);
    expect(early).toMatchObject({ changes: [], held: true, full: false });
    await older.commit();
    const page = await read(db, accountId, early.next);
    expect(texts(page.changes)).toEqual(['older', 'younger']);
    expect(page.held).toBe(false);
    expect(await read(db, accountId, page.next)).toMatchObject({ changes: [], held: false });
  });

  it('"from now on" includes what is not committed yet, and nothing older', async () => {
    const { db } = await testDb();
    const accountId = newId();
    await commitChange(db, accountId, 'before');
    const open = await holdChange(db, accountId, 'open');
    const now = await db.inAccount(systemReach(accountId, 'test'), latest);
    await open.commit();
    await commitChange(db, accountId, 'after');
    expect(texts((await read(db, accountId, now)).changes)).toEqual(['open', 'after']);
  });

  it('shows a change as it was written, in pages', async () => {
    const { db } = await testDb();
    const accountId = newId();
    for (const text of ['a', 'b', 'c']) await commitChange(db, accountId, text);
    const first = await read(db, accountId, beginning, 2);
    expect(first).toMatchObject({ full: true, next: first.changes[1]?.cursor });
    expect(first.changes[0]).toMatchObject({ kind: 'CALL_UPDATED', callId: null, detail: { text: 'a' } });
    expect(Math.abs(Date.now() - Number(first.changes[0]?.at))).toBeLessThan(60_000);
    expect(texts((await read(db, accountId, first.next, 2)).changes)).toEqual(['c']);
    expect((await read(db, newId(), beginning)).changes).toEqual([]);
  });

  it('refuses a cursor from another database instead of waiting for it', async () => {
    const { db } = await testDb();
    const ahead = toCursor({ xid: '9000000000000000000', seq: '1' });
    await expect(read(db, newId(), ahead)).rejects.toThrow(Refusal);
  });

  it('loses and repeats nothing while many writers commit out of order', async () => {
    const { db, url } = await testDb();
    const writers = createDb({ url, connections: 32 });
    onTestFinished(() => writers.stop());
    const accountId = newId();
    const written: string[] = [];

    // Every writer keeps two transactions open and mostly ends the younger one first.
    const write = async (name: number) => {
      const open: { text: string; commit: () => Promise<void> }[] = [];
      for (let turn = 0; turn < 25; turn += 1) {
        const text = `${name}:${turn}`;
        open.push({ text, commit: (await holdChange(writers, accountId, text)).commit });
        if (open.length < 3) continue;
        const [ending] = (turn + name) % 4 === 0 ? open.splice(0, 1) : open.splice(-1, 1);
        await ending?.commit();
      }
      for (const held of open) await held.commit();
      written.push(...Array.from({ length: 25 }, (_, turn) => `${name}:${turn}`));
    };

    const seen: Change[] = [];
    let writing = true;
    let heldPages = 0;
    const readAll = async () => {
      for (let after = beginning; ; ) {
        const last = !writing;
        const page = await read(db, accountId, after, 7);
        seen.push(...page.changes);
        after = page.next;
        if (page.held) heldPages += 1;
        if (last && !page.full) return;
      }
    };
    const reading = readAll();
    await Promise.all(Array.from({ length: 8 }, (_, name) => write(name)));
    writing = false;
    await reading;

    expect(texts(seen).toSorted()).toEqual(written.toSorted());
    const cursors = seen.map((change) => change.cursor);
    expect(cursors).toEqual(cursors.toSorted());
    expect(heldPages).toBeGreaterThan(0);
  });
});
