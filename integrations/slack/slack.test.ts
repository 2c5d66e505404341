import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { ActionItem, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleItem, sandboxClient } from '../kit/testing.ts';
import { slack } from './index.ts';
import { slackSandbox } from './sandbox.ts';
import { slackSecrets } from './settings.ts';

const hook = (name: string): string => `/services/T0HARBOR/B0${name}/abcdefghSECRET`;
const [open, archived, removed, prohibited] = ['OPEN', 'ARCHIVED', 'REMOVED', 'PROHIBITED'].map(hook) as [
  string,
  string,
  string,
  string,
];

let sandbox: RunningSandbox;
let hooks: Record<string, 'OPEN' | 'ARCHIVED' | 'REMOVED' | 'PROHIBITED'>;
beforeEach(async () => {
  hooks = { [open]: 'OPEN', [archived]: 'ARCHIVED', [removed]: 'REMOVED', [prohibited]: 'PROHIBITED' };
  sandbox = await startSandbox(slackSandbox(hooks));
});
afterEach(() => sandbox.stop());

const connect = (path = open, seconds = 10) =>
  sandboxClient(slack, {
    endpoints: { hooks: sandbox.url },
    secrets: { webhookUrl: `https://hooks.slack.com${path}` },
    timeoutSeconds: seconds,
  });

const run = async (
  client: unknown,
  text = 'Missed call from +12125550177',
  change: Partial<ActionItem<Record<string, unknown>>> = {},
): Promise<ItemResult> => {
  const [result] =
    (await slack.actions[0]?.run(client, [exampleItem<Record<string, unknown>>({ text }, change)])) ?? [];
  if (!result) throw new Error('no result');
  return result;
};
const failure = async (...given: Parameters<typeof run>): Promise<Error> => {
  const result = await run(...given);
  if (result.status !== 'failed') throw new Error('it was accepted');
  return result.error;
};

describe('a message', () => {
  it('is posted, and neither its words nor the secret are in the log', async () => {
    const { client, log } = connect();
    expect(await run(client)).toMatchObject({
      status: 'accepted',
      vendorId: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz',
    });
    expect(sandbox.ledger()).toEqual([{ path: open, text: 'Missed call from +12125550177' }]);
    expect(JSON.stringify(log)).not.toMatch(/5550177|Missed|SECRET/);
  });

  it('rings nobody and hides no link, whatever a campaign is called', () => {
    const text = 'Campaign <!channel> & <https://evil.example|Refund>';
    const shown = slack.actions[0]?.preview?.([exampleItem({ text })], {});
    expect(shown).toEqual([{ text: 'Campaign &lt;!channel&gt; &amp; &lt;https://evil.example|Refund&gt;' }]);
  });

  it('is posted once for a call with the same words, and other words are another message', async () => {
    const { client } = connect();
    await run(client);
    expect(await run(client, undefined, { revision: 2, vendorId: 'rp_x' })).toMatchObject({
      vendorId: 'rp_x',
    });
    expect(sandbox.ledger()).toHaveLength(1);
    const target = slack.actions[0]?.target;
    expect(target?.({ text: 'a' })).toBe(target?.({ text: 'a' }));
    expect(target?.({ text: 'a' })).not.toBe(target?.({ text: 'b' }));
  });

  it.each(['hang', 'reset'] as const)(
    'whose answer is lost by a %s is settled, not repeated',
    async (after) => {
      sandbox.fail({ path: '/services', times: 1, after });
      expect(await failure(connect(open, after === 'hang' ? 0.5 : 10).client)).toBeInstanceOf(NoAnswer);
      const error = await failure(connect().client, undefined, { uncertain: true });
      expect(error).toBeInstanceOf(Rejected);
      expect(error.message).toContain('look in the channel');
      expect(sandbox.ledger()).toHaveLength(1);
    },
  );

  it.each([
    [archived, Reconnect, /archived/],
    [removed, Reconnect, /switched off or removed/],
    [prohibited, Reconnect, /administrator/],
    [hook('NEVER'), Reconnect, /no longer good/],
  ] as const)('to %s waits for a person', async (path, kind, words) => {
    const error = await failure(connect(path).client);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(words);
    expect(sandbox.ledger()).toEqual([]);
  });

  it.each([
    [400, 'invalid_payload', {}, Rejected, undefined],
    [429, 'rate_limited', { 'retry-after': '30' }, RetryLater, 30],
    [500, 'rollup_error', {}, NoAnswer, undefined],
  ] as const)('that is answered %i %s is classed by it', async (status, body, headers, kind, after) => {
    sandbox.fail({ path: '/services', times: 1, instead: { status, body, headers } });
    const error = await failure(connect().client);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof RetryLater ? error.afterSeconds : undefined).toBe(after);
  });

  it.each([
    ['before', 'hang', 0, NoAnswer],
    ['before', 'reset', 0, NoAnswer],
    ['after', 'truncate', 1, 'accepted'],
    ['after', 'halve', 1, 'accepted'],
  ] as const)('meets %s: %s', async (when, what, posted, expected) => {
    sandbox.fail({ path: '/services', times: 1, [when]: what });
    const result = await run(connect(open, what === 'hang' ? 0.5 : 10).client);
    if (result.status === 'failed') expect(result.error).toBeInstanceOf(expected);
    else expect(result.status).toBe(expected);
    expect(sandbox.ledger()).toHaveLength(posted);
  });

  it('waits for a person when the webhook was removed, and goes to the new one', async () => {
    sandbox.revokeAll();
    expect(await failure(connect().client)).toBeInstanceOf(Reconnect);
    hooks[hook('AGAIN')] = 'OPEN';
    expect((await run(connect(hook('AGAIN')).client)).status).toBe('accepted');
    expect(sandbox.ledger()).toHaveLength(1);
  });

  it('without any words is refused', async () => {
    expect(slack.actions[0]?.settings.safeParse({ text: ' ' }).success).toBe(false);
    expect((await failure(connect().client, ' ')).message).toContain('no_text');
  });

  it('waits for another try when Slack cannot be reached', async () => {
    const { client } = connect();
    await sandbox.stop();
    expect(await failure(client)).toBeInstanceOf(RetryLater);
    sandbox = await startSandbox(slackSandbox({}));
  });
});

describe('connecting', () => {
  it('proves the webhook and posts nothing', async () => {
    expect(await slack.check(connect().client)).toEqual({
      externalId: 'T0HARBOR/B0OPEN',
      label: 'Slack T0HARBOR',
    });
    expect(sandbox.ledger()).toEqual([]);
    await expect(slack.check(connect(removed).client)).rejects.toThrow(Reconnect);
  });

  it.each([
    ['https://hooks.slack.com/services/T0HARBOR/B0OPEN/abcdefghSECRET', true],
    ['http://hooks.slack.com/services/T0HARBOR/B0OPEN/abcdefghSECRET', false],
    ['https://hooks.slack.com.evil.example/services/T0HARBOR/B0OPEN/abcdefghSECRET', false],
    ['https://hooks.slack.com/workflows/T0HARBOR/B0OPEN/abcdefghSECRET', false],
    ['https://hooks.slack.com/services/T0HARBOR', false],
  ])('takes %s: %s', (webhookUrl, good) => {
    expect(slackSecrets.safeParse({ webhookUrl }).success).toBe(good);
  });
});
