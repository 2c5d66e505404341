import { defineConfig } from 'vitest/config';

// Vitest would load a second copy of graphql 16 beside the one type-graphql requires.
const resolve = { alias: { graphql: 'graphql/index.js' } };

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    // Most tests wait for processes and sockets rather than compute. One of two cores alone would be left idle.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: { name: 'integrations', include: ['integrations/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        resolve,
        test: {
          name: 'product',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'schema/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: ['test/support/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
