import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createQueues } from '../../src/delivery/queues.ts';
import { startEmbeddedPostgres } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';

const settings = { max_connections: '100', shared_buffers: '32MB' };

/** A PostgreSQL of the test's own, durable as in production, that can be crashed. */
export const startOwnPostgres = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-faults-'));
  const server = await startEmbeddedPostgres(folder, settings);
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await migrate(server.url, join(import.meta.dirname, '../..'), createQueues);
  const { port } = new URL(server.url);
  return {
    url: server.url,
    port: Number(port),
    /** What `pg_ctl -m immediate restart` does: no goodbye to anybody, and a recovery at the start. */
    crash: async (): Promise<void> => {
      const [pid] = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await startEmbeddedPostgres(folder, { ...settings, port });
    },
  };
};
