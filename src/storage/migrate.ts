import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';

/** From PostgreSQL 16 on, who made a role is not yet allowed to work as it, unless they are a superuser. */
const mayBecomeRoles = `
  do $$ declare name text; begin
    if current_setting('server_version_num')::int < 160000 then return; end if;
    foreach name in array array['ringpath_app', 'ringpath_ingest'] loop
      if not pg_has_role(current_user, name, 'set') then
        execute format('grant %I to %I with set true', name, current_user);
      end if;
    end loop;
  end $$`;

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
    await owner.unsafe(mayBecomeRoles);
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
