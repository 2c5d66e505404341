import { describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact } from '../kit/exchange.ts';
import { googleAds } from './index.ts';
import { untilPacificMidnight } from './quota.ts';
import {
  accepted,
  authorize,
  clickAction,
  clickItem,
  codeForm,
  confirm,
  connect,
  previewOf,
  problem,
  receiptOf,
  redirectUri,
  scope,
  token,
  world,
} from './test-account.ts';

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

  it('proves a linked account, and says what to do when it is gone', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    expect(await googleAds.check(opaque)).toEqual({
      externalId: '1234567890',
      label: 'Google Ads 123-456-7890',
    });
    const later = await connect(on);
    on.standIn.revokeAll();
    await expect(googleAds.check(later.opaque)).rejects.toThrow(Reconnect);
    const narrow = await connect(on, { scope: 'openid' });
    await expect(googleAds.check(narrow.opaque)).rejects.toThrow(/tick every box/);
  });
});

describe('uploading', () => {
  it('sends a batch as one request an action, and waits to be told what became of it', async () => {
    const on = await world();
    const { opaque, log, held } = await connect(on);
    const items = [
      clickItem(1, { settings: { sendCaller: true } }),
      clickItem(2, { settings: { conversionActionId: '7002', value: 'FIXED', fixedValue: 30 } }),
      clickItem(3),
    ];
    const results = await clickAction.run(opaque, items);
    expect(log).toHaveLength(2);
    expect(results.map((result) => accepted(result).vendorId)).toEqual(
      items.map(({ key }, n) => `${key}/${n === 1 ? 30 : 149.9} USD`),
    );
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

  it('sends a caller without a click by what is known of them, hashed', async () => {
    const on = await world({ clicks: new Map(), processingSeconds: 0 });
    const { opaque, log } = await connect(on);
    const settings = { withoutClick: true, sendCaller: true, sendEmail: true };
    const call = { clickIds: { gclid: null }, caller: { email: 'robin@plumber.example' } };
    const [result] = await clickAction.run(opaque, [clickItem(1, { settings, call })]);
    expect(await confirm(opaque, result)).toEqual({ status: 'confirmed' });
    const identifiers = [{ phoneNumber: expect.any(String) }, { emailAddress: expect.any(String) }];
    expect(on.standIn.ledger()).toMatchObject([{ userData: { userIdentifiers: identifiers } }]);
    expect(JSON.stringify(log)).not.toMatch(/5550177|robin@/);
  });

  it('overwrites the value when the same call is sent again', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await clickAction.run(opaque, [clickItem(1)]);
    await clickAction.run(opaque, [clickItem(1, { call: { value: { amount: '0', currency: 'USD' } } })]);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 0, updates: 1 }]);
  });

  it('overwrites the value with 0 when the call has none any more', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    const settings = { value: 'LEAD_STATUS', statusValues: ['QUALIFIED = 40'] };
    const { vendorId } = accepted((await clickAction.run(opaque, [clickItem(1, { settings })]))[0]);
    const lost = clickItem(1, { settings, revision: 2, vendorId, call: { leadStatus: 'LOST' } });
    await clickAction.run(opaque, [lost]);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 0, currency: 'USD', updates: 1 }]);
  });

  it('rejects the rows Google names, with its words, and still delivers the others', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const bad = { call: { value: { amount: '5', currency: 'ABC' } } };
    const results = await clickAction.run(opaque, [
      clickItem(1),
      clickItem(2, bad),
      clickItem(3),
      clickItem(4, bad),
    ]);
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
    const items = Array.from({ length: 9 }, (_, n) => clickItem(n, n === 6 ? { key: '1234567890' } : {}));
    const results = await clickAction.run(opaque, items);
    expect(results.map((result) => result.status).filter((status) => status === 'failed')).toHaveLength(1);
    expect(problem(results[6])).toBeInstanceOf(Rejected);
    expect(on.standIn.ledger()).toHaveLength(8);
    expect(log.length).toBeLessThan(items.length);
  });

  it('leaves what it had no requests left for to a later try', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const items = Array.from({ length: 64 }, (_, n) => clickItem(n, { key: String(1000 + n) }));
    const errors = (await clickAction.run(opaque, items)).map(problem);
    expect(log).toHaveLength(60);
    expect(errors.filter((error) => error instanceof Rejected).length).toBeGreaterThan(20);
    expect(errors.at(-1)).toBeInstanceOf(RetryLater);
  });

  it('blames a wrong conversion action on its own rows only', async () => {
    const on = await world({ conversionActions: ['7001'] });
    const { opaque, log } = await connect(on);
    const wrong = { settings: { conversionActionId: '9' } };
    const results = await clickAction.run(opaque, [clickItem(1, wrong), clickItem(2, wrong), clickItem(3)]);
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
    await clickAction.run(opaque, [
      clickItem(1, { call: { clickIds: { gclid: null, gbraid: '0AAAAA-g' } } }),
    ]);
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
    expect(accepted((await clickAction.run(opaque, [clickItem(1)]))[0]).status).toBe('accepted');
    expect(held.renewals).toBe(1);
    on.fail({ path: 'events:ingest', times: 2, instead: { status: 401, body: { error: { code: 401 } } } });
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(Reconnect);
    expect(held.renewals).toBe(2);
  });

  it('asks for a reconnect when the access was taken back or is too narrow', async () => {
    const on = await world({ customers: ['9999999999'] });
    const { opaque } = await connect(on);
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0]).message).toMatch(
      /may edit this Google Ads account/,
    );
    on.standIn.revokeAll();
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(Reconnect);
  });

  it.each([
    ['the minute', { status: 429, body: quota('RequestsPerMinutePerProject') }, 60],
    ['as long as told', { status: 429, body: quota('x'), headers: { 'retry-after': '7' } }, 7],
    ['an outage', { status: 503, body: { error: { status: 'UNAVAILABLE' } } }, 60],
  ])('waits for %s', async (_name, instead, seconds) => {
    const on = await world();
    const { opaque, log } = await connect(on);
    on.fail({ path: 'events:ingest', times: 1, instead });
    const error = problem((await clickAction.run(opaque, [clickItem(1)]))[0]);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ afterSeconds: seconds });
    expect(log).toHaveLength(1);
  });

  it('waits until midnight in California when the day is used up', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    const body = quota('IngestRequestsPerDayPerProject');
    on.fail({ path: 'events:ingest', times: 1, instead: { status: 429, body } });
    const error = problem((await clickAction.run(opaque, [clickItem(1)]))[0]);
    expect(error).toBeInstanceOf(RetryLater);
    const { afterSeconds = 0 } = error as RetryLater;
    expect(afterSeconds).toBeGreaterThan(0);
    // 15:04:05 in Los Angeles, where Google's day ends.
    expect(untilPacificMidnight(new Date('2026-11-20T23:04:05Z'))).toBe(8 * 3600 + 55 * 60 + 55);
    expect(untilPacificMidnight(new Date('2026-07-01T07:00:00Z'))).toBe(86_400);
  });

  it('counts its requests against what Google allows', async () => {
    expect(googleAds.allowances).toEqual([
      { key: 'ingest', perMinute: 300, perDay: 100_000, dayZone: 'America/Los_Angeles' },
      { key: 'status', perMinute: 300, perDay: 100_000, dayZone: 'America/Los_Angeles' },
    ]);
    const on = await world({ processingSeconds: 0 });
    const used: unknown[] = [];
    const { opaque } = await connect(on, { used });
    const [result] = await clickAction.run(opaque, [clickItem(1)]);
    await confirm(opaque, result);
    expect(used).toEqual(['ingest', 'status']);
  });

  it('meets the real quota of the sandbox', async () => {
    const on = await world({ requestsPerMinute: 1 });
    const { opaque } = await connect(on);
    expect(accepted((await clickAction.run(opaque, [clickItem(1)]))[0]).status).toBe('accepted');
    expect(problem((await clickAction.run(opaque, [clickItem(2)]))[0])).toBeInstanceOf(RetryLater);
    on.wait(61);
    expect(accepted((await clickAction.run(opaque, [clickItem(2)]))[0]).status).toBe('accepted');
  });

  it.each(['reset', 'truncate', 'halve', 'hang'] as const)(
    'does not know what happened after a %s, and a repeat makes no second conversion',
    async (after) => {
      const on = await world();
      const { opaque } = await connect(on, { timeoutSeconds: 1 });
      on.fail({ path: 'events:ingest', times: 1, after });
      expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(NoAnswer);
      const again = await connect(on);
      expect(accepted((await clickAction.run(again.opaque, [clickItem(1)]))[0]).status).toBe('accepted');
      expect(on.standIn.ledger()).toMatchObject([{ updates: 1 }]);
    },
  );

  it.each([true, false])(
    'survives a 401 between two requests of a batch, the grant being good: %s',
    async (good) => {
      const on = await world();
      const { opaque, held } = await connect(on);
      const items = [1, 2].map((n) => clickItem(n, { settings: { conversionActionId: `700${n}` } }));
      on.fail({ path: 'events:ingest', times: 1, skip: 1, instead: { status: 401, body: {} } });
      if (!good)
        on.fail({ path: '/token', times: 1, instead: { status: 400, body: { error: 'invalid_grant' } } });
      const [first, second] = await clickAction.run(opaque, items);
      expect([first?.status, held.renewals]).toEqual(['accepted', 1]);
      if (good) expect(second?.status).toBe('accepted');
      else expect(problem(second)).toBeInstanceOf(Reconnect);
      expect(on.standIn.ledger()).toHaveLength(good ? 2 : 1);
    },
  );

  it('does not know after DEADLINE_EXCEEDED either', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    on.fail({ path: 'events:ingest', times: 1, instead: { status: 504, body: {} } });
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(NoAnswer);
  });

  it('is sure nothing was sent when nobody listens', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await on.stop();
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(RetryLater);
  });

  it('does not take the accepted half down with the other', async () => {
    const on = await world({ requestsPerMinute: 1 });
    const { opaque } = await connect(on);
    const other = { settings: { conversionActionId: '7002' } };
    const results = await clickAction.run(opaque, [clickItem(1), clickItem(2, other)]);
    expect(results.map((result) => result.status)).toEqual(['accepted', 'failed']);
  });
});

describe('changing what was sent', () => {
  it('takes a conversion back by sending it again, worth nothing', async () => {
    const on = await world();
    const { opaque } = await connect(on);
    await clickAction.run(opaque, [clickItem(1), clickItem(2)]);
    const [result] = (await clickAction.retract?.(opaque, [clickItem(1)])) ?? [];
    expect(accepted(result)).toMatchObject({ vendorId: `${clickItem(1).key}/0 USD`, confirmed: false });
    expect(await confirm(opaque, result)).toMatchObject({ status: 'pending' });
    expect(on.standIn.ledger()).toMatchObject([
      { conversionValue: 0, currency: 'USD', updates: 1 },
      { conversionValue: 149.9, updates: 0 },
    ]);
  });

  it('says so when nothing is left to name the click by', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const [result] =
      (await clickAction.retract?.(opaque, [clickItem(1, { call: { clickIds: { gclid: null } } })])) ?? [];
    expect(problem(result).message).toMatch(/no Google click ID any more/);
    expect(log).toEqual([]);
  });

  it('shows in a preview exactly what is sent', async () => {
    const on = await world();
    const { opaque, log } = await connect(on, { settings: { loginCustomerId: '987-654-3210' } });
    const items = [
      clickItem(1),
      clickItem(2, { settings: { conversionActionId: '7002', sendCaller: true } }),
      clickItem(3),
    ];
    const settings = { customerId: '123-456-7890', loginCustomerId: '987-654-3210' };
    const shown = previewOf(clickAction, items, settings);
    await clickAction.run(opaque, items);
    expect(shown.map(({ request, body }) => `${request}\n${redact(body)}`)).toEqual(
      log.map(({ request }) => request),
    );
    expect(shown[0]?.body).toMatchObject({ destinations: [{ loginAccount: { accountId: '9876543210' } }] });
  });

  it('sends 2,000 calls as one request', async () => {
    const on = await world();
    const { opaque, log } = await connect(on);
    const items = Array.from({ length: 2000 }, (_, n) => clickItem(n));
    const results = await clickAction.run(opaque, items);
    expect(log).toHaveLength(1);
    expect(receiptOf(results[1999])['index']).toBe(1999);
    expect(on.standIn.ledger()).toHaveLength(2000);
  });
});
