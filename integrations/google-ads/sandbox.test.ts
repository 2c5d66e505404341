import { describe, expect, it } from 'vitest';
import { readIngestRequest } from './sandbox-request.ts';

const event = {
  eventTimestamp: '2026-11-20T15:04:05Z',
  transactionId: 'rp_1',
  adIdentifiers: { gclid: 'a' },
};
const body = (change: object = {}, row: object = {}) => ({
  destinations: [
    {
      operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1234567890' },
      productDestinationId: '7001',
    },
  ],
  events: [event, { ...event, ...row }],
  encoding: 'HEX',
  ...change,
});
const phone = (phoneNumber: string) => ({ userData: { userIdentifiers: [{ phoneNumber }] } });

describe('the sandbox refuses what Google refuses', () => {
  it('and takes what is right', () => {
    const full = { currency: 'EUR', conversionValue: 1, eventSource: 'PHONE', ...phone('a'.repeat(64)) };
    expect(readIngestRequest(body({}, full))).toHaveProperty('request');
  });

  it.each([
    ['an unknown property', body({ batchId: 1 }), '', undefined],
    [
      'an unknown property deep down',
      body({}, { adIdentifiers: { gclid: 'a', msclkid: 'b' } }),
      'events[1].adIdentifiers',
      undefined,
    ],
    [
      'a missing time',
      body({}, { eventTimestamp: undefined }),
      'events[1].eventTimestamp',
      'REQUIRED_FIELD_MISSING',
    ],
    [
      'a time without an offset',
      body({}, { eventTimestamp: '2026-11-20T15:04:05' }),
      'events[1].eventTimestamp',
      'INVALID_FORMAT',
    ],
    [
      'a time with a blank',
      body({}, { eventTimestamp: '2026-11-20 15:04:05+00:00' }),
      'events[1].eventTimestamp',
      'INVALID_FORMAT',
    ],
    [
      'two click ids',
      body({}, { adIdentifiers: { gclid: 'a', gbraid: 'b' } }),
      'events[1].adIdentifiers',
      'INVALID_EVENT',
    ],
    ['nobody to match', body({}, { adIdentifiers: {} }), 'events[1]', 'NO_IDENTIFIERS_PROVIDED'],
    ['a currency there is not', body({}, { currency: 'usd' }), 'events[1].currency', 'INVALID_CURRENCY_CODE'],
    [
      'a value as text',
      body({}, { conversionValue: '149.90' }),
      'events[1].conversionValue',
      'INVALID_FORMAT',
    ],
    ['an unknown source', body({}, { eventSource: 'CALL' }), 'events[1].eventSource', 'INVALID_ENUM_VALUE'],
    [
      'a number that is not hashed',
      body({}, phone('+12125550177')),
      'events[1].userData.userIdentifiers[0].phoneNumber',
      'INVALID_SHA256_FORMAT',
    ],
    [
      'user data without an encoding',
      body({ encoding: undefined }, phone('a'.repeat(64))),
      'encoding',
      'REQUIRED_FIELD_MISSING',
    ],
    [
      'a call without a caller',
      body({}, { callInfo: { startTimestamp: '2026-11-20T15:00:00Z' } }),
      'events[1].userData',
      'REQUIRED_FIELD_MISSING',
    ],
    [
      'a call that begins when it counts',
      body({}, { callInfo: { startTimestamp: '2026-11-20T15:04:05Z' }, ...phone('a'.repeat(64)) }),
      'events[1].eventTimestamp',
      'INVALID_EVENT',
    ],
    [
      'a customer id with dashes',
      body({
        destinations: [
          {
            operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '123-456-7890' },
            productDestinationId: '7001',
          },
        ],
      }),
      'destinations[0].operatingAccount.accountId',
      'INVALID_NUMBER_FORMAT',
    ],
    [
      '11 destinations',
      body({ destinations: Array.from({ length: 11 }, () => body().destinations[0]) }),
      'destinations',
      'TOO_MANY_DESTINATIONS',
    ],
    [
      '2,001 events',
      body({ events: Array.from({ length: 2001 }, () => event) }),
      'events',
      'TOO_MANY_EVENTS',
    ],
  ])('%s', (_name, request, field, reason) => {
    const read = readIngestRequest(JSON.parse(JSON.stringify(request)));
    expect(read).toMatchObject({ violations: [{ field, ...(reason ? { reason } : {}) }] });
  });
});
