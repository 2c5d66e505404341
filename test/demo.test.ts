import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { desc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { calls } from '../schema/index.ts';
import { type Demo, type DemoOptions, startDemo } from '../src/demo/demo.ts';
import { requirePort } from '../src/free-port.ts';
import { projectRoot } from '../src/project-root.ts';

/** Where the demo keeps its data, beside pages that were not built for it. */
const folders = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ringpath-demo-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const builtDir = join(dir, 'built');
  await mkdir(join(builtDir, 'console'), { recursive: true });
  await writeFile(join(builtDir, 'dni.js'), '');
  await writeFile(join(builtDir, 'console/index.html'), '<!doctype html><title>Ringpath</title>');
  return { folder: join(dir, 'data'), builtDir };
};

const start = async (given: Pick<DemoOptions, 'folder' | 'builtDir' | 'world'>): Promise<Demo> => {
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const demo = await startDemo({ ...given, port: 0, root: projectRoot(), logger });
  onTestFinished(demo.stop);
  return demo;
};

const ledger = async ({ facts }: Demo, vendor: string): Promise<readonly Record<string, unknown>[]> =>
  (await (await fetch(`${facts.sandboxes[vendor]}/ledger`)).json()) as readonly Record<string, unknown>[];

const callsOf = ({ ringpath, accountId }: Demo) =>
  ringpath.db.inAccount(accountId, (tx) =>
    tx.select().from(calls).where(eq(calls.accountId, accountId)).orderBy(desc(calls.startedAt)),
  );

it('goes from an ad to every vendor within a minute, and is all there at the next start', async () => {
  const given = await folders();
  const first = await start({ ...given, world: true });
  const ready = Date.now();
  const history = (await callsOf(first)).length;
  expect(history).toBeGreaterThan(200);

  // The first uploaded conversion is the first story's: no other ad click has become a good call yet.
  await expect.poll(() => ledger(first, 'google-ads'), { timeout: 60_000, interval: 500 }).not.toEqual([]);
  const [conversion = {}] = await ledger(first, 'google-ads');
  const { gclid } = conversion['adIdentifiers'] as { gclid: string };
  const [call] = (await callsOf(first)).filter((row) => row.gclid === gclid);
  expect(call).toMatchObject({
    outcome: 'ANSWERED',
    confidence: 'EXACT',
    source: 'google',
    medium: 'cpc',
    campaign: 'emergency-plumber',
    leadStatus: 'QUALIFIED',
    valueMicros: 180_000_000,
    firstTime: true,
  });
  expect(call?.tagIds).toHaveLength(1);

  for (const vendor of ['google-ads', 'hubspot', 'salesforce', 'webhook']) {
    const sign = vendor === 'google-ads' ? gclid : (call?.callerNumber ?? 'nobody');
    const kind = vendor === 'salesforce' ? '"Task"' : '';
    const entries = async () =>
      (await ledger(first, vendor))
        .map((entry) => JSON.stringify(entry))
        .filter((entry) => entry.includes(sign) && entry.includes(kind));
    await expect.poll(entries, { timeout: 20_000 }).toHaveLength(1);
  }
  expect(Date.now() - ready).toBeLessThan(60_000);

  // Line 4 of its own notes is the database's port. Processes may linger as zombies; a port does not.
  const notes = await readFile(join(given.folder, 'postgres/postmaster.pid'), 'utf8');
  const port = Number(notes.split('\n')[3]);
  await expect(requirePort('127.0.0.1', port)).rejects.toThrow('busy');
  await first.stop();
  await requirePort('127.0.0.1', port);
  await expect(fetch(first.facts.graphqlUrl)).rejects.toThrow();
  expect((await stat(join(given.folder, 'demo.json'))).mode & 0o777).toBe(0o600);

  const second = await start({ ...given, world: false });
  expect(second.facts.apiKey).toBe(first.facts.apiKey);
  expect(second.facts.sandboxes).toEqual(first.facts.sandboxes);
  expect((await second.ringpath.identity.authenticate(`Bearer ${second.facts.apiKey}`))?.accountId).toBe(
    second.accountId,
  );
  const after = await callsOf(second);
  expect(after.length).toBeGreaterThan(history);
  // Whoever still talked when the first demo stopped has hung up.
  expect(after.filter(({ status }) => status !== 'ENDED')).toEqual([]);
  const { connections } = await second.ringpath.setup.of(second.accountId);
  expect([...connections.values()].map(({ state }) => state)).toEqual(Array(5).fill('ACTIVE'));
}, 120_000);
