import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { createDb } from '../src/db.ts';
import { dniRoutes } from '../src/http/dni.ts';
import { createSetupCache } from '../src/setup/cache.ts';
import { createTracking } from '../src/tracking/sessions.ts';
import { serve } from './child.ts';

/** The product's own routes and tracking. Only the limits on floods are off: all load comes from one address. */
const [, , databaseUrl = ''] = process.argv;
const db = createDb({ url: databaseUrl, connections: 10 });
const tracking = createTracking({ db, setup: createSetupCache(db) });
const app = fastify({ logger: false });
await app.register(dniRoutes({ tracking, script: '', limits: null }));
await app.listen({ host: '127.0.0.1', port: 0 });
serve(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/dni/sessions`, async () => {
  await app.close();
  await tracking.stop();
  await db.stop();
});
