import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../../schema/index.ts';
import { testDb } from '../../test/support/database.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';

const tables = Object.values(schema as Record<string, unknown>).filter((value) => is(value, PgTable));
const outside = ['directory', 'quotas'];
const walled = tables.filter((table) => !outside.includes(getTableName(table)));

describe('the wall between accounts', () => {
  it('stands around every tenant table: forced, with a policy for reading and writing', async () => {
    const { db } = await testDb();
    const rows = await db.client<{ name: string; forced: boolean; policies: number }[]>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polname = 'account_wall'
          and p.polroles = array['ringpath_app'::regrole::oid]
          and p.polqual is not null and p.polwithcheck is not null) as policies
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    const found = new Map(rows.map((row) => [row.name, row]));
    expect(found.size).toBe(tables.length);
    for (const table of walled) {
      expect(found.get(getTableName(table)), getTableName(table)).toMatchObject({
        forced: true,
        policies: 1,
      });
    }
  });

  it('has account_id first in every primary and foreign key', async () => {
    const { db } = await testDb();
    const rows = await db.client<{ name: string; first: string }[]>`
      select con.conrelid::regclass::text || '.' || con.conname as name, a.attname as first
      from pg_constraint con join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
      where con.contype in ('p', 'f') and con.connamespace = 'public'::regnamespace
        and con.conrelid not in ('accounts'::regclass, 'directory'::regclass, 'quotas'::regclass)`;
    expect(rows.length).toBeGreaterThan(walled.length);
    expect(rows.filter((row) => row.first !== 'account_id')).toEqual([]);
  });

  it('hides another account, refuses writing into it, and shows nothing to who said no account', async () => {
    const { db } = await testDb();
    const [mine, theirs] = [newId(), newId()];
    const add = (accountId: string) => (tx: Parameters<Parameters<typeof db.inAccount>[1]>[0]) =>
      tx.insert(schema.tags).values({ accountId, id: newId(), name: 'qualified', color: 'teal' });
    await db.inAccount(systemReach(mine, 'test'), add(mine));
    await db.inAccount(systemReach(theirs, 'test'), add(theirs));

    const seen = await db.inAccount(systemReach(mine, 'test'), (tx) => tx.select().from(schema.tags));
    expect(seen.map((tag) => tag.accountId)).toEqual([mine]);
    await expect(db.inAccount(systemReach(mine, 'test'), add(theirs))).rejects.toThrow();
    expect(await db.orm.select().from(schema.tags)).toEqual([]);
  });

  it('lets callbacks across accounts see and write those they named, and no others', async () => {
    const { db } = await testDb();
    const [one, two, stranger] = [newId(), newId(), newId()];
    const add = (accountId: string) => ({
      text: `insert into changes (account_id, kind, detail) values ($1, 'SETUP_CHANGED', '{}')`,
      params: [accountId],
    });
    const read = { text: 'select distinct account_id from changes', params: [] };
    await db.across([one, two], async () => ({ result: null, last: [add(one), add(two)] }));
    await db.across([stranger], async () => ({ result: null, last: [add(stranger)] }));

    const seen = await db.across([one, two], async (send) => ({ result: await send(read), last: [] }));
    expect(seen.map((row) => row['account_id']).sort()).toEqual([one, two].sort());
    const nobody = await db.across([], async (send) => ({ result: await send(read), last: [] }));
    expect(nobody).toEqual([]);
    const over = db.across([one], async () => ({ result: null, last: [add(two)] }));
    await expect(over).rejects.toThrow('row-level security');
    // What it was not given it cannot read at all.
    const secrets = { text: 'select 1 from linked_accounts', params: [] };
    const peek = db.across([one], async (send) => ({ result: await send(secrets), last: [] }));
    await expect(peek).rejects.toThrow('permission denied');
  });

  it('does not leave an account behind on the pool', async () => {
    const { db } = await testDb();
    await db.inAccount(systemReach(newId(), 'test'), async () => undefined);
    await db.read(systemReach(newId(), 'test'), { text: 'select 1', params: [] });
    const settings = await Promise.all(
      Array.from({ length: 8 }, () =>
        db.orm.execute(sql`select current_setting('app.account_id', true) as own`),
      ),
    );
    expect(settings.flat().every((row) => !row['own'])).toBe(true);
  });

  it('every table with an account has its column', () => {
    for (const table of walled) {
      if (getTableName(table) !== 'accounts')
        expect(Object.keys(getTableColumns(table))).toContain('accountId');
    }
  });
});
