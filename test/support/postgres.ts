import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { createQueues } from '../../src/delivery/queues.ts';
import { startEmbeddedPostgres } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server all test files share. */
    postgresUrl: string;
    /** A migrated database to clone. */
    templateName: string;
  }
}

const at = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

/** One PostgreSQL for a project's whole run, or the one given, and a migrated template; each test file clones it. */
export default async (project: TestProject) => {
  const given = process.env['TEST_DATABASE_URL'];
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-test-'));
  // Durability is not what these tests are about, and fsync is most of their time.
  const server = given
    ? { url: given, stop: async () => undefined }
    : await startEmbeddedPostgres(folder, {
        fsync: 'off',
        synchronous_commit: 'off',
        max_connections: '200',
        // Its transactions hold the change feed back like any other.
        autovacuum: 'off',
      });

  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  const templateName = `ringpath_template_${process.pid}_${project.name}`;
  await admin.unsafe(`create database ${templateName}`);
  await migrate(at(server.url, templateName), join(import.meta.dirname, '../..'), createQueues);

  project.provide('postgresUrl', server.url);
  project.provide('templateName', templateName);
  return async () => {
    await admin.unsafe(`drop database ${templateName}`);
    await admin.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
