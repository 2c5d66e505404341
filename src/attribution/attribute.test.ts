import { describe, expect, it } from 'vitest';
import { exampleSetup } from '../../test/support/example-setup.ts';
import type { Visit } from '../calls/call.ts';
import { newId } from '../ids.ts';
import { attribute, graceSeconds, type HeldLease } from './attribute.ts';

const ring = '2026-11-20T15:00:00.000Z';
const minutes = (n: number): string => new Date(Date.parse(ring) + n * 60_000).toISOString();

const visit = (change: Partial<Visit> = {}): Visit => ({
  accountId: newId(),
  id: newId(),
  companyId: newId(),
  visitorId: newId(),
  startedAt: minutes(-10),
  lastSeenAt: minutes(-1),
  landingPage: 'https://dental.example/',
  referrer: null,
  source: 'google',
  medium: 'cpc',
  campaign: 'implants',
  keyword: null,
  term: null,
  content: null,
  adGroup: null,
  matchType: null,
  channel: 'PAID',
  channelReason: null,
  gclid: 'abc',
  gbraid: null,
  wbraid: null,
  msclkid: null,
  fbclid: null,
  ttclid: null,
  li_fat_id: null,
  gaClientId: null,
  gaSessionId: null,
  userAgent: null,
  device: 'DESKTOP',
  country: null,
  numberClicks: [],
  poolIds: [],
  consentAdUserData: 'GRANTED',
  consentAdPersonalization: 'GRANTED',
  consentAnalytics: 'GRANTED',
  createdAt: minutes(-10),
  ...change,
});

const lease = (from: number, until: number, held: Visit = visit()): HeldLease => ({
  shownAt: minutes(from),
  expiresAt: minutes(until),
  visit: held,
});

const pool = exampleSetup().tracker;

describe('a call to a pool number', () => {
  it('is EXACT when one visit held it, with its click and its time', () => {
    expect(attribute(ring, pool, [lease(-10, 20)])).toMatchObject({
      confidence: 'EXACT',
      source: 'google',
      campaign: 'implants',
      gclid: 'abc',
      clickAt: minutes(-10),
    });
  });

  it('has no click time when the visit had no click', () => {
    expect(attribute(ring, pool, [lease(-10, 20, visit({ gclid: null }))])).toMatchObject({
      confidence: 'EXACT',
      clickAt: null,
    });
  });

  it('is EXACT for one visit however many leases it had', () => {
    const same = visit();
    expect(attribute(ring, pool, [lease(-40, -5, same), lease(-5, 25, same)]).confidence).toBe('EXACT');
  });

  it('is AMBIGUOUS when two visits could be the caller, names both and says only what both share', () => {
    const [a, b] = [visit(), visit({ campaign: 'whitening', gclid: 'def' })];
    const attribution = attribute(ring, pool, [lease(-40, -5, a), lease(-4, 26, b)]);
    expect(attribution).toMatchObject({
      confidence: 'AMBIGUOUS',
      source: 'google',
      campaign: null,
      gclid: null,
      sessionId: null,
    });
    expect(attribution.evidence.candidates).toEqual([a.id, b.id]);
  });

  it.each([
    ['to the second the grace ends', -graceSeconds / 60, 'EXACT'],
    ['after the grace', -graceSeconds / 60 - 1 / 60, 'NONE'],
  ])('counts a lease that ended %s', (_, until, confidence) => {
    expect(attribute(ring, pool, [lease(-60, until)]).confidence).toBe(confidence);
  });

  it('is NONE, with the reason, when it was shown only afterwards or to nobody', () => {
    expect(attribute(ring, pool, [lease(1, 31)])).toMatchObject({ confidence: 'NONE', source: null });
    expect(attribute(ring, pool, []).evidence.reason).toContain('No visitor');
  });
});

it('credits a poster by its number and never looks at leases', () => {
  const { tracker } = exampleSetup({ tracker: { kind: 'OFFLINE', source: 'poster', medium: 'print' } });
  expect(attribute(ring, tracker, [lease(-10, 20)])).toMatchObject({
    confidence: 'TRACKER',
    source: 'poster',
    gclid: null,
  });
});
