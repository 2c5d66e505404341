import { join } from 'node:path';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { linkedAccounts, scoreCriteria } from '../../schema/index.ts';
import { newId, typedId, uuidOf } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import { setupChanged } from '../../src/setup/cache.ts';
import { storeCall } from '../support/calls.ts';
import { killChild, startChild } from '../support/child.ts';
import { startGraphql } from '../support/graphql.ts';
import type { RunsInput } from '../support/runs-process.ts';
import { seedCompany } from '../support/seed.ts';

const soon = { timeout: 20_000, interval: 20 };
const startedAt = new Date('2026-06-01T12:00:00Z');
const period = { from: '2026-06-01T00:00:00Z', to: '2026-06-02T00:00:00Z' };

/** An account with so many ended calls, a rule that sends every call on, a tag and a reason for points. */
const startWorld = async (trigger: string, calls: number) => {
  const api = await startGraphql({ working: false });
  const { accountId } = api;
  const admin = postgres(api.databaseUrl, { max: 1, onnotice: () => undefined });
  onTestFinished(() => admin.end());
  const company = await seedCompany(api.db, accountId);
  const linkedAccountId = newId();
  await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    const linkedAccount = { accountId, id: linkedAccountId, integration: 'webhook', label: 'Ours' };
    const settings = { url: 'https://calls.example/in' };
    await tx.insert(linkedAccounts).values({ ...linkedAccount, settings, state: 'ACTIVE' });
    await tx.insert(scoreCriteria).values({ accountId, id: newId(), name: 'Any', filter: {}, points: 10 });
    await setupChanged(tx, { accountId, companyId: null }, linkedAccountId, 'Connected');
  });
  const mutate = async (mutation: string, input: object, fields: string) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($i: ${type}!) { ${mutation}(input: $i) { ${fields} userErrors { message } } }`;
    const { data } = await api.ask(text, { i: input });
    expect(data[mutation].userErrors).toEqual([]);
    return data[mutation];
  };
  const { tag } = await mutate('createTag', { name: 'seen' }, 'tag { id }');
  const deliver = { linkedAccountId: typedId('LinkedAccount', linkedAccountId), action: 'send-call' };
  const rule = { name: 'Send on', trigger, filter: {}, actions: [{ deliver }] };
  const { automation } = await mutate('createAutomation', rule, 'automation { id }');

  const template = await storeCall(api.db, company, { startedAt, endedAt: startedAt });
  await admin`
    insert into calls select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'call_key', 'CA' || n,
      'started_at', c.started_at + make_interval(secs => n)))).*
    from calls c, generate_series(1, ${calls - 1}::int) n where c.id = ${template}`;

  /** Calls by what has been done to them. */
  const traces = () => admin`
    select version, tags, score, history, decisions, deliveries, jobs, told, count(*)::int as calls from (
      select c.version, cardinality(c.tag_ids) as tags, c.score,
        (select count(*)::int from lead_history h where h.account_id = c.account_id and h.call_id = c.id) as history,
        (select count(*)::int from decisions d where d.account_id = c.account_id and d.call_id = c.id) as decisions,
        (select count(*)::int from deliveries d where d.account_id = c.account_id and d.call_id = c.id) as deliveries,
        (select count(*)::int from changes t where t.account_id = c.account_id and t.call_id = c.id) as told,
        coalesce(j.jobs, 0) as jobs
      from calls c left join (
        select d.call_id, count(*)::int as jobs from pgboss.job j join deliveries d on d.id::text = j.data ->> 'deliveryId' group by 1
      ) j on j.call_id = c.id) traced
    group by 1, 2, 3, 4, 5, 6, 7, 8 order by version, deliveries`;

  return {
    mutate,
    tagId: tag.id as string,
    automationId: automation.id as string,
    admin,
    traces: async () => (await traces()).map((row) => ({ ...row })),
    read: async (id: string) => {
      const query = 'query ($id: ID!) { run(id: $id) { state total done result dryRun { matched } } }';
      return (await api.ask(query, { id })).data.run;
    },
    /** What who follows the run was told, oldest first. */
    told: async (id: string) => {
      const rows = await admin`select detail from changes where kind = 'RUN_CHANGED'
        and subject_id = ${uuidOf('Run', id)} order by xid, seq`;
      return rows.map(({ detail }) => detail as { state: string; done: number; total: number });
    },
    cancel: (id: string) => mutate('cancelRun', { id }, 'run { id }'),
    /** As if every process had been silent for long. */
    forget: () => admin`update runs set seen_at = 'epoch' where state = 'RUNNING'`,
    /** A delivery of every call, as the rule sent it when the call ended. */
    delivered: () => admin`
      insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key, settings,
        snapshot, automation_id, automation_version, state, due_at)
      select account_id, company_id, gen_random_uuid(), id, ${linkedAccountId}, 'webhook', 'send-call', '', 1, 'rp_' || id, '{}', '{}',
        ${uuidOf('Automation', automation.id)}, 1, 'CONFIRMED', now() from calls`,
    start: async () => {
      const input: RunsInput = { databaseUrl: api.databaseUrl };
      const child = await startChild(join(import.meta.dirname, '../support/runs-process.ts'), input);
      onTestFinished(() => killChild(child));
      return child;
    },
  };
};

type World = Awaited<ReturnType<typeof startWorld>>;

/** A gate before the end of every commit that moves a run on. Shut when made. */
const shutGate = async ({ admin }: World) => {
  await admin.unsafe(`
    create function wait_at_gate() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(42); return null; end $$;
    create constraint trigger gate after update on runs deferrable initially deferred for each row
      when (new.done > old.done) execute function wait_at_gate();
    select pg_advisory_lock(42)`);
  const waiting = async () => {
    const rows =
      await admin`select pid from pg_locks where locktype = 'advisory' and objid = 42 and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    return rows.map(({ pid }) => Number(pid));
  };
  return {
    /** A page is written, and all that is missing is that PostgreSQL says so. The connection that waits for it. */
    reached: async (): Promise<number> => {
      await expect.poll(waiting, soon).toHaveLength(1);
      return (await waiting())[0] ?? 0;
    },
    /** Somebody else wants to change the run of the page at the gate. */
    contended: () =>
      expect
        .poll(
          async () =>
            (
              await admin`select from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`
            ).length,
          soon,
        )
        .toBe(1),
    /** Locks are given in the order they were asked for: the next page finds it shut. */
    letOnePass: async () => {
      await admin`select pg_advisory_unlock(42)`;
      await admin`select pg_advisory_lock(42)`;
    },
    open: () => admin`select pg_advisory_unlock(42)`,
  };
};

interface Kind {
  readonly kind: string;
  /** Rows of one page. */
  readonly page: number;
  readonly trigger?: string;
  readonly prepare?: (world: World) => Promise<unknown>;
  /** Asks for the run, as a mutation and its input. */
  readonly asked: (world: World) => readonly [mutation: string, input: object];
  /** What has been done to a call it has looked at, where that is more than nothing. */
  readonly traces: object;
  readonly untouched?: object;
  /** What it answers that has looked at so many calls, and at others that had been looked at before. */
  readonly found: (fresh: number, known: number) => object;
}

const nothing = {
  version: 1,
  tags: 0,
  score: null,
  history: 0,
  decisions: 0,
  deliveries: 0,
  jobs: 0,
  told: 0,
};

const kinds: readonly Kind[] = [
  {
    kind: 'TAG_CALLS',
    page: 200,
    trigger: 'TAG_ADDED',
    asked: ({ tagId }) => ['tagCallsByFilter', { filter: {}, tagIds: [tagId] }],
    traces: { version: 2, tags: 1, score: 10, history: 2, decisions: 1, deliveries: 1, jobs: 1, told: 2 },
    found: (fresh) => ({ result: { changed: fresh } }),
  },
  {
    kind: 'RESCORE',
    page: 200,
    asked: () => ['rescoreCalls', {}],
    traces: { version: 2, score: 10, history: 1 },
    found: (fresh) => ({ result: { changed: fresh } }),
  },
  {
    kind: 'BACKFILL',
    page: 100,
    asked: ({ automationId }) => ['backfillAutomation', { automationId, period }],
    traces: { version: 2, score: 10, history: 1, decisions: 1, deliveries: 1, jobs: 1, told: 2 },
    found: (fresh, known) => ({
      result: { judged: fresh, matched: fresh, known, sent: fresh, skipped: 0 },
    }),
  },
  {
    kind: 'REPLAY',
    page: 100,
    prepare: ({ delivered }) => delivered(),
    asked: () => ['replayDeliveries', { filter: { state: ['CONFIRMED'] } }],
    untouched: { deliveries: 1 },
    traces: { deliveries: 2, jobs: 1, told: 1 },
    found: (fresh, known) => ({
      result: { sent: fresh, left: known > 0 ? { 'A newer version of it exists.': known } : {} },
    }),
  },
  {
    kind: 'DRY_RUN',
    page: 2_000,
    asked: ({ automationId }) => ['automationDryRun', { automationId, period }],
    traces: {},
    found: (fresh, known) => ({ dryRun: { matched: fresh + known } }),
  },
];

it.each(kinds)(
  'a run of the kind $kind that is cancelled, asked for again and killed twice does everything once, and counts right',
  async ({ page, trigger = 'CALL_ENDED', prepare, asked, traces, untouched = {}, found }) => {
    const calls = 2 * page + page / 4;
    const world = await startWorld(trigger, calls);
    await prepare?.(world);
    const ask = async () => (await world.mutate(...asked(world), 'run { id }')).run.id as string;
    const expectTouched = async (touched: number) => {
      const groups = [
        { ...nothing, ...untouched, calls: calls - touched },
        { ...nothing, ...untouched, ...traces, calls: touched },
      ];
      const same = Object.keys(traces).length === 0;
      const expected = same ? [{ ...nothing, calls }] : groups.filter((group) => group.calls > 0);
      expect(await world.traces()).toEqual(expected);
    };
    const gate = await shutGate(world);
    const first = await world.start();

    const stopped = await ask();
    await gate.reached();
    const cancelled = world.cancel(stopped);
    await gate.contended();
    await gate.letOnePass();
    await cancelled;
    expect(await world.read(stopped)).toMatchObject({
      ...{ state: 'CANCELLED', done: page, total: calls },
      ...found(page, 0),
    });
    await expectTouched(page);

    const id = await ask();
    await gate.reached();
    await gate.letOnePass();
    const connection = await gate.reached();
    await killChild(first);
    await world.admin`select pg_terminate_backend(${connection}, 10_000)`;
    expect(await world.read(id)).toMatchObject({ state: 'RUNNING', done: page, ...found(0, page) });
    await expectTouched(page);

    await world.forget();
    const second = await world.start();
    await gate.reached();
    await killChild(second);
    await gate.letOnePass(); // PostgreSQL had all it needs to commit
    expect(await world.read(id)).toMatchObject({ state: 'RUNNING', done: 2 * page, ...found(page, page) });
    await expectTouched(2 * page);

    await world.forget();
    await world.start();
    await gate.reached();
    await gate.open();
    await expect.poll(async () => (await world.read(id)).state, soon).toBe('DONE');
    expect(await world.read(id)).toMatchObject({
      ...{ done: calls, total: calls },
      ...found(calls - page, page),
    });
    await expectTouched(calls);

    const told = await world.told(id);
    const done = told.map((one) => one.done);
    expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ state: 'DONE', done: calls, total: calls });
    expect((await world.told(stopped)).at(-1)).toMatchObject({
      state: 'CANCELLED',
      done: page,
      total: calls,
    });
  },
  120_000,
);
