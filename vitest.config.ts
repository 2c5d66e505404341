import { defineConfig } from 'vitest/config';

// Vitest would load a second copy of graphql 16 beside the one type-graphql requires.
const resolve = { alias: { graphql: 'graphql/index.js' } };

/**
 * The change feed waits for every transaction of the whole PostgreSQL, other databases' too: what comes first
 * and how often it is read can only be told while no other test writes.
 */
const feedTests = [
  'src/live/**/*.test.ts',
  'src/http/live*.test.ts',
  'src/graphql/subscriptions.test.ts',
  'src/graphql/rule-runs.test.ts',
];

/** Ends only what would never come: how long something takes on a busy machine is no test's business. */
const patient = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 25_000 } } };

const onPostgres = { globalSetup: ['test/support/postgres.ts'], ...patient };

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    // Most tests wait for processes and sockets rather than compute. One of two cores alone would be left idle.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: { name: 'integrations', include: ['integrations/**/*.test.ts'], ...patient },
      },
      {
        resolve,
        test: {
          name: 'product',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'schema/**/*.test.ts'],
          exclude: ['test/e2e/**', ...feedTests],
          ...onPostgres,
        },
      },
      {
        resolve,
        test: {
          name: 'feed',
          include: feedTests,
          ...onPostgres,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          ...onPostgres,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          // Of thousands of clicks one gets lost on a busy machine. Why a first try failed is printed (test/e2e/tell.ts).
          retry: process.env['CI'] ? 1 : 0,
        },
      },
    ],
  },
});
