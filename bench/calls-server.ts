import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startRingpath } from '../src/ringpath.ts';
import { serve } from './child.ts';

/** The whole server, as `npm start` runs it with the role `api`, in a process of its own. */
const [, , databaseUrl = ''] = process.argv;
const dir = await mkdtemp(join(tmpdir(), 'ringpath-bench-'));
// The console plays no part here, so empty pages stand in for the built ones.
await mkdir(join(dir, 'console'));
await writeFile(join(dir, 'dni.js'), '');
await writeFile(join(dir, 'console/index.html'), '<!doctype html><title>Ringpath</title>');
const ringpath = await startRingpath({
  databaseUrl,
  databaseConnections: 10,
  roles: ['api'],
  host: '127.0.0.1',
  port: 0,
  publicUrl: undefined,
  dataDir: dir,
  builtDir: dir,
  secretKeys: ['a secret for the bench, long enough to be one'],
  oauthApps: {},
  endpoints: {},
  fallbackDestination: null,
  introspection: false,
  logger: pino({ level: 'warn' }, process.stderr),
});
serve(`${ringpath.url}/graphql`, async () => {
  await ringpath.stop();
  await rm(dir, { recursive: true, force: true });
});
