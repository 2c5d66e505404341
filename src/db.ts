import { setTimeout as wait } from 'node:timers/promises';
import { type ExtractTablesWithRelations, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '../schema/index.ts';
import type { Reach } from './reach.ts';
import { onReserved, sendOn, sendPlain } from './storage/reserved.ts';

/** A transaction inside one reach of one account. */
export type Tx = PostgresJsTransaction<typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** Works as a role that owns nothing, so row-level security holds even for an owner's address. */
const role = 'ringpath_app';

/** What is under way when the process stops has this long to end. */
const stopSeconds = 5;

const dialect = new PgDialect();
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A statement with its parameters in order. The text is the same for every call of one shape. */
export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** Puts a statement on its way; awaiting the answer is the caller's choice. */
export type Send = (statement: Statement) => Promise<readonly Record<string, unknown>[]>;

/**
 * Says whose a transaction across accounts is, as a role that sees only what callbacks read and write. A
 * statement that takes its keys as an array looks dearer to the planner the fewer are given, so left to
 * itself it plans such a statement anew each time, which took longer than running it.
 */
const asIngest = (accountIds: readonly string[]): Statement => ({
  text: `select set_config('role', 'ringpath_ingest', true), set_config('app.account_ids', $1, true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`,
  params: [accountIds.join(',')],
});

/**
 * What the walls compare rows with: the account, whether every company of it, and else which. Two settings, since a
 * policy that had to tell a word from a list of ids in one would fail on the word while it is planned.
 */
const wallsOf = ({ accountId, companies }: Reach): readonly [string, string, string] =>
  companies === 'ALL' ? [accountId, 'on', ''] : [accountId, '', `{${companies.join(',')}}`];

const walls = `set_config('app.account_id', $1, true), set_config('app.every_company', $2, true),
    set_config('app.companies', $3, true)`;

/** The same as text, for a statement without parameters. */
const plainWalls = (reach: Reach): string => {
  const { accountId, companies } = reach;
  const ids = companies === 'ALL' ? [accountId] : [accountId, ...companies];
  if (!ids.every((id) => uuid.test(id))) throw new Error('The ids of a reach must be UUIDs.');
  const [account, every, list] = wallsOf(reach);
  return `select set_config('app.account_id', '${account}', true), set_config('app.every_company', '${every}', true),
    set_config('app.companies', '${list}', true)`;
};

/** Says within which reach a transaction goes on; `also` are further settings of the same statement. */
export const asAccount = (reach: Reach, also: readonly string[] = []): Statement => ({
  text: `select ${[walls, ...also].join(', ')}`,
  params: wallsOf(reach),
});

const setting = (name: string, value: string): string => `set_config('${name}', '${value}', true)`;

/** For `asAccount`: rows are sought one by one along the keys, whatever the planner thinks of small tables. */
export const alongKeys: readonly string[] = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map(
  (name) => setting(name, 'off'),
);

/**
 * Says whose page views come, and that rows are sought one by one along the keys. A plan is kept for long, and
 * one made while a table was small, or for the thousand rows PostgreSQL expects in any text, would read whole
 * tables once they have grown.
 */
const asVisitor = (reach: Reach): Statement =>
  asAccount(reach, [setting('plan_cache_mode', 'force_generic_plan'), ...alongKeys]);

/** See `asIngest`. */
const keptPlans: Statement = {
  text: "select set_config('plan_cache_mode', 'force_generic_plan', true)",
  params: [],
};

/** What goes on in a pipeline; what it returns as `last` goes together with the commit. */
type PipelineWork<Result> = (
  send: Send,
) => Promise<{ readonly result: Result; readonly last: readonly Statement[] }>;

export const statement = (query: SQL): Statement => {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, params };
};

/**
 * The database as the product uses it. `inAccount` is the only way to tenant rows: every statement runs
 * in a transaction that has said whose it is.
 */
export const createDb = (options: { readonly url: string; readonly connections: number }) => {
  const connect = (max: number) =>
    postgres(options.url, {
      max,
      connection: { role, application_name: 'ringpath', timezone: 'UTC' } as Record<string, string>,
      onnotice: () => undefined,
      connect_timeout: 5,
    });
  const client = connect(options.connections);
  // Callbacks and page views do not queue behind what people look at, and few connections keep their plans and caches warm.
  const callbacks = drizzle(connect(2)).$client; // Drizzle tells a client how JSON and times travel.
  const pageViews = drizzle(connect(3)).$client;
  const orm = drizzle(client, { schema });
  const meanwhile = drizzle(connect(4), { schema });

  const underway = new Set<Promise<unknown>>();
  /** A connection that is given back while its pool ends would stay open: `stop` waits for them first. */
  const reserved: typeof onReserved = (on, work) => {
    const used = onReserved(on, work);
    underway.add(used);
    const ended = (): boolean => underway.delete(used);
    used.then(ended, ended);
    return used;
  };

  const pipelined = <Result>(
    on: postgres.Sql,
    first: Statement,
    work: PipelineWork<Result>,
  ): Promise<Result> =>
    reserved(on, async (connection) => {
      const send: Send = (query) => sendOn(connection, query);
      send({ text: 'begin', params: [] });
      send(first);
      const { result, last } = await work(send);
      await Promise.all([...last.map(send), send({ text: 'commit', params: [] })]);
      return result;
    });

  const accountsOn =
    (on: typeof orm) =>
    <Result>(
      reach: Reach,
      work: (tx: Tx) => Promise<Result>,
      isolationLevel: 'read committed' | 'repeatable read' = 'read committed',
    ): Promise<Result> =>
      on.transaction(
        async (tx) => {
          const [account, every, companies] = wallsOf(reach);
          await tx.execute(sql`select set_config('app.account_id', ${account}, true),
            set_config('app.every_company', ${every}, true), set_config('app.companies', ${companies}, true)`);
          return work(tx);
        },
        { isolationLevel },
      );

  const readOn =
    (on: postgres.Sql) =>
    <Row extends object>(reach: Reach, query: Statement): Promise<readonly Row[]> =>
      reserved(on, async (connection) => {
        const begin = `begin read only; ${plainWalls(reach)}`;
        const [, rows] = await Promise.all([
          sendPlain(connection, begin),
          sendOn(connection, query),
          sendPlain(connection, 'commit'),
        ]);
        return rows as unknown as readonly Row[];
      });

  return {
    client,

    /** For `directory` only: every other table answers nothing outside an account. */
    orm,

    inAccount: accountsOn(orm),

    /**
     * `inAccount` and `read` on connections of their own, for the setup: it is read also by those who hold a
     * connection, and where each of them waited for a second one of the same pool, none would ever come free.
     * Whoever is in here waits for no other pool.
     */
    meanwhile: { inAccount: accountsOn(meanwhile), read: readOn(meanwhile.$client) },

    /**
     * One read, prepared and sent in one round trip with its transaction around it. For hot paths:
     * Drizzle's own execution sends unprepared statements and waits for each step.
     */
    read: readOn(client),

    /**
     * A transaction of prepared statements sent without waiting for one another: `send` puts one on its
     * way, and what `work` returns as `last` goes together with the commit. Each answer that is not awaited
     * saves a round trip. Say whose it is with `asAccount` before touching tenant rows.
     */
    pipeline: <Result>(work: PipelineWork<Result>): Promise<Result> => pipelined(client, keptPlans, work),

    /** The same for callbacks of several accounts at once, which need no `asAccount`. */
    across: <Result>(accountIds: readonly string[], work: PipelineWork<Result>): Promise<Result> =>
      pipelined(callbacks, asIngest(accountIds), work),

    /** The same for page views, which begin as one account and may go on `asAccount` another. */
    visits: <Result>(reach: Reach, work: PipelineWork<Result>): Promise<Result> =>
      pipelined(pageViews, asVisitor(reach), work),

    stop: async (): Promise<void> => {
      await Promise.race([
        Promise.allSettled(underway),
        wait(stopSeconds * 1_000, undefined, { ref: false }),
      ]);
      const all = [client, callbacks, pageViews, meanwhile.$client];
      await Promise.all(all.map((one) => one.end({ timeout: stopSeconds })));
    },
  };
};

export type Db = ReturnType<typeof createDb>;
