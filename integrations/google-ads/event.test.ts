import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formFields } from '../kit/forms.ts';
import { exampleCall, exampleItem } from '../kit/testing.ts';
import { callIneligible, clickIneligible } from './eligibility.ts';
import { callEvent, clickEvent as eventOf, retractedEvent } from './event.ts';
import { type ClickSettings, callSettings, clickSettings, linkedAccountSettings } from './settings.ts';
import { callAction, callItem, clickAction, clickItem } from './test-account.ts';

const settings = (change: object = {}) => clickSettings.parse({ conversionActionId: '7001', ...change });
const key = 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz';
const clickEvent = (call: ReturnType<typeof exampleCall>, of: ClickSettings, key: string) =>
  eventOf(exampleItem(of, { call, key }));
const now = new Date('2026-11-21T00:00:00Z');
const noClick = { clickIds: { gclid: null, msclkid: 'bing' } };

describe('the conversion', () => {
  it('says which click, when, how much and under which id', () => {
    expect(clickEvent(exampleCall(), settings(), key)).toEqual({
      transactionId: key,
      eventTimestamp: '2026-11-20T15:04:05Z',
      eventSource: 'PHONE',
      adIdentifiers: { gclid: 'Cj0KCQiA-test' },
      conversionValue: 149.9,
      currency: 'USD',
      consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
    });
  });

  it('converts a time in another zone instead of cutting its offset off', () => {
    const call = exampleCall({ startedAt: '2026-11-20T10:04:05.750-05:00' });
    expect(clickEvent(call, settings(), key).eventTimestamp).toBe('2026-11-20T15:04:05Z');
  });

  it('sends one click id under its own name', () => {
    const only = exampleCall({ clickIds: { gclid: null, gbraid: '0AAAAA-g', wbraid: 'Cl4K-w' } });
    expect(clickEvent(only, settings(), key).adIdentifiers).toEqual({ gbraid: '0AAAAA-g' });
    const last = exampleCall({ clickIds: { gclid: null, wbraid: 'Cl4K-w' } });
    expect(clickEvent(last, settings(), key).adIdentifiers).toEqual({ wbraid: 'Cl4K-w' });
  });

  it('hashes the number once, and only when asked to', () => {
    const hash = createHash('sha256').update('+12125550177').digest('hex');
    expect(clickEvent(exampleCall(), settings(), key).userData).toBeUndefined();
    expect(clickEvent(exampleCall(), settings({ sendCaller: true }), key).userData).toEqual({
      userIdentifiers: [{ phoneNumber: hash }],
    });
    const hashed = exampleCall({ caller: { number: hash } });
    expect(clickEvent(hashed, settings({ sendCaller: true }), key).userData).toBeUndefined();
  });

  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const emailSent = (email: string | null) =>
    clickEvent(exampleCall({ caller: { email } }), settings({ sendEmail: true }), key).userData
      ?.userIdentifiers;

  it.each([
    ['blanks and capitals', '  Robin@Plumber.Example ', 'robin@plumber.example'],
    ['every dot and the suffix of Gmail', 'R.o.b.i.n+ads+2@gmail.com', 'robin@gmail.com'],
    ['the same at Googlemail', 'r.o.bin@GoogleMail.com', 'robin@googlemail.com'],
    ['dots elsewhere', 'r.o.bin+ads@plumber.example', 'r.o.bin+ads@plumber.example'],
  ])('hashes an address in normal form: %s', (_name, given, normal) => {
    expect(emailSent(given)).toEqual([{ emailAddress: sha256(normal) }]);
  });

  it('passes a hashed address on as it is, and sends none it was not asked to', () => {
    const hash = sha256('robin@plumber.example');
    expect(emailSent(hash.toUpperCase())).toEqual([{ emailAddress: hash }]);
    expect(emailSent('not an address')).toBeUndefined();
    expect(emailSent(null)).toBeUndefined();
    const known = exampleCall({ caller: { email: 'robin@plumber.example' } });
    expect(clickEvent(known, settings(), key).userData).toBeUndefined();
  });

  it('takes its click from the visit, not from what an address still says of an earlier one', () => {
    const later = exampleCall({
      clickIds: { gclid: 'this-visit' },
      landingPage: 'https://plumber.example/?gclid=earlier-visit',
    });
    expect(clickEvent(later, settings(), key).adIdentifiers).toEqual({ gclid: 'this-visit' });
    expect(clickIneligible({ ...later, clickIds: exampleCall(noClick).clickIds }, settings(), now)).toMatch(
      /no Google click ID/,
    );
  });

  it.each([null, '+0000000000', 'anonymous'])('has no user data for a withheld caller (%s)', (number) => {
    const call = exampleCall({ caller: { number, withheld: 'ANONYMOUS' } });
    expect(clickEvent(call, settings({ sendCaller: true }), key).userData).toBeUndefined();
  });

  it('names no click where there is none, only the caller', () => {
    const event = clickEvent(exampleCall(noClick), settings({ withoutClick: true, sendCaller: true }), key);
    expect(event).not.toHaveProperty('adIdentifiers');
    expect(event.userData?.userIdentifiers).toHaveLength(1);
  });

  it('takes a value of zero for a value, and none for none', () => {
    const zero = exampleCall({ value: { amount: '0', currency: 'EUR' } });
    expect(clickEvent(zero, settings(), key)).toMatchObject({ conversionValue: 0, currency: 'EUR' });
    expect(clickEvent(exampleCall({ value: null }), settings(), key)).not.toHaveProperty('conversionValue');
    const fixed = settings({ value: 'FIXED', fixedValue: 25 });
    expect(clickEvent(zero, fixed, key)).toMatchObject({ conversionValue: 25, currency: 'USD' });
    const inEuro = settings({ value: 'FIXED', fixedValue: 25, fixedCurrency: 'eur' });
    expect(clickEvent(zero, inEuro, key)).toMatchObject({ conversionValue: 25, currency: 'EUR' });
  });

  it('reads the value from a field, and never guesses one', () => {
    const from = (valueTemplate: string, change: object = {}) =>
      settings({ value: 'TEMPLATE', valueTemplate, ...change });
    const call = exampleCall();
    expect(clickEvent(call, from('1250.5', { fixedCurrency: 'eur' }), key)).toMatchObject({
      conversionValue: 1250.5,
      currency: 'EUR',
    });
    expect(clickEvent(call, from(''), key)).not.toHaveProperty('conversionValue');
    for (const text of ['1.250,50', '12 EUR', '+12125550177', '1e3', 'NaN']) {
      expect(clickEvent(call, from(text), key)).not.toHaveProperty('conversionValue');
      expect(clickIneligible(call, from(text), now)).toMatch(/no plain number/);
    }
  });

  it('takes the currency of the call with the value of the call', () => {
    const inEuro = exampleCall({ value: { amount: '149.90', currency: 'EUR' } });
    const from = (valueTemplate: string, fixedCurrency = '') =>
      settings({ value: 'TEMPLATE', valueTemplate, fixedCurrency });
    const sent = (...given: Parameters<typeof from>) => {
      const { conversionValue, currency } = clickEvent(inEuro, from(...given), key);
      return [conversionValue, currency];
    };
    expect([sent('149.90'), sent('149.90', 'CHF'), sent('80')]).toEqual([
      [149.9, 'EUR'],
      [149.9, 'CHF'],
      [80, 'USD'],
    ]);
  });

  it('values a call by its lead status', () => {
    const byStatus = settings({
      value: 'LEAD_STATUS',
      statusValues: ['WON = 100%', 'QUALIFIED=12.5 %', 'NEW = 5'],
    });
    const sent = (leadStatus: 'WON' | 'QUALIFIED' | 'NEW' | 'LOST') =>
      clickEvent(exampleCall({ leadStatus }), byStatus, key).conversionValue;
    expect([sent('WON'), sent('QUALIFIED'), sent('NEW'), sent('LOST')]).toEqual([
      149.9,
      18.7375,
      5,
      undefined,
    ]);
    expect(clickSettings.safeParse({ conversionActionId: '7001', statusValues: ['SOLD = 5'] }).success).toBe(
      false,
    );
  });

  it.each([
    ['a value for every call without one', { value: 'FIXED' }, 'fixedValue'],
    ['values by lead status without any', { value: 'LEAD_STATUS' }, 'statusValues'],
  ])('refuses %s: every call would count with a wrong one', (_name, change, field) => {
    for (const schema of [callSettings, clickSettings]) {
      const { error } = schema.strict().safeParse({ conversionActionId: '7001', ...change });
      expect(error?.issues.map(({ path }) => path)).toEqual([[field]]);
    }
  });

  it.each([
    ['its own value', {}, { amount: '149.9', currency: 'USD' }],
    [
      'a fixed one',
      { value: 'FIXED', fixedValue: 25, fixedCurrency: 'eur' },
      { amount: '25', currency: 'EUR' },
    ],
    [
      'part of it',
      { value: 'LEAD_STATUS', statusValues: ['QUALIFIED = 50%'] },
      { amount: '74.95', currency: 'USD' },
    ],
    ['none', { value: 'TEMPLATE' }, null],
  ])('says what it is worth to Google: %s', (_name, change, worth) => {
    for (const item of [clickItem(1, { settings: change }), callItem(1, { settings: change })]) {
      const { conversionValue, currency } = clickEvent(item.call, settings(change), key);
      const told = conversionValue === undefined ? null : { amount: String(conversionValue), currency };
      const action = 'sendCaller' in item.settings ? clickAction : callAction;
      expect([action.worth?.(item), told]).toEqual([worth, worth]);
    }
  });

  it('loses its value as 0, which Google would keep otherwise, and a value it never had stays unsaid', () => {
    const lost = {
      settings: { value: 'LEAD_STATUS', statusValues: ['QUALIFIED = 40'], fixedCurrency: 'EUR' },
      call: { leadStatus: 'LOST' as const },
      revision: 2,
    };
    const sent = (vendorId: string | null, change: object = {}) => {
      const item = { ...clickItem(1, { ...lost, vendorId }), ...change };
      const { conversionValue, currency } = eventOf(item);
      expect(clickAction.worth?.(item)).toEqual(
        conversionValue === undefined ? null : { amount: String(conversionValue), currency },
      );
      return [conversionValue, currency];
    };
    expect(sent(`${key}/40 EUR`)).toEqual([0, 'EUR']);
    expect(sent(`${key}/0 EUR`)).toEqual([0, 'EUR']);
    expect(sent(key)).toEqual([undefined, undefined]);
    // An earlier revision got no answer, so it may have brought a value there; a repeat of the first has not.
    expect(sent(null, { uncertain: true })).toEqual([0, 'USD']);
    expect(sent(null, { uncertain: true, revision: 1 })).toEqual([undefined, undefined]);
  });

  it('is taken back by sending it again, worth nothing', () => {
    const item = clickItem(1, { call: { value: null } });
    expect(retractedEvent(item)).toEqual({
      ...eventOf(item),
      conversionValue: 0,
      currency: 'USD',
    });
  });

  it('says nothing about consent nobody asked for', () => {
    const call = exampleCall({
      session: { consent: { adUserData: 'UNKNOWN', adPersonalization: 'DENIED' } },
    });
    expect(clickEvent(call, settings(), key).consent).toEqual({ adPersonalization: 'CONSENT_DENIED' });
    expect(clickEvent(exampleCall({ session: null }), settings(), key)).not.toHaveProperty('consent');
  });
});

describe('the conversion of a call', () => {
  const plain = callSettings.parse({ conversionActionId: '8001' });

  it('says who called when, hashed, and names no click', () => {
    const hash = createHash('sha256').update('+12125550177').digest('hex');
    expect(callEvent(exampleCall({ startedAt: '2026-11-20T10:04:05.750-05:00' }), plain, key)).toEqual({
      transactionId: key,
      eventTimestamp: '2026-11-20T15:07:13Z',
      callInfo: { startTimestamp: '2026-11-20T15:04:05Z' },
      eventSource: 'PHONE',
      conversionValue: 149.9,
      currency: 'USD',
      userData: { userIdentifiers: [{ phoneNumber: hash }] },
      consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
    });
  });

  it('lies after the start of the call, however short it was', () => {
    const short = exampleCall({ endedAt: '2026-11-20T15:04:05.000Z' });
    expect(callEvent(short, plain, key).eventTimestamp).toBe('2026-11-20T15:04:06Z');
  });

  it.each([
    [
      'of a withheld number',
      { caller: { number: '+0000000000', withheld: 'ANONYMOUS' as const } },
      /withheld/,
    ],
    ['of no number', { caller: { number: null } }, /withheld/],
    ['that went out', { direction: 'OUTBOUND' as const }, /came in/],
    ['that still lasts', { status: 'ANSWERED' as const }, /not ended/],
    ['of a tester', { test: true }, /test numbers/],
    ['of 90 days ago', { startedAt: '2026-08-22T23:59:59.000Z' }, /90 days/],
    ['without consent', { session: { consent: { adUserData: 'DENIED' as const } } }, /refused/],
  ])('is not sent for a call %s', (_name, change, reason) => {
    expect(callIneligible(exampleCall(change), plain, now)).toMatch(reason);
  });

  it('needs no click', () => {
    expect(callIneligible(exampleCall({ ...noClick, session: null }), plain, now)).toBeNull();
  });
});

describe('a call is not sent', () => {
  const consent = (adUserData: 'GRANTED' | 'DENIED' | 'UNKNOWN') => ({
    session: { consent: { adUserData } },
  });
  const required = { company: { consentRequired: true } };

  it.each([
    ['while it lasts', { status: 'ANSWERED' as const }, /not ended/],
    ['without a Google click', noClick, /no Google click ID/],
    ['when several visitors could be the caller', { confidence: 'AMBIGUOUS' as const }, /Several visitors/],
    ['after 90 days', { clickAt: '2026-08-22T23:59:59.000Z' }, /90 days/],
    ['when it precedes its click', { clickAt: '2026-11-20T15:04:06.000Z' }, /before the ad click/],
    ['when it began in the future', { startedAt: '2026-11-21T00:11:00.000Z' }, /in the future/],
    ['when a tester called', { test: true }, /test numbers/],
    ['with a negative value', { value: { amount: '-1', currency: 'USD' } }, /negative/],
    ['in a currency there is not', { value: { amount: '1', currency: 'ABC' } }, /no ISO 4217 code/],
    ['when consent was refused', consent('DENIED'), /refused/],
    ['when consent is required and unknown', { ...consent('UNKNOWN'), ...required }, /requires consent/],
    ['when consent is required and there is no session', { session: null, ...required }, /requires consent/],
  ])('%s', (_name, change, reason) => {
    expect(clickIneligible(exampleCall(change), settings(), now)).toMatch(reason);
  });

  it.each([
    ['no value', null],
    ['a value of zero', { amount: '0.00', currency: 'USD' }],
  ])('with %s, when only calls that are worth something are wanted', (_name, value) => {
    const reason = /worth something/;
    expect(clickIneligible(exampleCall({ value }), settings({ requireValue: true }), now)).toMatch(reason);
    expect(clickIneligible(exampleCall({ value }), settings(), now)).toBeNull();
  });

  it.each([
    ['within 90 days', { clickAt: '2026-08-23T00:00:01.000Z' }],
    ['without a value', { value: null }],
    ['with unknown consent where none is required', consent('UNKNOWN')],
    ['with consent where it is required', required],
    ['at the very moment of its click, in another zone', { clickAt: '2026-11-20T10:04:05.000-05:00' }],
  ])('but is sent %s', (_name, change) => {
    expect(clickIneligible(exampleCall(change), settings(), now)).toBeNull();
  });
});

describe('a call without a Google click', () => {
  const known = { caller: { email: 'robin@plumber.example' } };
  const withheld = { caller: { number: null, withheld: 'ANONYMOUS' as const } };
  const told = (change: object, of: object = {}) =>
    clickIneligible(
      exampleCall({ ...noClick, session: null, clickAt: null, ...change }),
      settings({ withoutClick: true, ...of }),
      now,
    );

  it.each([
    ['number', {}, { sendCaller: true }],
    ['e-mail address', known, { sendEmail: true }],
    [
      'e-mail address, the number being withheld',
      { caller: { ...withheld.caller, ...known.caller } },
      { sendCaller: true, sendEmail: true },
    ],
  ])('is sent by the %s of the caller, when the rule says so', (_name, change, of) => {
    expect(told(change, of)).toBeNull();
    expect(told(change, { ...of, withoutClick: false })).toMatch(/no Google click ID/);
  });

  it.each([
    ['nothing of the caller may be sent', known, {}, /lets Google know neither/],
    ['nothing of the caller is known', withheld, { sendCaller: true, sendEmail: true }, /has neither/],
    ['it is too old', { startedAt: '2026-08-22T23:59:59.000Z' }, { sendCaller: true }, /90 days/],
    [
      'several visitors could be the caller',
      { confidence: 'AMBIGUOUS' as const },
      { sendCaller: true },
      /Several/,
    ],
    ['consent is required', { company: { consentRequired: true } }, { sendCaller: true }, /requires consent/],
  ])('is not sent when %s', (_name, change, of, reason) => {
    expect(told(change, of)).toMatch(reason);
  });
});

describe('the settings', () => {
  it('take customer ids as Google shows them', () => {
    const parsed = linkedAccountSettings.parse({
      customerId: '123-456-7890',
      loginCustomerId: ' 987 654 3210',
    });
    expect(parsed).toEqual({
      customerId: '1234567890',
      loginCustomerId: '9876543210',
      path: 'DATA_MANAGER',
    });
    expect(linkedAccountSettings.safeParse({ customerId: '123-456-789' }).success).toBe(false);
  });

  it('label every field of both forms', () => {
    const fields = [...formFields(linkedAccountSettings), ...formFields(clickSettings)];
    expect(fields.filter((field) => field.label === field.name || !field.help)).toEqual([]);
    expect(fields.filter((field) => field.required).map((field) => field.name)).toEqual([
      'customerId',
      'conversionActionId',
    ]);
  });
});
