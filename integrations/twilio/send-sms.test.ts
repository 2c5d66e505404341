import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { ActionItem, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';
import { twilioAccountApi } from './account-api.ts';
import { twilio } from './index.ts';

const account = { accountSid: 'AC5ef8732a3c49700934481addd5ce1659', authToken: 'a-very-secret-token' };
const sendSms = twilio.actions.find(({ id }) => id === 'send-sms') ?? expect.unreachable('it is declared');
const from = '+12125550142';
const unreachable = '+12125550188';

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox(
    twilioAccountApi({
      ...account,
      friendlyName: 'Hudson Plumbing',
      nextAuthToken: 'the-next-token',
      messaging: {
        numbers: [from],
        optedOut: ['+12125550161'],
        landlines: ['+12125550162'],
        unreachable: [unreachable],
      },
    }),
  );
});
afterEach(() => sandbox.stop());

const open = (change: { secrets?: object; seconds?: number } = {}) =>
  sandboxClient(twilio, {
    endpoints: { api: sandbox.url },
    secrets: { ...account, ...change.secrets },
    timeoutSeconds: change.seconds ?? 10,
  });

// The call came in a moment ago, so what the sandbox creates now is newer.
const call = exampleCall({ startedAt: new Date().toISOString() });
const words = { from, to: '+12125550177', text: 'Sorry we missed your call & more' };
const run = async (
  client: unknown,
  settings: object = {},
  change: Partial<ActionItem<Record<string, unknown>>> = {},
): Promise<ItemResult> => {
  const item = exampleItem<Record<string, unknown>>({ ...words, ...settings }, { call, ...change });
  const [result] = await sendSms.run(client, [item]);
  if (!result) throw new Error('no result');
  return result;
};
const failure = async (...given: Parameters<typeof run>): Promise<Error> => {
  const result = await run(...given);
  if (result.status !== 'failed') throw new Error('it was accepted');
  return result.error;
};
const sent = (): readonly unknown[] => sandbox.ledger();

describe('a text message', () => {
  it('goes out through the account, and the log shows neither number nor words', async () => {
    const { client, log } = open();
    const result = await run(client);
    expect(result).toMatchObject({
      status: 'accepted',
      vendorId: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      confirmed: false,
    });
    expect(sent()).toEqual([expect.objectContaining({ from, to: words.to, body: words.text })]);
    expect(log).toMatchObject([{ status: 201 }]);
    expect(JSON.stringify(log)).not.toMatch(/5550177|5550142|Sorry|a-very-secret/);
  });

  it('is confirmed once it arrived and rejected when it did not', async () => {
    const { client } = open();
    const confirm = async (to: string) => {
      const result = await run(client, { to });
      if (result.status !== 'accepted') throw result.error;
      return sendSms.confirm?.(client, result.receipt ?? {}, {});
    };
    expect(await confirm(words.to)).toEqual({ status: 'confirmed' });
    expect(await confirm(unreachable)).toEqual({
      status: 'rejected',
      reason: 'The message did not arrive: Twilio says it is undelivered with error 30003.',
    });
  });

  it.each(['hang', 'reset'] as const)(
    'that never got there by a %s is sent after looking',
    async (before) => {
      sandbox.fail({ path: '/Messages', times: 1, before });
      const error = await failure(open({ seconds: before === 'hang' ? 0.7 : 10 }).client);
      expect(error).toBeInstanceOf(NoAnswer);
      expect((await run(open().client, {}, { uncertain: true })).status).toBe('accepted');
      expect(sent()).toHaveLength(1);
    },
  );

  it.each([
    [502, '<h1>Bad gateway</h1>', NoAnswer, undefined],
    [429, { code: 20429, message: 'slow' }, RetryLater, 9],
  ] as const)('that is answered %i is classed by it', async (status, body, kind, after) => {
    const headers = { 'retry-after': '9' };
    sandbox.fail({ path: '/Messages', times: 1, instead: { status, body, headers } });
    const error = await failure(open().client);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof RetryLater ? error.afterSeconds : undefined).toBe(after);
  });

  it('waits for the token that took the place of a revoked one', async () => {
    sandbox.revokeAll();
    expect(await failure(open().client)).toBeInstanceOf(Reconnect);
    expect((await run(open({ secrets: { authToken: 'the-next-token' } }).client)).status).toBe('accepted');
  });

  it.each(['hang', 'reset', 'truncate', 'halve'] as const)(
    'whose answer is lost by a %s is found again instead of sent twice',
    async (after) => {
      sandbox.fail({ path: '/Messages', times: 1, after });
      const error = await failure(open({ seconds: after === 'hang' ? 0.7 : 10 }).client);
      expect(error).toBeInstanceOf(NoAnswer);
      expect(sent()).toHaveLength(1);
      expect((await run(open().client, {}, { uncertain: true })).status).toBe('accepted');
      expect(sent()).toHaveLength(1);
    },
  );

  it('that never reached Twilio is sent after looking', async () => {
    sandbox.fail({ path: '/Messages', times: 1, instead: { status: 500 } });
    expect(await failure(open().client)).toBeInstanceOf(NoAnswer);
    await run(open().client, { text: 'Something else' });
    expect((await run(open().client, {}, { uncertain: true })).status).toBe('accepted');
    expect(sent()).toMatchObject([{ body: 'Something else' }, { body: words.text }]);
  });

  it('with the same words goes out once for a call', async () => {
    expect(await run(open().client, {}, { revision: 2, vendorId: 'SM1' })).toMatchObject({ vendorId: 'SM1' });
    expect(sent()).toEqual([]);
    expect(sendSms.target?.(words)).not.toBe(sendSms.target?.({ ...words, text: 'b' }));
  });

  it.each([
    ['a sender of somebody else', { from: '+12125550111' }, 21606],
    ['a sender that is no number', { from: 'Harbor' }, 21212],
    ['a recipient that is no number', { to: '2125550177' }, 21211],
    ['a recipient who opted out', { to: '+12125550161' }, 21610],
    ['a landline', { to: '+12125550162' }, 21614],
    ['too long a text', { text: 'x'.repeat(1_601) }, 21617],
  ])('with %s is rejected', async (_, settings, code) => {
    const error = await failure(open().client, settings);
    expect(error).toBeInstanceOf(Rejected);
    expect(error.message).toContain(`(${code})`);
    expect(error.message).not.toMatch(/5550/);
    expect(sent()).toEqual([]);
  });

  it('waits for patience, for a linked account and for a person', async () => {
    sandbox.fail({
      path: '/Messages',
      times: 1,
      instead: { status: 429, body: { code: 20429, message: 'slow' } },
    });
    expect(await failure(open().client)).toBeInstanceOf(RetryLater);
    expect(await failure(open({ secrets: { authToken: 'old' } }).client)).toBeInstanceOf(Reconnect);
    expect(await failure(open({ secrets: { accountSid: 'SK1' } }).client)).toBeInstanceOf(Reconnect);
    const { client } = open();
    await sandbox.stop();
    expect(await failure(client)).toBeInstanceOf(RetryLater);
    sandbox = await startSandbox(twilioAccountApi({ ...account, friendlyName: 'Hudson Plumbing' }));
  });
});
