import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fastify from 'fastify';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { findAction, findIntegration, integrations } from '../integrations/registry.ts';
import { createAudit } from './audit.ts';
import { createDb } from './db.ts';
import { createAlert } from './delivery/alert.ts';
import { createAllowances } from './delivery/allowances.ts';
import { createEnqueue } from './delivery/enqueue.ts';
import { createRequeue } from './delivery/requeue.ts';
import { type DeliveryTuning, usualTuning } from './delivery/tuning.ts';
import { startWorker } from './delivery/worker.ts';
import { createCallEdits } from './edits/edits.ts';
import type { OAuthApp, Role } from './env.ts';
import { every } from './every.ts';
import { freePort } from './free-port.ts';
import { createGraphql } from './graphql/graphql.ts';
import { createAnswerError } from './http/answer-error.ts';
import { mountApi } from './http/api.ts';
import { healthRoutes } from './http/health.ts';
import { createIdentity } from './identity/identity.ts';
import { createEndSilent } from './ingest/end-silent.ts';
import { createFireTimers } from './ingest/fire-timers.ts';
import { createIngest } from './ingest/ingest.ts';
import { createSpool } from './ingest/spool.ts';
import { understandStored } from './ingest/understand.ts';
import { createLinkedAccounts } from './linked-accounts/linked-accounts.ts';
import { createLive } from './live/hub.ts';
import { createWake } from './live/wake.ts';
import { createBulkTags } from './past-calls/bulk-tags.ts';
import { createCallRuns } from './past-calls/call-runs.ts';
import { createRescore } from './past-calls/rescore.ts';
import { createRuleRuns } from './past-calls/rule-runs.ts';
import { systemReach } from './reach.ts';
import { createRuns } from './runs/runs.ts';
import { createVault, sealingKey } from './sealed.ts';
import { createSetupCache } from './setup/cache.ts';

export interface RingpathConfig {
  /** A migrated database, as its owner. */
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  /** Proxies in front, by address or range: what they say a visitor's address is, is believed. */
  readonly trustedProxies?: readonly string[];
  readonly roles: readonly Role[];
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Where carriers, browsers and vendors reach this server; its own address when left out. */
  readonly publicUrl: string | undefined;
  /** Pages of frontends, whole addresses, that a sign-in at a vendor may come back to. */
  readonly signInPages?: readonly string[];
  /** Holds the spool. */
  readonly dataDir: string;
  /** The folder with the built `console` and `dni.js`. */
  readonly builtDir: string;
  readonly secretKeys: readonly [string, ...string[]];
  readonly oauthApps: Readonly<Record<string, OAuthApp>>;
  /** By integration id: what replaces its vendor's addresses. */
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly fallbackDestination: string | null;
  readonly introspection: boolean;
  /** What `GET /metrics` wants as its bearer token; left out or null: nothing. */
  readonly metricsToken?: string | null;
  /** ms a carrier's callback waits for the database before it is answered without. */
  readonly carrierPatienceMs?: number;
  /** Times of the delivery stage that differ from the usual. */
  readonly delivery?: Partial<DeliveryTuning>;
  readonly logger: Logger;
}

const spoolSeconds = 5;
const stopSeconds = 10;
const silentCallsSeconds = 180;
/** Runs that wait say so themselves; this finds those whose process died. */
const runsSeconds = 30;
const timersSeconds = 5;

/** Puts the parts together and starts them. What starts returns its stop; they stop in reverse order. */
export const startRingpath = async (config: RingpathConfig) => {
  const { logger, databaseUrl } = config;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) {
      // A part that waits for a database that is away must not keep the process alive.
      const patience = delay(stopSeconds * 1000, undefined, { ref: false });
      await Promise.race([end(), patience]).catch((error: unknown) =>
        logger.error({ err: error }, 'a part did not stop cleanly'),
      );
    }
  };
  const onError = (error: unknown): void => logger.error({ err: error }, 'a background task failed');
  const now = (): Date => new Date();
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  try {
    const answerError = createAnswerError(logger);
    const app = fastify({
      logger: false,
      bodyLimit: 1024 * 1024,
      trustProxy: config.trustedProxies?.length ? [...config.trustedProxies] : false,
      frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    });
    app.setErrorHandler(answerError);
    const db = createDb({ url: databaseUrl, connections: config.databaseConnections });
    stops.push(db.stop);
    const port = config.port === 0 ? await freePort(config.host) : config.port;
    const publicUrl = config.publicUrl ?? `http://${config.host}:${port}`;

    const working = config.roles.includes('worker');
    const tuning = { ...usualTuning, ...config.delivery };
    const boss = new PgBoss({
      connectionString: databaseUrl,
      migrate: false,
      useListenNotify: working,
      supervise: working,
      schedule: false,
      superviseIntervalSeconds: tuning.lookOver,
      monitorIntervalSeconds: tuning.lookOver,
    });
    boss.on('error', onError);
    await boss.start();
    stops.push(() => boss.stop({ graceful: true, timeout: 10_000 }));

    const setup = createSetupCache(db);
    const wake = createWake({ url: databaseUrl, onError });
    stops.push(wake.stop);
    const live = createLive({ db, wake, onError });
    stops.push(live.stop);
    const announce = (accountIds: readonly string[]): void => {
      for (const accountId of accountIds) wake.announce(accountId);
    };

    const [firstKey, ...otherKeys] = config.secretKeys;
    const vault = createVault([sealingKey(firstKey), ...otherKeys.map(sealingKey)]);
    const enqueue = createEnqueue(boss, tuning);
    const deliveries = createRequeue(db, enqueue, announce);
    const linkedAccounts = createLinkedAccounts({
      db,
      setup,
      vault,
      integrations,
      oauthApps: config.oauthApps,
      endpoints: config.endpoints,
      publicUrl,
      signInPages: config.signInPages ?? [],
      logger,
      onActive: (accountId, linkedAccountId) =>
        deliveries.resume(systemReach(accountId, 'server'), linkedAccountId),
    });
    const understand = understandStored(findIntegration);
    const conductor = {
      db,
      setup,
      findAction,
      consoleUrl: `${publicUrl}/console`,
      enqueue: (jobs: Parameters<typeof enqueue.deliver>[0]) => enqueue.deliver(jobs),
      announce,
      understand,
      now,
      onFailed: onError,
    };
    const ingest = createIngest(conductor);
    stops.push(ingest.drained);
    const edits = createCallEdits(conductor);
    const endSilentCalls = createEndSilent(conductor);
    const fireTimers = createFireTimers(conductor);
    const spool = createSpool(join(config.dataDir, 'spool'), understand);
    stops.push(every(spoolSeconds, () => spool.drain(ingest.take), onError));
    const identity = createIdentity({ db });

    const pastCalls: typeof conductor = {
      ...conductor,
      enqueue: (jobs) => enqueue.deliver(jobs.map((job) => ({ ...job, past: true }))),
    };
    const ruleRuns = createRuleRuns(pastCalls, integrations);
    const callRuns = createCallRuns({ db, edits, rescore: createRescore(conductor) });
    const handlers = [...callRuns, ...ruleRuns.handlers];
    const runs = createRuns({ db, handlers, announce, onError, working });
    stops.push(runs.stop);
    const bulk = createBulkTags({ db, setup, edits, runs });

    if (working) {
      stops.push(every(timersSeconds, fireTimers, onError));
      stops.push(every(runsSeconds, runs.sweep, onError));
      stops.push(every(silentCallsSeconds, endSilentCalls, onError));
      const { open } = linkedAccounts;
      const worker = await startWorker(boss, {
        db,
        findAction,
        findIntegration,
        enqueue,
        announce,
        now,
        open,
        tuning,
        allowances: createAllowances(db, findIntegration),
        alert: createAlert({ db, enqueue, tuning }),
        onError,
        needsReconnect: linkedAccounts.markNeedsReconnect,
      });
      stops.push(worker.stop);
    }

    stops.push(() => app.close());
    await app.register(healthRoutes({ db, metrics, metricsToken: config.metricsToken ?? null }));
    if (config.roles.includes('api')) {
      await linkedAccounts.warm();
      await setup.warm();
      const graphql = createGraphql(
        {
          db,
          setup,
          identity,
          integrations,
          consoleUrl: conductor.consoleUrl,
          edits,
          bulk,
          linkedAccounts,
          deliveries,
          tuning,
          live,
          runs,
          ruleRuns: ruleRuns.starts(runs),
          log: logger,
        },
        { introspection: config.introspection },
      );
      const carriers = {
        findIntegration,
        ingest,
        spool,
        setup,
        publicUrl,
        logger,
        carrierSecrets: linkedAccounts.carrierSecrets,
        carrierCandidates: linkedAccounts.carrierCandidates,
        carrierApi: (id: string) =>
          config.endpoints[id]?.['api'] ?? findIntegration(id)?.endpoints['api'] ?? '',
        fallbackDestination: config.fallbackDestination,
        patienceMs: config.carrierPatienceMs ?? 4_000,
        audit: createAudit(db, logger),
      };
      const { builtDir } = config;
      stops.push(
        await mountApi(app, {
          db,
          setup,
          linkedAccounts,
          identity,
          graphql,
          live,
          carriers,
          metrics,
          builtDir,
          logger,
        }),
      );
    }
    await app.listen({ host: config.host, port });
    return {
      url: `http://${config.host}:${port}`,
      publicUrl,
      db,
      identity,
      linkedAccounts,
      enqueue,
      ingest,
      edits,
      endSilentCalls,
      fireTimers,
      runs,
      setup,
      vault,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

export type Ringpath = Awaited<ReturnType<typeof startRingpath>>;
