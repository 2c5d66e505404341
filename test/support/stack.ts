import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Ringpath, type RingpathConfig, startRingpath } from '../../src/ringpath.ts';
import { cloneDatabase } from './database.ts';

/** Folders a test server needs: a place for the spool, and pages that were not built for it. */
const folders = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ringpath-stack-'));
  const builtDir = join(dir, 'built');
  await mkdir(join(builtDir, 'console'), { recursive: true });
  await writeFile(join(builtDir, 'dni.js'), '');
  await writeFile(join(builtDir, 'console/index.html'), '<!doctype html><title>Ringpath</title>');
  return { dir, builtDir };
};

export interface Stack extends Ringpath {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** The whole server on a database of its own, stopped and dropped when the running test has finished. */
export const startStack = async (
  change: Partial<RingpathConfig> = {},
  through: (databaseUrl: string) => Promise<string> = async (url) => url,
): Promise<Stack> => {
  const { url, drop } = await cloneDatabase();
  const { dir, builtDir } = await folders();
  const ringpath = await startRingpath({
    databaseUrl: await through(url),
    databaseConnections: 10,
    roles: ['api', 'worker'],
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    dataDir: dir,
    builtDir,
    secretKeys: ['a secret for tests, long enough to be one'],
    oauthApps: {},
    endpoints: {},
    fallbackDestination: '+12125550199',
    introspection: false,
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    ...change,
  });
  onTestFinished(async () => {
    await ringpath.stop();
    await drop();
    await rm(dir, { recursive: true, force: true });
  });
  return { ...ringpath, databaseUrl: url, dataDir: dir };
};
