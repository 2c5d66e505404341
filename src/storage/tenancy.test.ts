import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import * as schema from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { testDb } from '../../test/support/database.ts';
import { seedAccount, seedCompany } from '../../test/support/seed.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';

const tables = Object.values(schema as Record<string, unknown>).filter((value) => is(value, PgTable));
const outside = ['directory', 'quotas'];
const walled = tables.filter((table) => !outside.includes(getTableName(table)));

/** Tables without a company, and what a reach limited to companies sees of them. */
const withoutCompany: Readonly<Record<string, 'NOTHING' | 'ITS OWN' | 'ALL, AND MOVES ON' | 'ALL'>> = {
  // Its name, and the version of the setup, which every change of the setup raises.
  accounts: 'ALL',
  // Keys, the log, and authorisations at vendors are the account's.
  api_keys: 'NOTHING',
  audit_entries: 'NOTHING',
  linked_accounts: 'NOTHING',
  // People who look after leads stand on calls; a rule that assigns in turn moves on whose turn it is.
  agents: 'ALL, AND MOVES ON',
  // The companies themselves, and runs that reach none but its own.
  companies: 'ITS OWN',
  runs: 'ITS OWN',
};
const commands = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' } as const;

/** What must stand around a table, by what a limited reach sees of it. */
const wallOf = (table: PgTable): readonly string[] => {
  const { companyId } = getTableColumns(table) as Record<string, { readonly notNull: boolean } | undefined>;
  const shared = ['automations', 'automation_versions', 'tags', 'custom_fields', 'score_criteria'];
  if (companyId)
    return shared.includes(getTableName(table)) ? ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] : ['ALL'];
  const seen = withoutCompany[getTableName(table)];
  if (!seen) throw new Error(`Say in withoutCompany what a limited reach sees of ${getTableName(table)}.`);
  return seen === 'ALL' ? [] : seen === 'ALL, AND MOVES ON' ? ['DELETE', 'INSERT'] : ['ALL'];
};

describe('the wall between companies', () => {
  it('stands around every tenant table, or is said not to', async () => {
    const { db } = await testDb();
    const rows = await db.client<{ name: string; command: keyof typeof commands; rule: string }[]>`
      select c.relname as name, p.polcmd as command,
        coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as rule
      from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polname like 'company_wall%' and not p.polpermissive and p.polroles = array['ringpath_app'::regrole::oid]`;
    for (const table of walled) {
      const own = rows.filter(({ name }) => name === getTableName(table));
      expect(own.map(({ command }) => commands[command]).sort(), getTableName(table)).toEqual(wallOf(table));
      // Distributed PostgreSQL refuses subselects in policies.
      for (const { rule } of own) expect(rule).not.toMatch(/select/i);
    }
  });

  it('shows nothing to a transaction that has said its account but not its companies', async () => {
    const { db } = await testDb();
    const accountId = await seedAccount(db);
    const company = await seedCompany(db, accountId);
    await storeCall(db, company);
    const account = { text: "select set_config('app.account_id', $1, true)", params: [accountId] };
    const seen = await db.pipeline(async (send) => {
      send(account);
      const rows = await send({
        text: 'select id from calls union all select id from companies',
        params: [],
      });
      return { result: rows, last: [] };
    });
    expect(seen).toEqual([]);
  });

  it('keeps the plans that ALL has, and expects as many rows as without it', async () => {
    const { db, url } = await testDb();
    const accountId = await seedAccount(db);
    const company = await seedCompany(db, accountId);
    for (let n = 0; n < 20; n += 1) await storeCall(db, company);
    const owner = postgres(url, { max: 1 });
    await owner`analyze calls`;
    await owner.end();
    const text = `explain (format json) select id from calls where account_id = '${accountId}'`;
    const [row] = await db.read<Record<string, [{ Plan: Record<string, number> }]>>(
      systemReach(accountId, 'test'),
      { text, params: [] },
    );
    // One of 20 rows let through would make the planner sort where an index has the order.
    expect(row?.['QUERY PLAN']?.[0].Plan['Plan Rows']).toBeGreaterThan(15);
  });
});

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
