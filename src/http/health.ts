import { hash, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Db } from '../db.ts';

/** ms. A database that is cut off does not refuse, it is silent. */
const patience = 2_000;

const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', wanted, 'buffer'));

/**
 * `GET /health`: the process serves. Carriers are answered without the database too, so a load balancer
 * that goes by it keeps the process that must answer them. `GET /ready`: 503 while the database is away.
 * `GET /metrics` for Prometheus; with a token set, only for who brings it.
 */
export const healthRoutes =
  ({
    db,
    metrics,
    metricsToken,
  }: {
    readonly db: Db;
    readonly metrics: Registry;
    readonly metricsToken: string | null;
  }) =>
  async (app: FastifyInstance): Promise<void> => {
    let asking: Promise<'ok' | 'away'> | null = null;

    /** One question at a time: probes of a silent database must not use up its connections. */
    const ask = (): Promise<'ok' | 'away'> => {
      asking ??= db.client`select 1`
        .then(
          () => 'ok' as const,
          () => 'away' as const,
        )
        .finally(() => {
          asking = null;
        });
      return asking;
    };

    const database = async (): Promise<'ok' | 'away'> => {
      const given = new AbortController();
      try {
        return await Promise.race([ask(), wait(patience, 'away' as const, { signal: given.signal })]);
      } finally {
        given.abort();
      }
    };

    app.get('/health', async () => ({ status: 'ok', database: await database() }));
    app.get('/ready', async (_request, reply) => {
      const state = await database();
      const ready = state === 'ok';
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not ready', database: state });
    });
    app.get('/metrics', async ({ headers }, reply) => {
      if (metricsToken !== null && !isSame(headers.authorization ?? '', `Bearer ${metricsToken}`))
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send({ error: 'Send METRICS_TOKEN as the bearer token.' });
      return reply.type(metrics.contentType).send(await metrics.metrics());
    });
  };
