import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusedAddress } from '../kit/address-guard.ts';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { formFields } from '../kit/forms.ts';
import type { ActionItem, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';

import { webhook } from './index.ts';
import { type ReceivedEvent, webhookSandbox } from './sandbox.ts';
import { webhookSecrets } from './settings.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

let receiver: RunningSandbox;
beforeEach(async () => {
  receiver = await startSandbox(webhookSandbox({ secret }));
});
afterEach(() => receiver.stop());

const open = (
  change: {
    url?: string;
    signingSecret?: string;
    allowLoopback?: string;
    privateHosts?: string;
    seconds?: number;
  } = {},
) =>
  sandboxClient(webhook, {
    endpoints: { allowLoopback: change.allowLoopback ?? 'yes', privateHosts: change.privateHosts ?? '' },
    settings: { url: change.url ?? `${receiver.url}/hooks/calls?token=hidden-word` },
    secrets: { signingSecret: change.signingSecret ?? secret },
    timeoutSeconds: change.seconds ?? 10,
  });

const run = async (
  client: unknown,
  item: ActionItem<Record<string, unknown>> = exampleItem({}),
): Promise<ItemResult> => {
  const [result] = (await webhook.actions[0]?.run(client, [item])) ?? [];
  if (!result) throw new Error('no result');
  return result;
};

const failure = async (client: unknown): Promise<Error> => {
  const result = await run(client);
  if (result.status !== 'failed') throw new Error('it was accepted');
  return result.error;
};

const received = (): readonly ReceivedEvent[] => receiver.ledger() as readonly ReceivedEvent[];

describe('sending a call', () => {
  it('is signed so that the receiver can verify it, and carries the whole call', async () => {
    const { client, log } = open();
    const result = await run(client);
    expect(result).toMatchObject({ status: 'accepted', vendorId: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz_1' });
    expect(received()).toEqual([
      {
        id: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz_1',
        type: 'call.ended',
        timestamp: '2026-11-20T15:07:13.000Z',
        data: exampleCall(),
      },
    ]);
    expect(log).toMatchObject([{ request: expect.stringMatching(/^POST \/…\n/) }]);
    expect(JSON.stringify(log)).not.toMatch(/2125550177|hidden-word|hooks|ROBIN DOE/);
  });

  it('never shows the path of its address, though the answer repeats it', async () => {
    const target = '/hooks/calls?token=hidden-word';
    receiver.fail({ path: '/', times: 1, instead: { status: 404, body: `Cannot POST ${target}` } });
    const { client, log } = open();
    expect((await failure(client)).message).toContain('404: Cannot POST /…');
    expect(JSON.stringify(log)).not.toMatch(/hooks|hidden-word/);
  });

  it('is one event however often it is repeated, and a new one when the call changed', async () => {
    const { client } = open();
    for (const revision of [1, 1, 2]) await run(client, exampleItem({}, { revision }));
    expect(received().map(({ id }) => id.slice(-2))).toEqual(['_1', '_2']);
  });

  it.each(['hang', 'reset'] as const)(
    'is unanswered after a %s, and the repeat makes no second event',
    async (after) => {
      receiver.fail({ path: '/hooks', times: 1, after });
      expect(await failure(open({ seconds: 0.3 }).client)).toBeInstanceOf(NoAnswer);
      expect(await run(open().client)).toMatchObject({ status: 'accepted' });
      expect(received()).toHaveLength(1);
    },
  );

  it('counts as accepted once the status is heard, even if the body breaks off', async () => {
    for (const after of ['truncate', 'halve'] as const) {
      receiver.fail({ path: '/hooks', times: 1, after });
      expect(await run(open().client)).toMatchObject({ status: 'accepted' });
    }
  });

  it.each([
    [302, { location: 'https://elsewhere.example/' }, Rejected, undefined],
    [400, {}, Rejected, undefined],
    [410, {}, Reconnect, undefined],
    [429, { 'retry-after': '17' }, RetryLater, 17],
    [500, {}, RetryLater, undefined],
    [503, { 'retry-after': 'soon' }, RetryLater, undefined],
  ])('takes status %i for what it is', async (status, headers, kind, afterSeconds) => {
    receiver.fail({ path: '/hooks', times: 1, instead: { status, headers } });
    const error = await failure(open().client);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof RetryLater ? error.afterSeconds : undefined).toBe(afterSeconds);
    expect(received()).toEqual([]);
  });

  it('is tried again later when nothing listens at the address', async () => {
    await receiver.stop();
    expect(await failure(open().client)).toBeInstanceOf(RetryLater);
    receiver = await startSandbox(webhookSandbox({ secret }));
  });
});

describe('connecting', () => {
  it('proves the address with a signed event and names it without its password', async () => {
    const identity = await webhook.check(open().client);
    expect(identity.label).toBe(new URL(receiver.url).host);
    expect(identity.externalId).not.toContain('hidden-word');
    expect(received()).toMatchObject([{ type: 'connection.check' }]);
  });

  it('is refused when the receiver has another secret', async () => {
    const other = open({ signingSecret: 'whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=' });
    await expect(webhook.check(other.client)).rejects.toThrow(/401: .*signature/);
    expect(received()).toEqual([]);
  });

  it('wants a secret of 24 bytes or more and shows both fields on the form', () => {
    expect(webhookSecrets.safeParse({ signingSecret: secret }).success).toBe(true);
    expect(webhookSecrets.safeParse({ signingSecret: 'whsec_c2hvcnQ=' }).success).toBe(false);
    expect(formFields(webhookSecrets)).toMatchObject([{ name: 'signingSecret', kind: 'SECRET' }]);
    expect(formFields(webhook.settings)).toMatchObject([{ name: 'url', kind: 'TEXT', required: true }]);
  });
});

describe('the receiver stand-in', () => {
  const post = (age: number, body = '{"type":"call.ended"}', signed = body): Promise<Response> => {
    const at = new Date(Date.now() - age * 1000);
    return fetch(receiver.url, {
      method: 'POST',
      body,
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('evt_1', at, signed),
      },
    });
  };

  it('refuses an altered body, an old message and an unsigned one', async () => {
    expect((await post(0, '{"type":"call.ended","x":1}', '{"type":"call.ended"}')).status).toBe(401);
    expect((await post(301)).status).toBe(401);
    expect((await fetch(receiver.url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(received()).toEqual([]);
    expect((await post(200)).status).toBe(200);
  });
});

describe('the guard', () => {
  let reached = 0;
  let local: Server;
  beforeEach(async () => {
    reached = 0;
    local = createServer((_, response) => {
      reached += 1;
      response.end();
    });
    await new Promise<void>((listening) => local.listen(0, '127.0.0.1', listening));
  });
  afterEach(() => void local.close());

  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://2130706433',
    'http://0x7f.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'https://localhost',
  ])('never connects to %s', async (host) => {
    const { port } = local.address() as AddressInfo;
    const error = await failure(open({ url: `${host}:${port}/`, allowLoopback: 'no' }).client);
    expect(error).toBeInstanceOf(Rejected);
    expect(reached).toBe(0);
  });

  it('reaches a private host that the installation names, and only that one', async () => {
    const { port } = local.address() as AddressInfo;
    const named = { allowLoopback: 'no', privateHosts: 'localhost' };
    expect(await run(open({ url: `http://localhost:${port}/`, ...named }).client)).toMatchObject({
      status: 'accepted',
    });
    expect(await failure(open({ url: `http://127.0.0.1:${port}/`, ...named }).client)).toBeInstanceOf(
      Rejected,
    );
  });

  it('lets loopback in when the installation says so, and still no private network', async () => {
    const { port } = local.address() as AddressInfo;
    expect(await run(open({ url: `http://localhost:${port}/` }).client)).toMatchObject({
      status: 'accepted',
    });
    for (const url of ['https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://[fd00::1]/'])
      expect(await failure(open({ url }).client)).toBeInstanceOf(Rejected);
  });

  it('sends in the clear to this machine only', async () => {
    const error = await failure(open({ url: 'http://plumber.example/hook' }).client);
    expect(error.message).toContain('https://');
  });

  it.each([
    ['8.8.8.8', null],
    ['2001:4860:4860::8888', null],
    ['::ffff:8.8.8.8', null],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::7f00:1', 'unassigned'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['169.254.169.254', 'linkLocal'],
    ['fe80::1', 'linkLocal'],
    ['100.64.0.1', 'carrierGradeNat'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['fd00::1', 'uniqueLocal'],
    ['64:ff9b::7f00:1', 'rfc6052'],
    ['2002:7f00:1::', '6to4'],
    ['plumber.example', 'notAnAddress'],
  ])('classes %s as %s', (ip, expected) => {
    expect(refusedAddress(ip)).toBe(expected);
  });
});
