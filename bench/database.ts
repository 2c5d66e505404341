import postgres from 'postgres';
import { createQueues } from '../src/delivery/queues.ts';
import { projectRoot } from '../src/project-root.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/storage/embedded.ts';
import { migrate } from '../src/storage/migrate.ts';

/**
 * For a machine with some GB of memory and nothing else to do. Both sides of every comparison use this one
 * server. Commits are durable: fsync and synchronous_commit keep their defaults.
 */
export const serverSettings: Readonly<Record<string, string>> = {
  shared_buffers: '2GB',
  effective_cache_size: '6GB',
  work_mem: '32MB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  random_page_cost: '1.1',
  max_connections: '150',
  jit: 'off',
};

export interface BenchServer extends EmbeddedPostgres {
  readonly folder: string;
  /** The address of one of its databases. */
  readonly at: (database: string) => string;
}

/** The PostgreSQL whose data stays in `folder` between runs. `BENCH_PRELOAD` names libraries for profiling. */
export const startServer = async (folder: string): Promise<BenchServer> => {
  const preload = process.env['BENCH_PRELOAD'];
  const server = await startEmbeddedPostgres(folder, {
    ...serverSettings,
    ...(preload ? { shared_preload_libraries: preload, track_io_timing: 'on' } : {}),
  });
  return {
    ...server,
    folder,
    at: (database) => {
      const address = new URL(server.url);
      address.pathname = `/${database}`;
      return address.href;
    },
  };
};

export type Sql = ReturnType<typeof openSql>;

/** As the owner: for making data and counting rows, never for measuring. */
export const openSql = (url: string, connections = 1) =>
  postgres(url, { max: connections, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });

/** Makes or remakes a database with all tables and queues in it, and nothing else. */
export const createDatabase = async (server: BenchServer, name: string): Promise<void> => {
  await dropDatabase(server, name);
  const admin = openSql(server.url);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  await migrate(server.at(name), projectRoot(), createQueues);
};

export const dropDatabase = async (server: BenchServer, name: string): Promise<void> => {
  const admin = openSql(server.url);
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
};

/** A copy for writing into, so that the data set stays as it was made. */
export const cloneDatabase = async (server: BenchServer, from: string, name: string): Promise<void> => {
  await dropDatabase(server, name);
  const admin = openSql(server.url);
  // Copying files is what takes the least time for gigabytes; it checkpoints before and after.
  await admin.unsafe(`create database ${name} template ${from} strategy file_copy`);
  await admin.end();
};
