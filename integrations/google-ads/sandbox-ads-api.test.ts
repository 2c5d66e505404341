import { describe, expect, it } from 'vitest';
import { createAdsApi } from './sandbox-ads-api.ts';
import { createLedger } from './sandbox-ledger.ts';

const click = {
  gclid: 'a',
  conversionAction: 'customers/1234567890/conversionActions/7001',
  conversionDateTime: '2026-11-20 15:04:05+00:00',
  orderId: 'rp_1',
};
const call = {
  callerId: '+12125550177',
  callStartDateTime: '2026-11-20 15:04:05+00:00',
  conversionAction: 'customers/1234567890/conversionActions/8001',
  conversionDateTime: '2026-11-20 15:07:05+00:00',
};

const open = () => {
  const ledger = createLedger();
  const api = createAdsApi(
    {
      open: { customers: ['1234567890'] },
      clicks: undefined,
      calls: undefined,
      conversionActions: ['7001'],
      callActions: ['8001'],
      recentClickSeconds: 0,
      recentConversionSeconds: 0,
      now: () => new Date('2026-11-21T00:00:00Z'),
    },
    ledger,
  );
  const ask = (method: string, body: object, headers: Record<string, string> = {}) =>
    api.handle(
      {
        method: 'POST',
        path: `/v25/customers/1234567890:${method}`,
        query: new URLSearchParams(),
        headers,
        text: '',
        root: '',
      },
      body,
    );
  return { ledger, ask };
};

describe('the sandbox of the older API refuses what Google refuses', () => {
  it.each([
    ['a time without an offset', { conversionDateTime: '2026-11-20 15:04:05' }, 'INVALID_STRING_DATE_TIME'],
    ['a time with fractions', { conversionDateTime: '2026-11-20 15:04:05.750+00:00' }, 'INVALID_STRING'],
    ['two braids', { gclid: undefined, gbraid: 'a', wbraid: 'b' }, 'GBRAID_WBRAID_BOTH_SET'],
    ['nobody to match', { gclid: undefined }, 'UNPARSEABLE_GCLID'],
    [
      'a number that is not hashed',
      { userIdentifiers: [{ hashedPhoneNumber: '+12125550177' }] },
      'INVALID_USER',
    ],
    ['another action', { conversionAction: 'customers/1/conversionActions/9' }, 'NO_CONVERSION_ACTION_FOUND'],
    ['an action for calls', { conversionAction: call.conversionAction }, 'INVALID_CONVERSION_ACTION_TYPE'],
    ['a currency there is not', { currencyCode: 'usd' }, 'UNSUPPORTED'],
  ])('in one row, and takes the others: %s', (_name, change, code) => {
    const { ledger, ask } = open();
    const conversions = [click, { ...click, orderId: 'rp_2', ...change }];
    const answer = ask('uploadClickConversions', { conversions, partialFailure: true });
    expect(JSON.stringify(answer?.body)).toContain(code);
    const at = expect.arrayContaining([{ fieldName: 'conversions', index: 1 }]);
    expect(answer?.body).toMatchObject({
      partialFailureError: { details: [{ errors: [{ location: { fieldPathElements: at } }] }] },
      results: [{ conversionAction: 'taken' }, {}],
    });
    expect(ledger.all()).toHaveLength(1);
  });

  it.each([
    ['a withheld caller', { callerId: '+0000000000' }, 'UNPARSEABLE_CALLERS_PHONE_NUMBER'],
    [
      'a conversion at the start of the call',
      { conversionDateTime: call.callStartDateTime },
      'PRECEDES_CALL',
    ],
    ['an action for clicks', { conversionAction: click.conversionAction }, 'INVALID_CONVERSION_ACTION_TYPE'],
  ])('of calls: %s', (_name, change, code) => {
    const { ledger, ask } = open();
    const body = { conversions: [{ ...call, ...change }], partialFailure: true };
    expect(JSON.stringify(ask('uploadCallConversions', body)?.body)).toContain(code);
    expect(ledger.all()).toEqual([]);
  });

  it.each([
    ['an unknown property', { conversions: [{ ...click, transactionId: 'x' }], partialFailure: true }, {}],
    ['a caller on a click', { conversions: [{ ...click, callerId: 'x' }], partialFailure: true }, {}],
    ['all or nothing', { conversions: [click] }, {}],
    ['2,001 rows', { conversions: Array.from({ length: 2001 }, () => click), partialFailure: true }, {}],
    ['a manager with dashes', { conversions: [click], partialFailure: true }, { 'login-customer-id': '1-2' }],
  ])('in the whole request: %s', (_name, body, headers) => {
    const { ledger, ask } = open();
    expect(ask('uploadClickConversions', body, headers)?.status).toBe(400);
    expect(ledger.all()).toEqual([]);
  });

  it('and only looks when told to', () => {
    const { ledger, ask } = open();
    const body = { conversions: [click], partialFailure: true, validateOnly: true };
    expect(ask('uploadClickConversions', body)).toEqual({ status: 200, body: { results: [] } });
    expect(ledger.all()).toEqual([]);
  });
});
