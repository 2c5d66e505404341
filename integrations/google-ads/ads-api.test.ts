import { describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact } from '../kit/exchange.ts';
import { googleAds } from './index.ts';
import {
  accepted,
  clickAction,
  clickItem,
  connect,
  connectOlder,
  previewOf,
  problem,
  world as startWorld,
} from './test-account.ts';

const open = { adsApi: { customers: ['1234567890'] } };
const world = (options: Parameters<typeof startWorld>[0] = {}) => startWorld({ ...open, ...options });
const clicks = new Map(
  [1, 2, 3].map((n) => [`click-${n}`, { kind: 'gclid' as const, at: '2026-11-20T14:58:00Z' }]),
);
const worth = (amount: string) => ({ value: { amount, currency: 'USD' } });
const known = (n: number) => ({ revision: 2, vendorId: `${clickItem(n).key}/149.9 USD` });

const partial = (...errors: object[]) => ({
  status: 200,
  body: {
    partialFailureError: { code: 3, message: 'Multiple errors.', details: [{ errors }] },
    results: [{ gclid: 'click-1' }, {}],
  },
});
const rowError = (code: string, index?: number | string) => ({
  errorCode: { conversionUploadError: code },
  message: 'The caller +12125550177 is unknown.',
  ...(index === undefined
    ? {}
    : { location: { fieldPathElements: [{ fieldName: 'conversions', index }, { fieldName: 'gclid' }] } }),
});

describe('connecting to the older API', () => {
  it('asks for its scope only there, and proves that the account can be opened', async () => {
    const { auth } = googleAds;
    if (auth.kind !== 'oauth2') throw new Error('google-ads signs in with OAuth 2');
    expect(auth.moreScopes?.({ path: 'DATA_MANAGER' })).toEqual([]);
    expect(auth.moreScopes?.({ path: 'GOOGLE_ADS_API' })).toEqual([
      'https://www.googleapis.com/auth/adwords',
    ]);
    const on = await world();
    expect(await googleAds.check((await connectOlder(on)).opaque)).toMatchObject({
      externalId: '1234567890',
    });
    const other = await connectOlder(on, { customerId: '555-555-5555' });
    await expect(googleAds.check(other.opaque)).rejects.toThrow(/cannot open .* 555-555-5555/);
    const narrow = await connect(on, { settings: { path: 'GOOGLE_ADS_API' } });
    await expect(googleAds.check(narrow.opaque)).rejects.toThrow(Reconnect);
  });

  it('goes through the manager account it is told', async () => {
    const managed = { customers: ['1234567890'], managedBy: '9876543210' };
    const on = await world({ adsApi: managed });
    const right = await connectOlder(on, { loginCustomerId: '987-654-3210' });
    await googleAds.check(right.opaque);
    expect(accepted((await clickAction.run(right.opaque, [clickItem(1)]))[0]).confirmed).toBe(true);
    const wrong = await connectOlder(on);
    const error = problem((await clickAction.run(wrong.opaque, [clickItem(2)]))[0]);
    expect(error).toBeInstanceOf(Reconnect);
    expect(error.message).toMatch(/USER_PERMISSION_DENIED.*name the manager account/);
  });

  it('says which way to go when Google has closed it', async () => {
    const on = await startWorld();
    const { opaque } = await connectOlder(on);
    const error = problem((await clickAction.run(opaque, [clickItem(1)]))[0]);
    expect(error).toBeInstanceOf(Rejected);
    expect(error.message).toMatch(/Data Manager API.*CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE/);
  });
});

describe('uploading through the older API', () => {
  it('sends a caller without a click by what is known of them, hashed', async () => {
    const on = await world({ clicks });
    const { opaque, log } = await connectOlder(on);
    const settings = { withoutClick: true, sendCaller: true };
    const [result] = await clickAction.run(opaque, [
      clickItem(9, { settings, call: { clickIds: { gclid: null } } }),
    ]);
    expect(accepted(result).confirmed).toBe(true);
    expect(on.standIn.ledger()).toMatchObject([{ transactionId: clickItem(9).key, conversionValue: 149.9 }]);
    expect(JSON.stringify(log)).not.toContain('5550177');
  });

  it('sends all actions in one request, counted at once, and as the preview showed it', async () => {
    const on = await world({ clicks });
    const { opaque, log } = await connectOlder(on);
    const items = [
      clickItem(1, {
        settings: { sendCaller: true, sendEmail: true },
        call: { caller: { email: 'a@b.example' } },
      }),
      clickItem(2, { settings: { conversionActionId: '7002' }, call: { value: null } }),
    ];
    const settings = { customerId: '1234567890', path: 'GOOGLE_ADS_API' };
    const [shown] = previewOf(clickAction, items, settings);
    const results = await clickAction.run(opaque, items);
    expect(results.map((result) => accepted(result).confirmed)).toEqual([true, true]);
    expect(log.map(({ request }) => request)).toEqual([`${shown?.request}\n${redact(shown?.body)}`]);
    expect(shown?.body).toMatchObject({
      partialFailure: true,
      conversions: [
        {
          gclid: 'click-1',
          conversionAction: 'customers/1234567890/conversionActions/7001',
          conversionDateTime: '2026-11-20 15:04:05+00:00',
          orderId: clickItem(1).key,
          conversionValue: 149.9,
          currencyCode: 'USD',
          userIdentifiers: [
            { hashedPhoneNumber: expect.stringMatching(/^[0-9a-f]{64}$/) },
            { hashedEmail: expect.stringMatching(/^[0-9a-f]{64}$/) },
          ],
          consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED' },
        },
        { conversionAction: 'customers/1234567890/conversionActions/7002' },
      ],
    });
    expect(on.standIn.ledger()).toHaveLength(2);
  });

  it('converts a time in another zone and cuts no offset off', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    const startedAt = '2026-11-20T10:04:05.750-05:00';
    await clickAction.run(opaque, [clickItem(1, { call: { startedAt } })]);
    expect(on.standIn.ledger()).toMatchObject([{ eventTimestamp: '2026-11-20T15:04:05.000Z' }]);
  });

  it('keeps a gbraid a gbraid', async () => {
    const on = await world({ clicks: new Map([['0AAA', { kind: 'gbraid', at: '2026-11-20T14:58:00Z' }]]) });
    const { opaque } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1, { call: { clickIds: { gclid: null, gbraid: '0AAA' } } })]);
    expect(on.standIn.ledger()).toMatchObject([{ adIdentifiers: { gbraid: '0AAA' } }]);
  });

  it('judges each row by itself: bad ones are rejected, early ones wait, the others count', async () => {
    const on = await world({
      clicks: new Map([...clicks, ['click-9', { kind: 'gclid', at: '2026-11-20T23:00:00Z' }]]),
      recentClickSeconds: 6 * 3600,
    });
    const { opaque, log } = await connectOlder(on);
    const early = { startedAt: '2026-11-20T14:57:59.000Z' };
    const results = await clickAction.run(opaque, [
      clickItem(1),
      clickItem(99),
      clickItem(9, { call: { startedAt: '2026-11-20T23:30:00.000Z' } }),
      clickItem(2, { call: early }),
      clickItem(3),
    ]);
    expect(log).toHaveLength(1);
    expect(results.map((result) => result.status)).toEqual([
      'accepted',
      'failed',
      'failed',
      'failed',
      'accepted',
    ]);
    expect(problem(results[1])).toBeInstanceOf(Rejected);
    expect(problem(results[1]).message).toMatch(/EVENT_NOT_FOUND/);
    expect(problem(results[2])).toBeInstanceOf(RetryLater);
    expect(problem(results[2])).toMatchObject({ afterSeconds: 6 * 3600 });
    expect(problem(results[3]).message).toMatch(/CONVERSION_PRECEDES_EVENT/);
    expect(on.standIn.ledger()).toHaveLength(2);
  });

  it('believes no row counted that the answer leaves out', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    const items = [clickItem(1), clickItem(2)];
    for (const body of [{}, { results: [] }, { results: [{ gclid: 'click-1' }] }]) {
      on.fail({ path: ':uploadClick', times: 1, instead: { status: 200, body } });
      const results = await clickAction.run(opaque, items);
      expect(problem(results[1])).toBeInstanceOf(NoAnswer);
    }
    expect((await clickAction.run(opaque, items)).map((result) => accepted(result).confirmed)).toEqual([
      true,
      true,
    ]);
    on.fail({ path: ':uploadConversionAdjustments', times: 1, instead: { status: 200, body: {} } });
    const [restated] = await clickAction.run(opaque, [clickItem(1, { ...known(1), call: worth('20') })]);
    expect(problem(restated)).toBeInstanceOf(NoAnswer);
  });

  it('sends again the row that failed in a batch, and not those that were taken', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    on.fail({ path: ':uploadClick', times: 1, badRows: { rows: [1], code: 'TRANSIENT_ERROR' } });
    const items = [clickItem(1), clickItem(2), clickItem(3)];
    const results = await clickAction.run(opaque, items);
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'failed', 'accepted']);
    expect(problem(results[1])).toBeInstanceOf(RetryLater);
    expect(on.standIn.ledger()).toHaveLength(2);
    await clickAction.run(opaque, items.slice(1, 2));
    expect(on.standIn.ledger()).toHaveLength(3);
  });

  it.each([
    ['CLICK_CONVERSION_ALREADY_EXISTS', 'accepted', undefined],
    ['ORDER_ID_ALREADY_IN_USE', 'accepted', undefined],
    ['TOO_RECENT_CONVERSION_ACTION', RetryLater, /6 hours/],
    ['INTERNAL_ERROR', RetryLater, /INTERNAL_ERROR/],
    ['EXPIRED_EVENT', Rejected, /EXPIRED_EVENT/],
    ['UNPARSEABLE_GCLID', Rejected, /UNPARSEABLE_GCLID/],
    ['SOMETHING_NEW', Rejected, /SOMETHING_NEW/],
    ['CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS', Rejected, /Accept the customer data terms/],
    ['CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS', Rejected, /Turn on enhanced conversions/],
    ['NO_CONVERSION_ACTION_FOUND', Rejected, /Correct the ID/],
    ['INVALID_CONVERSION_ACTION_TYPE', Rejected, /of another kind/],
  ])('knows what %s means', async (code, expected, words) => {
    const on = await world();
    const { opaque } = await connectOlder(on);
    on.fail({ path: ':uploadClick', times: 1, instead: partial(rowError(code, 1)) });
    const [first, second] = await clickAction.run(opaque, [clickItem(1), clickItem(2)]);
    expect(first?.status).toBe('accepted');
    if (typeof expected === 'string') return expect(second?.status).toBe(expected);
    expect(problem(second)).toBeInstanceOf(expected);
    expect(problem(second).message).toMatch(words ?? /./);
    expect(problem(second).message).not.toContain('2125550177');
  });

  it('calls no row counted that an unnamed error may be about, unless its result says so', async () => {
    const on = await world();
    const { opaque } = await connectOlder(on);
    const unnamed = partial(rowError('EXPIRED_EVENT'));
    const results = { results: [{ gclid: 'click-1' }, {}] };
    on.fail({
      path: ':uploadClick',
      times: 1,
      instead: { ...unnamed, body: { ...unnamed.body, ...results } },
    });
    const [first, second] = await clickAction.run(opaque, [clickItem(1), clickItem(2)]);
    expect([first?.status, second?.status]).toEqual(['accepted', 'failed']);
    on.fail({
      path: ':uploadClick',
      times: 1,
      instead: { ...unnamed, body: { ...unnamed.body, results: [] } },
    });
    const unsure = await clickAction.run(opaque, [clickItem(1), clickItem(2)]);
    expect(unsure.map((result) => problem(result).message)).toEqual([
      expect.stringContaining('EXPIRED_EVENT'),
      expect.stringContaining('EXPIRED_EVENT'),
    ]);
  });

  it.each([
    ['hang', NoAnswer],
    ['truncate', NoAnswer],
    ['halve', NoAnswer],
    ['reset', NoAnswer],
  ] as const)('does not know what happened after a %s, and a repeat counts once', async (after, kind) => {
    const on = await world();
    const { opaque } = await connect(on, {
      scope: 'https://www.googleapis.com/auth/adwords',
      settings: { path: 'GOOGLE_ADS_API' },
      timeoutSeconds: 1,
    });
    on.fail({ path: ':uploadClick', times: 1, after });
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toBeInstanceOf(kind);
    const again = await connectOlder(on);
    expect(accepted((await clickAction.run(again.opaque, [clickItem(1)]))[0]).confirmed).toBe(true);
    expect(on.standIn.ledger()).toMatchObject([{ updates: 0 }]);
  });

  it('waits as long as its quota error says', async () => {
    const on = await world();
    const { opaque } = await connectOlder(on);
    const errors = [
      {
        errorCode: { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' },
        message: 'Too many requests.',
        details: { quotaErrorDetails: { rateScope: 'ACCOUNT', retryDelay: '900s' } },
      },
    ];
    const body = { error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ errors }] } };
    on.fail({ path: ':uploadClick', times: 1, instead: { status: 429, body } });
    expect(problem((await clickAction.run(opaque, [clickItem(1)]))[0])).toMatchObject({ afterSeconds: 900 });
  });
});

describe('changing what the older API was given', () => {
  it('restates a value, and knows its own repeat', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1)]);
    const changed = clickItem(1, { ...known(1), call: worth('20') });
    for (const _ of [1, 2])
      expect(accepted((await clickAction.run(opaque, [changed]))[0]).confirmed).toBe(true);
    // The start of the call and the revision: never the clock, by which an older try could win.
    const adjustedAt = '2026-11-20T15:04:07.000Z';
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 20, updates: 1, adjustedAt }]);
  });

  it('restates a value that was lost as 0, and says nothing where it never told one', async () => {
    const on = await world({ clicks });
    const { opaque, log } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1)]);
    const none = { call: { value: null } };
    await clickAction.run(opaque, [clickItem(1, { ...known(1), ...none })]);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 0, currency: 'USD' }]);
    const said = log.length;
    const never = clickItem(2, { revision: 2, vendorId: clickItem(2).key, ...none });
    expect(accepted((await clickAction.run(opaque, [never]))[0]).confirmed).toBe(true);
    expect(log).toHaveLength(said);
    // There already, nobody knows by whom and with which value.
    const [strange] = await clickAction.run(opaque, [clickItem(1, { revision: 2, ...none })]);
    expect(problem(strange).message).toMatch(/keeps the earlier one/);
  });

  it('restates what an earlier revision brought there without an answer', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1)]);
    const unaware = clickItem(1, { revision: 2, call: worth('20') });
    expect(accepted((await clickAction.run(opaque, [unaware]))[0]).confirmed).toBe(true);
    expect(on.standIn.ledger()).toMatchObject([{ conversionValue: 20, updates: 1 }]);
  });

  it('takes a conversion back once, for good', async () => {
    const on = await world({ clicks });
    const { opaque } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1)]);
    const back = [clickItem(1, known(1))];
    for (const _ of [1, 2])
      expect(accepted((await clickAction.retract?.(opaque, back))?.[0]).confirmed).toBe(true);
    expect(on.standIn.ledger()).toMatchObject([{ retracted: true }]);
    const again = clickItem(1, { ...known(1), revision: 3 });
    expect(problem((await clickAction.run(opaque, [again]))[0]).message).toMatch(/cannot bring it back/);
  });

  it('waits a day when the conversion is too young to be adjusted', async () => {
    const on = await world({ clicks, recentConversionSeconds: 24 * 3600 });
    const { opaque } = await connectOlder(on);
    await clickAction.run(opaque, [clickItem(1)]);
    const error = problem((await clickAction.retract?.(opaque, [clickItem(1, known(1))]))?.[0]);
    expect(error).toMatchObject({ afterSeconds: 24 * 3600 });
  });
});
