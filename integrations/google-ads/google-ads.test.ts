import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { Accepted, AccessToken, Action, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';
import { googleAds } from './index.ts';
import { type GoogleAdsSandbox, type GoogleAdsSandboxOptions, googleAdsSandbox } from './sandbox.ts';
import { type UploadSettings, uploadSettings } from './settings.ts';

const client = { clientId: 'ringpath.apps.googleusercontent.com', clientSecret: 'client-secret' };
const scope = 'https://www.googleapis.com/auth/datamanager';
const redirectUri = 'http://127.0.0.1:9/oauth/callback';
const verifier = 'a-verifier-of-at-least-forty-three-characters-0123';
const challenge = createHash('sha256').update(verifier).digest('base64url');

const running: RunningSandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

interface World {
  readonly url: string;
  readonly fail: RunningSandbox['fail'];
  readonly standIn: GoogleAdsSandbox;
  readonly endpoints: Readonly<Record<string, string>>;
  /** Moves the sandbox's clock on. */
  readonly wait: (seconds: number) => void;
  readonly stop: RunningSandbox['stop'];
}

const world = async (options: Partial<GoogleAdsSandboxOptions> = {}): Promise<World> => {
  let at = Date.parse('2026-11-21T00:00:00Z');
  const standIn = googleAdsSandbox({ ...client, ...options, now: () => new Date(at) });
  const sandbox = await startSandbox(standIn);
  running.push(sandbox);
  const { url } = sandbox;
  const wait = (seconds: number): void => {
    at += seconds * 1000;
  };
  return { ...sandbox, standIn, wait, endpoints: { accounts: url, oauth: url, api: url } };
};

const authorize = async ({ endpoints }: World, change: Record<string, string> = {}): Promise<URL> => {
  if (googleAds.auth.kind !== 'oauth2') throw new Error('google-ads signs in with OAuth 2');
  const address = new URL(googleAds.auth.authorizeUrl(endpoints));
  const query = {
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: googleAds.auth.scopes.join(' '),
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...googleAds.auth.authorizeParams,
    ...change,
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const answer = await fetch(address, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'http://127.0.0.1/none');
};

const token = async ({ endpoints }: World, form: Record<string, string>) => {
  if (googleAds.auth.kind !== 'oauth2') throw new Error('google-ads signs in with OAuth 2');
  const body = new URLSearchParams({
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...form,
  });
  const answer = await fetch(googleAds.auth.tokenUrl(endpoints), { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

const codeForm = (back: URL): Record<string, string> => ({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code') ?? '',
  redirect_uri: redirectUri,
  code_verifier: verifier,
});

/** An authorised client, its log, and the tokens a host would keep. */
const connect = async (on: World, change: { scope?: string; timeoutSeconds?: number } = {}) => {
  const { body } = await token(on, codeForm(await authorize(on, { scope: change.scope ?? scope })));
  const held = { value: body['access_token'] ?? '', refresh: body['refresh_token'] ?? '', renewals: 0 };
  const access = (): AccessToken => ({ value: held.value, extra: {} });
  const { client: opaque, log } = sandboxClient(googleAds, {
    endpoints: on.endpoints,
    settings: { customerId: '123-456-7890' },
    token: async () => access(),
    renewToken: async () => {
      held.renewals += 1;
      const form = { grant_type: 'refresh_token', refresh_token: held.refresh };
      const renewed = await token(on, form);
      if (renewed.status !== 200) throw new Reconnect(renewed.body['error_description'] ?? '');
      held.value = renewed.body['access_token'] ?? '';
      return access();
    },
    ...(change.timeoutSeconds ? { timeoutSeconds: change.timeoutSeconds } : {}),
  });
  return { opaque, log, held };
};

const [action] = googleAds.actions as readonly [Action];
const settings = (change: object = {}): UploadSettings =>
  uploadSettings.parse({ conversionActionId: '7001', ...change });
const item = (
  n: number,
  change: { settings?: object; key?: string; call?: Parameters<typeof exampleCall>[0] } = {},
) =>
  exampleItem(settings(change.settings), {
    key: change.key ?? `rp_${String(n).padStart(26, '0')}`,
    call: exampleCall({ clickIds: { gclid: `click-${n}` }, ...change.call }),
  });

const accepted = (result: ItemResult | undefined): Accepted => {
  if (result?.status !== 'accepted') throw result?.error ?? new Error('there was no result');
  return result;
};
const problem = (result: ItemResult | undefined): Error => {
  if (result?.status !== 'failed') throw new Error('it did not fail');
  return result.error;
};
const receiptOf = (result: ItemResult | undefined) => accepted(result).receipt ?? {};
const confirm = (opaque: unknown, result: ItemResult | undefined) =>
  action.confirm?.(opaque, receiptOf(result), settings());

describe('signing in', () => {
  it('gives a code that is good once, for the right verifier', async () => {
    const on = await world();
    const back = await authorize(on);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('state-1');
    const wrong = await token(on, { ...codeForm(back), code_verifier: 'another' });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await token(on, codeForm(back))).status).toBe(400);
    const good = await token(on, codeForm(await authorize(on)));
    expect(good).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope } });
    expect(good.body['refresh_token']).toBeTruthy();
  });

  it('gives no refresh token to those who do not ask for one, or ask again silently', async () => {
    const on = await world();
    const online = await token(on, codeForm(await authorize(on, { access_type: 'online' })));
    expect(online.body).not.toHaveProperty('refresh_token');
    const silent = await token(on, codeForm(await authorize(on, { prompt: 'none' })));
    expect(silent.body).not.toHaveProperty('refresh_token');
  });

  it('proves a connection, and says what to do when it is gone', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    expect(await googleAds.check(opaque)).toEqual({
      externalId: '1234567890',
      label: 'Google Ads 123-456-7890',
    });
    on.standIn.revokeAll();
    await expect(googleAds.check(opaque)).rejects.toThrow(Reconnect);
    const narrow = await connect(on, { scope: 'openid' });
    await expect(googleAds.check(narrow.opaque)).rejects.toThrow(/tick every box/);
  });
});

describe('uploading', () => {
  it('sends a batch as one request an action, and waits to be told what became of it', async () => {
    const on = await world();
    const { opaque, log, held } = await connect(on);
    const items = [
      item(1, { settings: { sendCaller: true } }),
      item(2, { settings: { conversionActionId: '7002', value: 'FIXED', fixedValue: 30 } }),
      item(3),
    ];
    const results = await action.run(opaque, items);
    expect(log).toHaveLength(2);
    expect(results.map((result) => accepted(result).vendorId)).toEqual(items.map(({ key }) => key));
    expect(results.map((result) => accepted(result).confirmed)).toEqual([false, false, false]);
    expect(results.map((result) => receiptOf(result)['index'])).toEqual([0, 0, 1]);
    expect(on.standIn.ledger()).toMatchObject([
      {
        conversionActionId: '7001',
        customerId: '1234567890',
        adIdentifiers: { gclid: 'click-1' },
        updates: 0,
      },
      { conversionActionId: '7001', conversionValue: 149.9, currency: 'USD' },
      { conversionActionId: '7002', conversionValue: 30 },
    ]);
    const said = JSON.stringify(log);
    expect(said).not.toContain('2125550177');
    expect(said).not.toContain(held.value);
  });

  it('overwrites the value when the same call is sent again', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await action.run(opaque, [item(1)]);
    await action.run(opaque, [item(1, { call: { value: { amount: '0', currency: 'USD' } } })]);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 0, updates: 1 }]);
  });

  it('rejects the rows Google names, with its words, and still delivers the others', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const bad = { call: { value: { amount: '5', currency: 'ABC' } } };
    const results = await action.run(opaque, [item(1), item(2, bad), item(3), item(4, bad)]);
    expect(log).toHaveLength(2);
    expect(problem(results[1])).toBeInstanceOf(Rejected);
    expect(problem(results[3]).message).toBe(
      'Google refused currency (INVALID_CURRENCY_CODE): The currency code is not supported.',
    );
    expect([results[0], results[2]].map((result) => receiptOf(result)['index'])).toEqual([0, 1]);
    expect(on.standIn.ledger()).toHaveLength(2);
  });

  it('finds the bad row by itself when Google names none', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const items = Array.from({ length: 9 }, (_, n) => item(n, n === 6 ? { key: '1234567890' } : {}));
    const results = await action.run(opaque, items);
    expect(results.map((result) => result.status).filter((status) => status === 'failed')).toHaveLength(1);
    expect(problem(results[6])).toBeInstanceOf(Rejected);
    expect(on.standIn.ledger()).toHaveLength(8);
    expect(log.length).toBeLessThan(items.length);
  });

  it('leaves what it had no requests left for to a later try', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const items = Array.from({ length: 64 }, (_, n) => item(n, { key: String(1000 + n) }));
    const errors = (await action.run(opaque, items)).map(problem);
    expect(log).toHaveLength(60);
    expect(errors.filter((error) => error instanceof Rejected).length).toBeGreaterThan(20);
    expect(errors.at(-1)).toBeInstanceOf(RetryLater);
  });

  it('blames a wrong conversion action on its own rows only', async () => {
    const on = await world({ conversionActions: ['7001'] });
    const { opaque, log } = await connect(on);
    const wrong = { settings: { conversionActionId: '9' } };
    const results = await action.run(opaque, [item(1, wrong), item(2, wrong), item(3)]);
    expect(problem(results[0]).message).toMatch(/productDestinationId \(INVALID_CONVERSION_ACTION_ID\)/);
    expect(problem(results[1])).toBeInstanceOf(Rejected);
    expect(accepted(results[2]).status).toBe('accepted');
    expect(log).toHaveLength(2);
  });

  it('keeps a gbraid a gbraid', async () => {
    const on = await world({
      clicks: new Map([['0AAAAA-g', { kind: 'gbraid', at: '2026-11-20T14:58:00Z' }]]),
    });
    const { opaque } = await connect(on);
    await action.run(opaque, [item(1, { call: { clickIds: { gclid: null, gbraid: '0AAAAA-g' } } })]);
    expect(on.standIn.ledger()).toMatchObject([{ adIdentifiers: { gbraid: '0AAAAA-g' } }]);
  });
});

describe('when things go wrong', () => {
  const quota = (quotaLimit: string) => ({
    error: {
      code: 429,
      message: 'Quota exceeded.',
      status: 'RESOURCE_EXHAUSTED',
      details: [
        { '@type': 'ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit: quotaLimit } },
      ],
    },
  });

  it('renews an expired token once, and asks for a reconnect when that does not help', async () => {
    const on = await world({ tokenSeconds: 60 });
    const { opaque, held } = await connect(on);
    on.wait(61);
    expect(accepted((await action.run(opaque, [item(1)]))[0]).status).toBe('accepted');
    expect(held.renewals).toBe(1);
    on.fail({ path: 'events:ingest', times: 2, instead: { status: 401, body: { error: { code: 401 } } } });
    expect(problem((await action.run(opaque, [item(1)]))[0])).toBeInstanceOf(Reconnect);
    expect(held.renewals).toBe(2);
  });

  it('asks for a reconnect when the access was taken back or is too narrow', async () => {
    const on = await world({ customers: ['9999999999'] });
    const { opaque } = await connect(on);
    expect(problem((await action.run(opaque, [item(1)]))[0]).message).toMatch(
      /may edit this Google Ads account/,
    );
    on.standIn.revokeAll();
    expect(problem((await action.run(opaque, [item(1)]))[0])).toBeInstanceOf(Reconnect);
  });

  it.each([
    ['the minute', { status: 429, body: quota('RequestsPerMinutePerProject') }, 60],
    ['the day', { status: 429, body: quota('RequestsPerDayPerProject') }, 3600],
    ['as long as told', { status: 429, body: quota('x'), headers: { 'retry-after': '7' } }, 7],
    ['an outage', { status: 503, body: { error: { status: 'UNAVAILABLE' } } }, 60],
  ])('waits for %s', async (_name, instead, seconds) => {
    const on = await world();
    const { opaque, log } = await connect(on);
    on.fail({ path: 'events:ingest', times: 1, instead });
    const error = problem((await action.run(opaque, [item(1)]))[0]);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ afterSeconds: seconds });
    expect(log).toHaveLength(1);
  });

  it('meets the real quota of the sandbox', async () => {
    const on = await world({ requestsPerMinute: 1 });
    const { opaque } = await connect(on);
    expect(accepted((await action.run(opaque, [item(1)]))[0]).status).toBe('accepted');
    expect(problem((await action.run(opaque, [item(2)]))[0])).toBeInstanceOf(RetryLater);
    on.wait(61);
    expect(accepted((await action.run(opaque, [item(2)]))[0]).status).toBe('accepted');
  });

  it.each(['reset', 'truncate', 'hang'] as const)(
    'does not know what happened after a %s, and a repeat makes no second conversion',
    async (after) => {
      const on = await world();
      const { opaque } = await connect(on, { timeoutSeconds: 1 });
      on.fail({ path: 'events:ingest', times: 1, after });
      expect(problem((await action.run(opaque, [item(1)]))[0])).toBeInstanceOf(NoAnswer);
      const again = await connect(on);
      expect(accepted((await action.run(again.opaque, [item(1)]))[0]).status).toBe('accepted');
      expect(on.standIn.ledger()).toMatchObject([{ updates: 1 }]);
    },
  );

  it('does not know after DEADLINE_EXCEEDED either', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    on.fail({ path: 'events:ingest', times: 1, instead: { status: 504, body: {} } });
    expect(problem((await action.run(opaque, [item(1)]))[0])).toBeInstanceOf(NoAnswer);
  });

  it('is sure nothing was sent when nobody listens', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await on.stop();
    expect(problem((await action.run(opaque, [item(1)]))[0])).toBeInstanceOf(RetryLater);
  });

  it('does not take the accepted half down with the other', async () => {
    const on = await world({ requestsPerMinute: 1 });
    const { opaque } = await connect(on);
    const other = { settings: { conversionActionId: '7002' } };
    const results = await action.run(opaque, [item(1), item(2, other)]);
    expect(results.map((result) => result.status)).toEqual(['accepted', 'failed']);
  });
});

describe('what became of it', () => {
  const clicks = new Map(
    [1, 2, 3].map((n) => [`click-${n}`, { kind: 'gclid' as const, at: '2026-11-20T14:58:00Z' }]),
  );

  it('is open for half an hour, then counted', async () => {
    const on = await world({ clicks });
    const { opaque } = await connect(on);
    const [result] = await action.run(opaque, [item(1)]);
    expect(await confirm(opaque, result)).toEqual({ status: 'pending', afterSeconds: 1800 });
    on.wait(1800);
    expect(await confirm(opaque, result)).toEqual({ status: 'confirmed' });
  });

  it('differs by row', async () => {
    const on = await world({ clicks, processingSeconds: 0 });
    const { opaque } = await connect(on);
    const early = { call: { startedAt: '2026-11-20T14:57:59.000Z' } };
    const results = await action.run(opaque, [item(1), item(99), item(2, early), item(3)]);
    expect(await Promise.all(results.map((result) => confirm(opaque, result)))).toEqual([
      { status: 'confirmed' },
      { status: 'rejected', reason: 'Not counted: Google knows no such ad click (CLICK_NOT_FOUND).' },
      {
        status: 'rejected',
        reason: 'Not counted: the call began before the ad click (CONVERSION_PRECEDES_CLICK).',
      },
      { status: 'confirmed' },
    ]);
    expect(on.standIn.ledger()).toHaveLength(2);
  });

  it('may be "too early", which is not a rejection: the delivery goes again', async () => {
    const on = await world({ clicks, processingSeconds: 0, recentClickSeconds: 12 * 3600 });
    const { opaque } = await connect(on);
    const [result] = await action.run(opaque, [item(1)]);
    const error: unknown = await confirm(opaque, result)?.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({
      afterSeconds: 6 * 3600,
      message: expect.stringContaining('TOO_RECENT_CLICK'),
    });
    on.wait(6 * 3600);
    const [again] = await action.run(opaque, [item(1)]);
    expect(await confirm(opaque, again)).toEqual({ status: 'confirmed' });
  });

  const report = (requestStatus: string, ...errorCounts: object[]) => ({
    status: 200,
    body: { requestStatusPerDestination: [{ requestStatus, errorInfo: { errorCounts } }] },
  });

  it.each([
    [
      'a duplicate is there already',
      report('FAILED', { reason: 'PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID', recordCount: '1' }),
      { status: 'confirmed' },
    ],
    [
      'the indices may be strings',
      report('PARTIAL_SUCCESS', { reason: 'INVALID_GCLID', recordIndices: ['0'] }),
      { status: 'rejected', reason: expect.stringContaining('INVALID_GCLID') },
    ],
    [
      'a new code is passed on',
      report('FAILED', { reason: 'PROCESSING_ERROR_REASON_SOMETHING_NEW' }),
      { status: 'rejected', reason: 'Google did not count it (SOMETHING_NEW).' },
    ],
    [
      'unnamed rows of several are not called confirmed',
      report('PARTIAL_SUCCESS', { reason: 'PROCESSING_ERROR_REASON_CLICK_NOT_FOUND', recordCount: '1' }),
      { status: 'rejected', reason: expect.stringContaining('without naming') },
    ],
    ['an outage is waited for', { status: 503, body: {} }, { status: 'pending', afterSeconds: 1800 }],
  ])('%s', async (_name, instead, expected) => {
    const on = await world({ processingSeconds: 0 });
    const { opaque } = await connect(on);
    const [result] = await action.run(opaque, [item(1)]);
    on.fail({ path: 'requestStatus', times: 1, instead });
    expect(await confirm(opaque, result)).toEqual(expected);
  });

  it('is unknown for a request Google never gave', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    const never = await action.confirm?.(opaque, { requestId: 'never', index: 0 }, settings());
    expect(never).toMatchObject({ status: 'rejected' });
  });
});
