import { fastify } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { findAction, findIntegration, integrations } from '../../integrations/registry.ts';
import { createDb } from '../../src/db.ts';
import { createRequeue } from '../../src/delivery/requeue.ts';
import { usualTuning } from '../../src/delivery/tuning.ts';
import { createCallEdits } from '../../src/edits/edits.ts';
import type { GraphqlServices } from '../../src/graphql/context.ts';
import { createGraphql } from '../../src/graphql/graphql.ts';
import { graphqlRoutes } from '../../src/http/graphql.ts';
import { createAccount, createIdentity } from '../../src/identity/identity.ts';
import { understandStored } from '../../src/ingest/understand.ts';
import { createLinkedAccounts } from '../../src/linked-accounts/linked-accounts.ts';
import { createLive } from '../../src/live/hub.ts';
import { createWake } from '../../src/live/wake.ts';
import { createBulkTags } from '../../src/past-calls/bulk-tags.ts';
import { createCallRuns } from '../../src/past-calls/call-runs.ts';
import { createRescore } from '../../src/past-calls/rescore.ts';
import { createRuleRuns } from '../../src/past-calls/rule-runs.ts';
import { createRuns } from '../../src/runs/runs.ts';
import { createVault, sealingKey } from '../../src/sealed.ts';
import { createSetupCache } from '../../src/setup/cache.ts';
import { cloneDatabase } from './database.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly errors: any[] | undefined;
}

interface Options {
  readonly introspection?: boolean;
  /** Whether it works on runs too; yes unless given. */
  readonly working?: boolean;
}

/** The API on a database of its own with an account in it; `close` when done. */
export const openGraphql = async (options: Options = {}) => {
  const { url, drop } = await cloneDatabase();
  const db = createDb({ url, connections: 8 });
  const statements: string[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const setup = createSetupCache(db);
  const onError = (error: unknown): void => log.error({ err: error }, 'A background task failed.');
  const wake = createWake({ url, onError });
  const live = createLive({ db, wake, onError, pollMs: 20 });
  const announce = (accountIds: readonly string[]): void => accountIds.forEach(wake.announce);
  const nothingQueued = { deliver: async () => [], confirm: async () => [] };
  const identity = createIdentity({ db });
  const conductor = {
    db,
    setup,
    findAction,
    consoleUrl: 'https://ringpath.example/console',
    enqueue: async () => [],
    announce,
    understand: understandStored(findIntegration),
    now: () => new Date(),
  };
  const edits = createCallEdits(conductor);
  const ruleRuns = createRuleRuns(conductor, integrations);
  const callRuns = createCallRuns({ db, edits, rescore: createRescore(conductor) });
  const handlers = [...callRuns, ...ruleRuns.handlers];
  const runs = createRuns({ db, handlers, announce, onError, working: options.working ?? true });
  const services: GraphqlServices = {
    db: {
      ...db,
      read: (reach, query) => {
        statements.push(query.text);
        return db.read(reach, query);
      },
    },
    setup,
    identity,
    integrations,
    consoleUrl: 'https://ringpath.example/console',
    edits,
    bulk: createBulkTags({ db, setup, edits, runs }),
    linkedAccounts: createLinkedAccounts({
      db,
      setup,
      vault: createVault([sealingKey('a sealing key for tests, long enough 0123456789')]),
      integrations,
      oauthApps: { hubspot: { clientId: 'client', clientSecret: 'client-secret-of-the-test' } },
      endpoints: { webhook: { allowLoopback: 'yes' } },
      publicUrl: 'https://ringpath.example',
    }),
    deliveries: createRequeue(db, nothingQueued, announce),
    tuning: usualTuning,
    live,
    runs,
    ruleRuns: ruleRuns.starts(runs),
    log,
  };
  const graphql = createGraphql(services, { introspection: options.introspection ?? false });
  const app = fastify({ logger: false });
  await app.register(graphqlRoutes({ graphql, identity, log }));
  const { account, key, apiKey } = await createAccount(db, { name: 'Harbor Street Group' });

  const post = async (
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      payload: body,
    });
    const type = String(response.headers['content-type']);
    return { status: response.statusCode, type, data: undefined, errors: undefined, ...response.json() };
  };
  const ask = (
    query: string,
    variables: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => post(JSON.stringify({ query, variables }), headers);

  return {
    app,
    db,
    databaseUrl: url,
    services,
    graphql,
    accountId: account.id,
    key,
    keyId: apiKey.id,
    post,
    ask,
    /** Texts of the prepared statements since they were last taken. */
    takeStatements: () => statements.splice(0),
    /** What was logged. */
    lines,
    wake,
    as: (other: string) => ({ authorization: `Bearer ${other}` }),
    close: async () => {
      await app.close();
      await runs.stop();
      await live.stop();
      await wake.stop();
      await db.stop();
      await drop();
    },
  };
};

export type GraphqlForTest = Awaited<ReturnType<typeof openGraphql>>;

/** The same for the running test. */
export const startGraphql = async (options: Options = {}): Promise<GraphqlForTest> => {
  const api = await openGraphql(options);
  onTestFinished(api.close);
  return api;
};
