import fastify from 'fastify';
import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { testDb } from '../../test/support/database.ts';
import { healthRoutes } from './health.ts';

const serve = async (metricsToken: string | null) => {
  const { db } = await testDb();
  const metrics = new Registry();
  new Counter({ name: 'rings', help: 'Rings.', registers: [metrics] }).inc(3);
  const server = fastify();
  await server.register(healthRoutes({ db, metrics, metricsToken }));
  return (url: string, authorization?: string) =>
    server.inject({ url, headers: authorization ? { authorization } : {} });
};

describe('what a monitor asks', () => {
  it('answers whether it serves and is ready', async () => {
    const ask = await serve(null);
    expect((await ask('/health')).json()).toEqual({ status: 'ok', database: 'ok' });
    expect((await ask('/ready')).statusCode).toBe(200);
    expect((await ask('/metrics')).body).toContain('rings 3');
  });

  it('shows its metrics only for the token, where one is set', async () => {
    const ask = await serve('a token of some length');
    for (const wrong of [undefined, 'Bearer another', 'a token of some length']) {
      const answer = await ask('/metrics', wrong);
      expect(answer.statusCode).toBe(401);
      expect(answer.body).not.toContain('rings');
    }
    expect((await ask('/metrics', 'Bearer a token of some length')).body).toContain('rings 3');
    expect((await ask('/health')).statusCode).toBe(200);
  });
});
