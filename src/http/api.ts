import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Db } from '../db.ts';
import type { Graphql } from '../graphql/graphql.ts';
import type { Identity } from '../identity/identity.ts';
import type { LinkedAccounts } from '../linked-accounts/linked-accounts.ts';
import type { Live } from '../live/hub.ts';
import type { SetupCache } from '../setup/cache.ts';
import { createTrackingMetrics } from '../tracking/metrics.ts';
import { createTracking } from '../tracking/sessions.ts';
import { type CarrierRoutesOptions, carrierRoutes } from './carriers.ts';
import { consoleRoutes } from './console.ts';
import { dniRoutes } from './dni.ts';
import { graphqlRoutes } from './graphql.ts';
import { createLiveSockets } from './live.ts';
import { createLiveMetrics } from './live-metrics.ts';
import { oauthCallback } from './oauth.ts';

export interface ApiParts {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly linkedAccounts: LinkedAccounts;
  readonly identity: Identity;
  readonly graphql: Graphql;
  readonly live: Live;
  readonly carriers: CarrierRoutesOptions;
  readonly metrics: Registry;
  /** The folder with the built `console` and `dni.js`. */
  readonly builtDir: string;
  readonly logger: Logger;
}

/** Everything the role `api` answers, on one server. Returns how to let go of it. */
export const mountApi = async (app: FastifyInstance, parts: ApiParts): Promise<() => Promise<void>> => {
  const { db, setup, linkedAccounts, identity, graphql, logger, metrics, builtDir } = parts;
  const tracking = createTracking({
    db,
    setup,
    metrics: createTrackingMetrics(metrics),
    onError: (error) => logger.error({ err: error }, 'the visitor side could not write something'),
  });
  const script = await readFile(join(builtDir, 'dni.js'));
  await app.register(dniRoutes({ tracking, script }));
  await app.register(carrierRoutes(parts.carriers));
  await app.register(oauthCallback({ linkedAccounts }));
  await app.register(graphqlRoutes({ graphql, identity, log: logger }));
  await app.register(consoleRoutes({ folder: join(builtDir, 'console') }));

  const sockets = createLiveSockets({
    schema: graphql.schema,
    live: parts.live,
    authenticate: identity.authenticate,
    contextFor: graphql.contextFor,
    formatError: (error) => graphql.formatError(error.toJSON(), error),
    rules: graphql.validationRules,
    onError: (error) => logger.error({ err: error }, 'a live socket failed'),
    metrics: createLiveMetrics(metrics),
  });
  sockets.attach(app.server);
  return async () => {
    await sockets.stop();
    await tracking.stop();
  };
};
