import postgres from 'postgres';
import { inject, onTestFinished } from 'vitest';
import { createDb, type Db } from '../../src/db.ts';

let clones = 0;

/** A database of its own for one test or file: a clone of the migrated template, dropped at the end. */
export const cloneDatabase = async (): Promise<{
  readonly url: string;
  readonly drop: () => Promise<void>;
}> => {
  const url = inject('postgresUrl');
  const name = `ringpath_test_${process.pid}_${++clones}_${Date.now().toString(36)}`;
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${inject('templateName')}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return {
    url: address.href,
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
};

/** The same, opened, for the running test. */
export const testDb = async (): Promise<{ readonly db: Db; readonly url: string }> => {
  const { url, drop } = await cloneDatabase();
  const db = createDb({ url, connections: 8 });
  onTestFinished(async () => {
    await db.stop();
    await drop();
  });
  return { db, url };
};
