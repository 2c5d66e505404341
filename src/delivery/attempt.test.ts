import { describe, expect, it, onTestFinished } from 'vitest';
import { NoAnswer, RetryLater } from '../../integrations/kit/errors.ts';
import type { Action } from '../../integrations/kit/integration.ts';
import { startSandbox } from '../../integrations/kit/sandbox.ts';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { slack } from '../../integrations/slack/index.ts';
import { slackSandbox } from '../../integrations/slack/sandbox.ts';
import { createAttempt } from './attempt.ts';
import type { Claimed } from './claim.ts';
import { createPace } from './pace.ts';
import { usualTuning } from './tuning.ts';

const hook = '/services/T00000000/B00000000/abcdefghijklmnop';
const linkedAccountId = '01990000-0000-7000-8000-000000000001';

/** One try of a Slack message, whose vendor keeps no key: what may have been sent is never sent again. */
const trySlack = async (
  allowances: { readonly take: () => Promise<void> },
  pace = createPace(() => new Date()),
) => {
  const sandbox = await startSandbox(slackSandbox({ [hook]: 'OPEN' }));
  onTestFinished(sandbox.stop);
  const secrets = { webhookUrl: `https://hooks.slack.com${hook}` };
  const never = () => Promise.reject(new Error('Slack takes no token.'));
  const { attempt } = createAttempt({
    open: async (_account, _linkedAccount, { exchange, signal }) => {
      const endpoints = { hooks: sandbox.url };
      const access = { endpoints, settings: {}, secrets, token: never, renewToken: never, exchange, signal };
      return { integration: slack, client: slack.client(access), authorisation: () => '' };
    },
    pace,
    allowances,
    tuning: { ...usualTuning, longestAttempt: 0.2 },
    now: () => new Date(),
    stopping: new AbortController().signal,
  });
  const delivery = {
    linkedAccountId,
    integration: 'slack',
    action: 'send-message',
    intent: 'SEND',
    settings: { text: 'Somebody called.' },
    snapshot: exampleCall(),
    key: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz',
    revision: 1,
    uncertain: false,
  };
  // What an attempt reads of a row.
  const claimed = [{ delivery, vendorId: null }] as unknown as readonly Claimed[];
  const batch = {
    accountId: linkedAccountId,
    linkedAccountId,
    integration: 'slack',
    intent: 'SEND' as const,
  };
  const [result] = await attempt(
    { ...batch, action: slack.actions[0], claimed },
    { log: [], authorisation: null },
  );
  return { result, posted: sandbox.ledger().length };
};

it('ends a try whose integration never does', async () => {
  const never = new Promise<never>(() => undefined);
  const { attempt } = createAttempt({
    open: async () => ({ integration: slack, client: null, authorisation: () => '' }),
    pace: createPace(() => new Date()),
    allowances: { take: async () => undefined },
    tuning: { ...usualTuning, longestAttempt: 0.05, lastWord: 0.05 },
    now: () => new Date(),
    stopping: new AbortController().signal,
  });
  const action = { ...slack.actions[0], run: () => never } as unknown as Action;
  const delivery = { settings: { text: 'Somebody called.' }, snapshot: exampleCall() };
  const claimed = [{ delivery, vendorId: null }] as unknown as readonly Claimed[];
  const batch = {
    accountId: linkedAccountId,
    linkedAccountId,
    integration: 'slack',
    intent: 'SEND' as const,
  };
  const [result] = await attempt({ ...batch, action, claimed }, { log: [], authorisation: null });
  expect(result).toEqual({ status: 'failed', error: expect.any(NoAnswer) });
});

describe('a try that never got to send', () => {
  it('goes again when its time was up while it waited for its turn', async () => {
    const pace = createPace(() => new Date());
    await pace.wait(linkedAccountId, 1, new AbortController().signal);
    expect(await trySlack({ take: async () => undefined }, pace)).toEqual({
      result: { status: 'failed', error: expect.any(RetryLater) },
      posted: 0,
    });
  });

  it('goes again when the database could not say what is left of the allowance', async () => {
    const take = () => Promise.reject(new Error('write CONNECTION_CLOSED'));
    expect(await trySlack({ take })).toEqual({
      result: { status: 'failed', error: expect.any(RetryLater) },
      posted: 0,
    });
  });
});
