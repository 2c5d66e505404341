import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formFields } from '../kit/forms.ts';
import { exampleCall } from '../kit/testing.ts';
import { clickIneligible } from './eligibility.ts';
import { clickEvent } from './event.ts';
import { clickSettings, connectionSettings } from './settings.ts';

const settings = (change: object = {}) => clickSettings.parse({ conversionActionId: '7001', ...change });
const key = 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz';
const now = new Date('2026-11-21T00:00:00Z');

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

  it.each([null, '+0000000000', 'anonymous'])('has no user data for a withheld caller (%s)', (number) => {
    const call = exampleCall({ caller: { number, withheld: 'ANONYMOUS' } });
    expect(clickEvent(call, settings({ sendCaller: true }), key).userData).toBeUndefined();
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

  it('says nothing about consent nobody asked for', () => {
    const call = exampleCall({
      session: { consent: { adUserData: 'UNKNOWN', adPersonalization: 'DENIED' } },
    });
    expect(clickEvent(call, settings(), key).consent).toEqual({ adPersonalization: 'CONSENT_DENIED' });
    expect(clickEvent(exampleCall({ session: null }), settings(), key)).not.toHaveProperty('consent');
  });
});

describe('a call is not sent', () => {
  const consent = (adUserData: 'GRANTED' | 'DENIED' | 'UNKNOWN') => ({
    session: { consent: { adUserData } },
  });
  const required = { company: { consentRequired: true } };
  const noClick = { clickIds: { gclid: null, msclkid: 'bing' } };

  it.each([
    ['while it lasts', { status: 'ANSWERED' as const }, /not ended/],
    ['without a Google click', noClick, /no Google click ID/],
    ['when several visitors could be the caller', { confidence: 'AMBIGUOUS' as const }, /Several visitors/],
    ['after 90 days', { clickAt: '2026-08-22T23:59:59.000Z' }, /90 days/],
    ['when it precedes its click', { clickAt: '2026-11-20T15:04:06.000Z' }, /before the ad click/],
    ['when consent was refused', consent('DENIED'), /refused/],
    ['when consent is required and unknown', { ...consent('UNKNOWN'), ...required }, /requires consent/],
    ['when consent is required and there is no session', { session: null, ...required }, /requires consent/],
  ])('%s', (_name, change, reason) => {
    expect(clickIneligible(exampleCall(change), settings(), now)).toMatch(reason);
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

describe('the settings', () => {
  it('take customer ids as Google shows them', () => {
    const parsed = connectionSettings.parse({ customerId: '123-456-7890', loginCustomerId: ' 987 654 3210' });
    expect(parsed).toEqual({
      customerId: '1234567890',
      loginCustomerId: '9876543210',
      path: 'DATA_MANAGER',
    });
    expect(connectionSettings.safeParse({ customerId: '123-456-789' }).success).toBe(false);
  });

  it('label every field of both forms', () => {
    const fields = [...formFields(connectionSettings), ...formFields(clickSettings)];
    expect(fields.filter((field) => field.label === field.name || !field.help)).toEqual([]);
    expect(fields.filter((field) => field.required).map((field) => field.name)).toEqual([
      'customerId',
      'conversionActionId',
    ]);
  });
});
