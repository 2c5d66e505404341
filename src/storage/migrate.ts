import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';

/**
 * Brings a database up to date as its owner: our tables, then the queue's, then the rights of the role
 * the server works as. Safe to run again and by several processes at once.
 */
export const migrate = async (
  url: string,
  root: string,
  queues: (boss: PgBoss) => Promise<void>,
): Promise<void> => {
  const owner = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await owner`select pg_advisory_lock(7261641)`;
    await runMigrations(drizzle(owner), { migrationsFolder: join(root, 'schema/migrations') });
    const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
    await boss.start();
    await queues(boss);
    await boss.stop({ graceful: false });
    await owner.unsafe(`
      grant usage on schema pgboss to ringpath_app, ringpath_ingest;
      grant select, insert, update, delete on all tables in schema pgboss to ringpath_app, ringpath_ingest;
      grant execute on all functions in schema pgboss to ringpath_app, ringpath_ingest;
    `);
  } finally {
    await owner.end();
  }
};
