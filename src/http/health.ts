import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Db } from '../db.ts';

/** `GET /health` for load balancers, `GET /metrics` for Prometheus. */
export const healthRoutes =
  ({ db, metrics }: { readonly db: Db; readonly metrics: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/health', async (_request, reply) => {
      try {
        await db.client`select 1`;
        return { status: 'ok' };
      } catch {
        // What went wrong is in the log of whoever tried to use it; a load balancer only needs to know that.
        return reply.code(503).send({ status: 'database unavailable' });
      }
    });
    app.get('/metrics', async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );
  };
