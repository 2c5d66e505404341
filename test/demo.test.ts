import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { type Demo, type DemoOptions, startDemo } from '../src/demo/demo.ts';
import { requirePort } from '../src/free-port.ts';
import { projectRoot } from '../src/project-root.ts';

/** A folder for the demo's data, and one with pages that were not built for it. */
const folders = async () => {
  const make = async (): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'ringpath-demo-'));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    return dir;
  };
  const [folder, builtDir] = [await make(), await make()];
  await mkdir(join(builtDir, 'console'));
  await writeFile(join(builtDir, 'dni.js'), '');
  await writeFile(join(builtDir, 'console/index.html'), '<!doctype html><title>Ringpath</title>');
  return { folder, builtDir };
};

const start = async (given: Pick<DemoOptions, 'folder' | 'builtDir' | 'world'>): Promise<Demo> => {
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const demo = await startDemo({ ...given, port: 0, root: projectRoot(), logger });
  onTestFinished(demo.stop);
  return demo;
};

const ledger = async ({ facts }: Demo, vendor: string): Promise<readonly Record<string, unknown>[]> =>
  (await (await fetch(`${facts.sandboxes[vendor]}/ledger`)).json()) as readonly Record<string, unknown>[];

const ask = async <Data>({ facts }: Demo, query: string): Promise<Data> => {
  const response = await fetch(facts.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${facts.apiKey}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
};

interface Count {
  readonly totalCount: number;
}
interface Call {
  readonly callerNumber: string;
  readonly clickIds: { readonly gclid: string | null };
}

const countCalls = async (demo: Demo): Promise<number> =>
  (await ask<{ calls: Count }>(demo, '{ calls { totalCount } }')).calls.totalCount;

it('goes from an ad to every vendor within a minute, and is all there at the next start', async () => {
  const given = await folders();
  const first = await start({ ...given, world: true });
  const history = await countCalls(first);
  expect(history).toBeGreaterThan(200);

  // The first uploaded conversion is the first story's: no other ad click has become a good call yet.
  await expect.poll(() => ledger(first, 'google-ads'), { timeout: 60_000 }).not.toEqual([]);
  const [conversion = {}] = await ledger(first, 'google-ads');
  const { gclid } = conversion['adIdentifiers'] as { gclid: string };
  const { calls } = await ask<{ calls: { nodes: readonly Call[] } }>(
    first,
    `{ calls(first: 20) { nodes {
      outcome source medium campaign callerNumber firstTime clickIds { gclid } leadStatus value { amount }
      tags { name } attribution { confidence evidence { kind session { landingPage } } }
    } } }`,
  );
  const call = calls.nodes.find((node) => node.clickIds.gclid === gclid);
  expect(call).toMatchObject({
    outcome: 'ANSWERED',
    source: 'google',
    medium: 'cpc',
    campaign: 'emergency-plumber',
    firstTime: true,
    leadStatus: 'QUALIFIED',
    value: { amount: '180.00' },
    tags: [{ name: 'Qualified' }],
    attribution: {
      confidence: 'EXACT',
      evidence: [
        { kind: 'LEASE', session: { landingPage: expect.stringContaining(gclid) } },
        { kind: 'PAGE_OPEN' },
      ],
    },
  });

  /** What the vendor took in about this call. */
  const about = async (demo: Demo, vendor: string): Promise<readonly string[]> => {
    const sign = vendor === 'google-ads' ? gclid : (call?.callerNumber ?? 'nobody');
    const kind = vendor === 'salesforce' ? '"Task"' : '';
    return (await ledger(demo, vendor))
      .map((entry) => JSON.stringify(entry))
      .filter((entry) => entry.includes(sign) && entry.includes(kind));
  };
  const vendors = ['google-ads', 'hubspot', 'salesforce', 'webhook'];
  for (const vendor of vendors) await expect.poll(() => about(first, vendor)).toHaveLength(1);
  // The last thing that is done for the call: HubSpot learns whose it is.
  await expect.poll(() => about(first, 'hubspot')).toEqual([expect.stringMatching(/"associations":\["/)]);
  const taken = await Promise.all(vendors.map((vendor) => about(first, vendor)));

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
  expect(await Promise.all(vendors.map((vendor) => about(second, vendor)))).toEqual(taken);
  expect(await countCalls(second)).toBeGreaterThan(history);
  const { calls: open, linkedAccounts } = await ask<{
    calls: Count;
    linkedAccounts: { nodes: readonly unknown[] };
  }>(
    second,
    '{ calls(filter: { status: { notIn: [ENDED] } }) { totalCount } linkedAccounts { nodes { state } } }',
  );
  // Whoever still talked when the first demo stopped has hung up.
  expect(open.totalCount).toBe(0);
  expect(linkedAccounts.nodes).toEqual(Array(5).fill({ state: 'ACTIVE' }));
}, 120_000);
