import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExchangeRecord, recordingExchange, redact, VendorError } from './exchange.ts';

const token = 'pat-na1-0a1b2c3d-secret';

describe('redact', () => {
  it.each<[string, unknown]>([
    ['an E.164 number in a sentence', 'no contact has +12125550142 yet'],
    ['a number under its own name', { Phone: '2125550142', mobilephone: '(212) 555-0142' }],
    ['a number a property search compares', { propertyName: 'phone', operator: 'EQ', value: '2125550142' }],
    ['a list a property search compares', { propertyName: 'mobilephone', values: ['2125550142'] }],
    ['a number a query compares', { q: "SELECT Id FROM Lead WHERE Phone LIKE '%2125550142'" }],
    ['a bare number in a sentence', 'duplicate of 2125550142.'],
    ['a spelled number', 'call (212) 555-0142 or 212-555-0142 or 1 212 555 0142'],
    ['a form', 'From=%2B12125550142&To=%2B12125550100'],
    ['JSON that is still text', '{"phone":"2125550142","caller":{"number":"+12125550142"}}'],
    ['a number that is a JSON number', { phone: 2125550142 }],
    ['the id of whoever calls', { callerId: '2125550142' }],
    ['the id of a search by number', { idProperty: 'phone', id: '2125550142' }],
  ])('shows no phone number in %s', (_, body) => {
    expect(redact(body).replace(/\D/g, '')).not.toContain('5550142');
  });

  it.each<[string, unknown]>([
    ['a field', { access_token: token, refreshToken: token, client_secret: token, 'developer-token': token }],
    ['a nested field', { auth: { tokens: { first: token, all: [token] } } }],
    ['a header', { headers: { authorization: `Bearer ${token}` } }],
    ['a sentence', `401 for Bearer ${token}`],
    ['a form', `grant_type=refresh_token&refresh_token=${token}&redirect_uri=x`],
    ['JSON that is still text', `{"access_token":"${token}"}`],
    ['broken JSON', `{"access_token":"${token}", `],
  ])('shows no token in %s', (_, body) => {
    expect(redact(body)).not.toContain(token);
  });

  it('shows no number written in small groups, and none of what looks like a time or an id but is more', () => {
    expect(redact({ text: 'call +49 30 123 45 67' })).not.toContain('123 45');
    expect(redact({ text: '2026-11-20T15:04:05.000Z +12125550177' })).not.toContain('5550177');
  });

  it('shows no mail address', () => {
    expect(redact({ message: 'robin@plumber.example exists', email: 'robin@plumber.example' })).not.toMatch(
      /robin|plumber\.example exists/,
    );
  });

  it('keeps ids, amounts and times readable', () => {
    const body = {
      id: '10523456789',
      objectId: '31415926535',
      resourceName: 'customers/2345678901/conversionActions/6789012345',
      productDestinationId: '7123456789',
      orderId: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz',
      sid: 'CA5ef8732a3c49700934481addd5ce1659',
      uuid: 'a987fbc9-4bed-3078-8f07-9141ba07c9f3',
      gaClientId: '1234567890.1700000000',
      conversionDateTime: '2026-11-20 15:04:05-05:00',
      at: '2026-11-20T15:04:05.000Z',
      seconds: '1700000000',
      milliseconds: '1700000000000',
      when: new Date('2026-11-20T15:04:05.000Z'),
      amount: '149.90',
      micros: 149_900_000,
      currency: 'USD',
    };
    expect(JSON.parse(redact(body))).toEqual(JSON.parse(JSON.stringify(body)));
  });

  it('keeps every typed id, time and amount readable', () => {
    const texts = fc.oneof(
      fc.uuid(),
      fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
        .map((at) => at.toISOString()),
      fc
        .tuple(fc.nat(), fc.integer({ min: 0, max: 99 }))
        .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(redact({ it: text })).toBe(JSON.stringify({ it: text }));
      }),
    );
  });

  it('never shows an E.164 number, whatever surrounds it', () => {
    const number = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.bigInt({ min: 10_000_000n, max: 99_999_999_999_999n }),
    );
    fc.assert(
      fc.property(
        fc.string(),
        number,
        fc.string({ unit: fc.constantFrom(' ', '.', 'x', '"', '\n') }),
        (before, [first, rest], after) => {
          const shown = redact({ text: `${before} +${first}${rest}${after}` });
          expect(shown).not.toContain(`+${first}${rest}`);
        },
      ),
    );
  });

  it('cuts a long body and survives one that contains itself', () => {
    const self: Record<string, unknown> = { size: 10n };
    self['self'] = self;
    expect(redact(self)).toContain('"size":"10"');
    expect(redact('x'.repeat(9_000)) === `${'x'.repeat(4_000)}… (9000 characters)`).toBe(true);
    expect(redact(undefined)).toBe('');
    expect(redact(null)).toBe('null');
  });
});

describe('recordingExchange', () => {
  const record = async (
    send: () => Promise<{ status: number; body: unknown }>,
  ): Promise<ExchangeRecord | undefined> => {
    const log: ExchangeRecord[] = [];
    const exchange = recordingExchange(log, () => new Date('2026-11-20T15:04:05.000Z'));
    await exchange(
      { method: 'POST', path: '/contacts?phone=%2B12125550142', body: { phone: '+12125550142' } },
      send,
    ).catch(() => undefined);
    expect(JSON.stringify(log)).not.toContain('5550142');
    return log[0];
  };

  it('records the answer', async () => {
    expect(await record(async () => ({ status: 201, body: { id: '7' } }))).toEqual({
      at: '2026-11-20T15:04:05.000Z',
      request: 'POST /contacts?phone=+1…42\n{"phone":"+1…42"}',
      status: 201,
      response: '{"id":"7"}',
      error: null,
    });
  });

  it("records the vendor's refusal as an answer", async () => {
    const refuse = () => Promise.reject(new VendorError(409, { message: 'has +12125550142' }));
    expect(await record(refuse)).toMatchObject({
      status: 409,
      response: '{"message":"has +1…42"}',
      error: null,
    });
  });

  it('records a lost connection as an error', async () => {
    const lose = () => Promise.reject(new Error('socket hang up after +12125550142'));
    expect(await record(lose)).toMatchObject({
      status: null,
      response: null,
      error: 'Error: socket hang up after +1…42',
    });
  });

  it('passes the error on', async () => {
    const error = new VendorError(500, null);
    await expect(
      recordingExchange([])({ method: 'GET', path: '/' }, () => Promise.reject(error)),
    ).rejects.toBe(error);
  });
});
