import { eq } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox } from '../integrations/kit/sandbox.ts';
import { calls, carrierEvents } from '../schema/index.ts';
import { systemReach } from '../src/reach.ts';
import { graphqlFor } from './support/front-door.ts';
import { startHarbor } from './support/harbor.ts';
import { semaphoreExchange } from './support/semaphore-exchange.ts';

vi.mock('../integrations/registry.ts', async (original) => {
  const real = await original<typeof import('../integrations/registry.ts')>();
  const { semaphore } = await import('./support/semaphore.ts');
  return {
    ...real,
    integrations: [...real.integrations, semaphore],
    findIntegration: (id: string) => (id === semaphore.id ? semaphore : real.findIntegration(id)),
  };
});

/** A harbor whose calls come through the carrier that takes commands. */
const startConnected = async () => {
  let eventsUrl = '';
  const exchange = semaphoreExchange(() => eventsUrl);
  const sandbox = await startSandbox(exchange.standIn);
  onTestFinished(sandbox.stop);
  const harbor = await startHarbor({ language: 'de-DE' }, { endpoints: { semaphore: { api: sandbox.url } } });
  const { stack, accountId } = harbor;
  eventsUrl = `${stack.publicUrl}/carriers/semaphore/events`;
  const { secrets } = exchange;
  await stack.linkedAccounts.connect(systemReach(accountId, 'test'), {
    integration: 'semaphore',
    settings: {},
    secrets,
  });
  const rows = () =>
    stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.select().from(calls).where(eq(calls.accountId, accountId)),
    );
  const kept = () =>
    stack.db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(carrierEvents));
  return { ...harbor, exchange, sandbox, eventsUrl, rows, kept };
};

const people = { from: '+12125550177', to: '+12125550142' };

it('rings, is answered and ends by commands, each done once although every callback comes twice', async () => {
  const { exchange, sandbox, rows } = await startConnected();
  const { statuses } = await exchange.placeCall({ ...people, talkSeconds: 42 });
  expect(new Set(statuses)).toEqual(new Set([204]));
  expect(await rows()).toMatchObject([
    {
      carrier: 'semaphore',
      status: 'ENDED',
      outcome: 'ANSWERED',
      talkSeconds: 42,
      ringSeconds: 4,
      destination: '+12125550100',
      source: 'poster',
      facts: { dials: [{ place: 'ring' }], legs: [{ place: 'ring' }] },
    },
  ]);
  expect(sandbox.ledger()).toMatchObject([{ verb: 'dial', destination: '+12125550100' }, { verb: 'hangup' }]);
});

it('takes a message when nobody answers, after the company’s words', async () => {
  const { exchange, sandbox, rows } = await startConnected();
  await exchange.placeCall({ ...people, talkSeconds: null, messageSeconds: 9 });
  expect(await rows()).toMatchObject([
    {
      status: 'ENDED',
      outcome: 'VOICEMAIL',
      talkSeconds: 0,
      recordingUrl: expect.stringContaining('/messages/'),
    },
  ]);
  expect(sandbox.ledger()).toMatchObject([
    { verb: 'dial' },
    { verb: 'say', language: 'de-DE', text: expect.stringMatching(/^Nobody can take your call/) },
    { verb: 'record', maxSeconds: 180 },
  ]);
});

it.each([
  ['the carrier is down', { instead: { status: 500 } }],
  ['the connection breaks before it acts', { before: 'reset' }],
  ['the answer is lost after it acted', { after: 'reset' }],
] as const)('sends a command again with the callback when %s, and it rings once', async (_, fault) => {
  const { exchange, sandbox, rows } = await startConnected();
  sandbox.fail({ path: '/commands', times: 1, ...fault });
  const { statuses } = await exchange.placeCall({ ...people, talkSeconds: 5 });
  expect(statuses[0]).toBe(503);
  expect(await rows()).toMatchObject([{ outcome: 'ANSWERED', talkSeconds: 5 }]);
  expect(sandbox.ledger().filter((one) => JSON.stringify(one).includes('"dial"'))).toHaveLength(1);
});

it('keeps JSON that came before its call, and reads it again with its place', async () => {
  const { exchange, eventsUrl, rows, kept } = await startConnected();
  exchange.expectCall('early');
  const about = {
    account: exchange.secrets.account,
    call: 'early',
    ...people,
    note: 'NUL \0 and half \ud800',
  };
  const at = (second: number): string => new Date(Date.now() + second * 1000).toISOString();
  const leg = { leg: 'leg-1', destination: '+12125550100', at: at(1) };
  const address = `${eventsUrl}?place=ring`;
  const ringing = JSON.stringify({ event: 'leg.ringing', id: '2', ...leg, ...about });
  expect((await exchange.post(address, ringing)).status).toBe(204);
  expect(await kept()).toMatchObject([
    {
      state: 'UNMATCHED',
      params: {},
      place: 'ring',
      json: { event: 'leg.ringing', leg: 'leg-1', note: 'NUL  and half \ufffd' },
    },
  ]);
  const incoming = JSON.stringify({ event: 'call.incoming', id: '1', at: at(0), ...about });
  expect((await exchange.post(eventsUrl, incoming)).status).toBe(204);
  expect(await rows()).toMatchObject([
    { status: 'RINGING', facts: { legs: [{ key: 'leg-1', place: 'ring' }] } },
  ]);
  expect((await kept()).map(({ state }) => state)).toEqual(['APPLIED', 'APPLIED']);
});

it('keeps what it does not understand, and says why', async () => {
  const { exchange, eventsUrl, kept, stack, accountId } = await startConnected();
  const body = JSON.stringify({ event: 'call.teleported', account: exchange.secrets.account });
  expect((await exchange.post(eventsUrl, body)).status).toBe(204);
  expect(await kept()).toMatchObject([
    {
      state: 'MALFORMED',
      reason: expect.stringContaining('does not document'),
      json: { event: 'call.teleported' },
    },
  ]);
  const { ask } = await graphqlFor(stack, accountId);
  const { data } = await ask('{ unmatchedEvents { nodes { callback params } } }');
  expect(data.unmatchedEvents.nodes).toEqual([{ callback: 'events', params: JSON.parse(body) }]);
});

it('lets in only what was signed, byte for byte and for this address', async () => {
  const { exchange, eventsUrl, kept } = await startConnected();
  const body = JSON.stringify({ event: 'call.incoming', account: exchange.secrets.account, call: 'c' });
  const headers = exchange.signed(eventsUrl, body);
  const send = (address: string, sent: string, given: Record<string, string>) =>
    fetch(address, { method: 'POST', body: sent, headers: given });
  for (const [address, sent, given] of [
    [eventsUrl, `${body} `, headers],
    [eventsUrl, body.replace('"c"', '"d"'), headers],
    [`${eventsUrl}?place=ring`, body, headers],
    [eventsUrl, body, { ...headers, 'semaphore-timestamp': '1700000000' }],
    [eventsUrl, body, { 'content-type': 'application/json' }],
  ] as const)
    expect((await send(address, sent, given)).status).toBe(403);
  expect(await kept()).toEqual([]);
});

it('says in words why a body is not read, before anybody asks who sent it', async () => {
  const { eventsUrl } = await startConnected();
  const json = 'application/json';
  const nested = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  for (const [type, body, status, words] of [
    ['application/x-www-form-urlencoded', 'a=1', 415, 'Send the body as `application/json`.'],
    ['', '{}', 415, 'Send the body as `application/json`.'],
    [json, '{"a":', 400, 'The body is not JSON.'],
    [json, '', 400, 'The body is not JSON.'],
    [json, '7', 400, 'The body must be a JSON object.'],
    [json, '[]', 400, 'The body must be a JSON object.'],
    [json, 'null', 400, 'The body must be a JSON object.'],
    [json, new Uint8Array([0x22, 0xff, 0x22]), 400, 'The body is not UTF-8.'],
    [json, nested(40), 400, 'The body nests deeper than 32 levels.'],
    [json, nested(30_000), 400, 'The body nests deeper than 32 levels.'],
    [json, `"${'x'.repeat(64 * 1024)}"`, 413, 'The body is larger than 64 kB.'],
  ] as const) {
    const answer = await fetch(eventsUrl, { method: 'POST', headers: { 'content-type': type }, body });
    expect([answer.status, (await answer.json()).error.message]).toEqual([status, words]);
  }
});

it('speaks no language that one of the account’s carriers does not', async () => {
  const { stack, company, accountId } = await startConnected();
  const { createSetupEdits } = await import('../src/setup/edits.ts');
  const { voicesOf } = await import('../src/setup/voices.ts');
  const { integrations } = await import('../integrations/registry.ts');
  const { typedId } = await import('../src/ids.ts');
  const edits = createSetupEdits({ ...stack, voices: voicesOf(integrations) });
  const id = typedId('Company', company.id);
  await expect(
    edits.updateCompany(systemReach(accountId, 'test'), { id, language: 'fr-FR' }),
  ).rejects.toThrow('The voices of Semaphore do not speak fr-FR. They speak en-US, de-DE.');
  await edits.updateCompany(systemReach(accountId, 'test'), { id, language: 'en-US' });
});
