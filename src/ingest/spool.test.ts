import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { IncomingEvent } from '../conductor/event.ts';
import { createSpool } from './spool.ts';
import { understandStored } from './understand.ts';

const event = (second: number): IncomingEvent => ({
  accountId: '0198c4a8-3b5e-7000-8000-000000000001',
  carrier: 'twilio',
  callback: 'status',
  params: { CallSid: `CA${second}` },
  json: null,
  place: null,
  receivedAt: new Date(Date.UTC(2026, 10, 20, 15, 0, second)).toISOString(),
  events: [],
  malformed: null,
});

it('keeps what could not be stored and hands it over in order, each once, when it can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-spool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const spool = createSpool(
    folder,
    understandStored(() => undefined),
  );
  for (const second of [3, 1, 2, 2]) await spool.keep(event(second));

  const taken: string[] = [];
  const take = async ({ receivedAt }: IncomingEvent): Promise<void> => {
    if (taken.length === 1) throw new Error('the database went away again');
    taken.push(receivedAt.slice(17, 19));
  };
  expect(await spool.drain(take)).toBe(2);
  taken.length = 0;
  expect(await spool.drain(async ({ receivedAt }) => void taken.push(receivedAt.slice(17, 19)))).toBe(0);
  expect(taken).toEqual(['02', '03']);
  expect(await readdir(folder)).toEqual([]);
});

it('reads what was kept before JSON and places were known', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-spool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { json: _, place: __, ...old } = event(1);
  const said = [{ kind: 'DIAL_ENDED', callKey: 'CA1', eventKey: 'dial:CA1' }];
  await writeFile(join(folder, 'old.json'), JSON.stringify({ ...old, events: said }));
  const taken: IncomingEvent[] = [];
  const spool = createSpool(
    folder,
    understandStored(() => undefined),
  );
  expect(await spool.drain(async (kept) => void taken.push(kept))).toBe(0);
  expect(taken).toEqual([event(1)]);
});
