import { describe, expect, it } from 'vitest';
import { exampleSetup } from '../../test/support/example-setup.ts';
import type { Visit } from '../calls/call.ts';
import { newId } from '../ids.ts';
import { attribute } from './attribute.ts';
import type { HeldLease, KnownCaller } from './evidence.ts';

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

const lease = (
  from: number,
  until: number,
  held: Visit = visit(),
  more: Partial<HeldLease> = {},
): HeldLease => ({
  shownAt: minutes(from),
  expiresAt: minutes(until),
  overflow: false,
  visit: held,
  phone: null,
  firstTouch: null,
  ...more,
});

const { tracker: pool, number } = exampleSetup();
const dialled = number.number;
const clicked = (at: number) => ({ numberClicks: [{ number: dialled, page: '/', at: minutes(at) }] });
const caller = (known: Partial<KnownCaller> = {}): KnownCaller => ({
  number: '+12125550177',
  visitorId: null,
  redialled: false,
  redial: null,
  redialCertainty: 1,
  ...known,
});

const judge = (leases: readonly HeldLease[], by: KnownCaller | null = caller(), tracker = pool) =>
  attribute({ startedAt: ring, dialled, tracker, leases, caller: by });

describe('a call to a pool number', () => {
  it('is EXACT when one visit held it, with its click and its time', () => {
    expect(judge([lease(-10, 20)])).toMatchObject({
      confidence: 'EXACT',
      source: 'google',
      campaign: 'implants',
      gclid: 'abc',
      clickAt: minutes(-10),
      overflow: false,
    });
  });

  it('has no click time when the visit had no click', () => {
    expect(judge([lease(-10, 20, visit({ gclid: null }))])).toMatchObject({
      confidence: 'EXACT',
      clickAt: null,
    });
  });

  it('is EXACT for one visitor however many leases it had', () => {
    const same = visit();
    expect(judge([lease(-40, -5, same), lease(-5, 25, same)]).confidence).toBe('EXACT');
    const back = judge([lease(-300, -200, visit({ visitorId: same.visitorId })), lease(-5, 25, same)]);
    expect(back).toMatchObject({ confidence: 'EXACT', sessionId: same.id });
  });

  it('is AMBIGUOUS when two visits could be the caller, names both and says only what both share', () => {
    const [a, b] = [visit(), visit({ campaign: 'whitening', gclid: 'def' })];
    const attribution = judge([lease(-40, -1, a), lease(-4, 26, b)]);
    expect(attribution).toMatchObject({
      confidence: 'AMBIGUOUS',
      source: 'google',
      campaign: null,
      gclid: null,
      sessionId: null,
    });
    expect(new Set(attribution.evidence.candidates)).toEqual(new Set([a.id, b.id]));
    const weights = attribution.evidence.evidence.map(({ weight }) => weight ?? 0);
    expect(weights.every((weight) => weight > 0.4 && weight < 0.6)).toBe(true);
  });

  it.each([
    ['to the second the grace ends', -900 / 60, 'EXACT'],
    ['after the grace', -900 / 60 - 1 / 60, 'NONE'],
  ])('counts a lease that ended %s', (_, until, confidence) => {
    expect(judge([lease(-60, until)]).confidence).toBe(confidence);
    const patient = { ...pool, graceSeconds: 7_200, cooldownSeconds: 7_200 };
    expect(judge([lease(-60, until)], null, patient).confidence).toBe('EXACT');
  });

  it('is NONE, with the reason, when it was shown only afterwards, to nobody, or hours ago', () => {
    expect(judge([lease(1, 31)])).toMatchObject({ confidence: 'NONE', source: null });
    const clocksDiffer = visit({ startedAt: minutes(0.05), lastSeenAt: minutes(0.05) });
    expect(judge([lease(0.05, 30, clocksDiffer)]).confidence).toBe('EXACT');
    expect(judge([]).evidence.reason).toContain('No visitor');
    expect(judge([lease(-400, -360)]).evidence.reason).toContain('6 hours before');
  });

  it('is not the present visitor’s for certain when its page is long closed and another had it before', () => {
    const closed = visit({ lastSeenAt: minutes(-25) });
    const earlier = visit({ lastSeenAt: minutes(-90) });
    expect(judge([lease(-100, -60, earlier), lease(-40, 5, closed)])).toMatchObject({
      confidence: 'AMBIGUOUS',
      evidence: { candidates: [closed.id, earlier.id] },
    });
    expect(judge([lease(-100, -60, earlier), lease(-40, 30, visit())]).confidence).toBe('EXACT');
  });

  it('goes to who pressed the number just before, and not to who did long before', () => {
    const [a, b] = [visit(clicked(-0.2)), visit()];
    const decided = judge([lease(-40, -1, a), lease(-4, 26, b)]);
    expect(decided).toMatchObject({ confidence: 'EXACT', sessionId: a.id });
    expect(decided.evidence.evidence.map(({ kind }) => kind)).toContain('NUMBER_CLICK');
    const long = judge([lease(-40, -1, visit(clicked(-8))), lease(-4, 26, b)]);
    expect(long.confidence).toBe('AMBIGUOUS');
    const another = visit({ numberClicks: [{ number: '+12125550199', page: '/', at: minutes(-0.2) }] });
    expect(judge([lease(-40, -1, another), lease(-4, 26, b)]).confidence).toBe('AMBIGUOUS');
  });

  it('goes to the visitor this caller is known to be, by earlier calls or by what the page said', () => {
    const [a, b] = [visit(), visit()];
    const leases = [lease(-40, -1, a), lease(-4, 26, b)];
    expect(judge(leases, caller({ visitorId: b.visitorId }))).toMatchObject({ sessionId: b.id });
    const told = [lease(-40, -1, a, { phone: '+12125550177' }), lease(-4, 26, b)];
    expect(judge(told)).toMatchObject({ confidence: 'EXACT', sessionId: a.id });
    expect(judge(told, null).confidence).toBe('AMBIGUOUS');
  });

  it('is open, without a source, where one visitor is likely and not likely enough, and says how likely', () => {
    const open = visit();
    const before = [100, 150, 200, 250, 300].map((ago) =>
      lease(-ago, -ago + 35, visit({ startedAt: minutes(-ago), lastSeenAt: minutes(-ago + 5) })),
    );
    expect(judge([lease(-10, 20, open), ...before.slice(0, 1)])).toMatchObject({ sessionId: open.id });
    const hurried = judge([lease(-10, 20, open), ...before]);
    expect(hurried).toMatchObject({ confidence: 'AMBIGUOUS', source: null, sessionId: null });
    expect(hurried.evidence.candidates[0]).toBe(open.id);
    expect(hurried.evidence.reason).toMatch(
      /^One visitor is the likeliest caller, to 9\d\.\d %, and 99\.9 % would be needed: this number goes to somebody else every 57 minutes/,
    );
    const pressed = visit(clicked(-0.2));
    expect(judge([lease(-10, 20, pressed), ...before])).toMatchObject({ sessionId: pressed.id });
  });

  it('says how many calls like an EXACT one come from somebody else', () => {
    const reason = (seen: number) =>
      judge([lease(-60, 20, visit({ lastSeenAt: minutes(seen) }))]).evidence.reason;
    expect(reason(-1)).toMatch(/Fewer than one of 1,000 calls like it come from somebody else\.$/);
    expect(reason(-12)).toMatch(/About \d+ of 1,000 calls like it come from somebody else\.$/);
  });

  it('is as uncertain as the earlier call was when its caller dials again', () => {
    const first = visit({ startedAt: minutes(-300), lastSeenAt: minutes(-290) });
    const again = (redialCertainty: number) =>
      judge(
        [lease(-300, -260, first)],
        caller({ visitorId: first.visitorId, redialled: true, redial: first, redialCertainty }),
      );
    expect(again(0.999)).toMatchObject({ confidence: 'EXACT', sessionId: first.id });
    expect(again(0.98).confidence).toBe('AMBIGUOUS');
    const nobodyKnows = judge([lease(-4, 26)], caller({ redialled: true, redialCertainty: 0 }));
    expect(nobodyKnows.confidence).toBe('AMBIGUOUS');
  });

  it('goes to the earlier visit of a caller who dials again what it dialled then', () => {
    const first = visit({ startedAt: minutes(-3_000), lastSeenAt: minutes(-2_900) });
    const again = caller({ visitorId: first.visitorId, redialled: true, redial: first });
    expect(judge([], again)).toMatchObject({ confidence: 'EXACT', sessionId: first.id });
    expect(judge([lease(-4, 26)], again)).toMatchObject({ confidence: 'EXACT', sessionId: first.id });
    expect(judge([lease(-4, 26, visit(clicked(-0.2)))], again).confidence).toBe('AMBIGUOUS');
  });
});

describe('a call to the number an exhausted pool shows', () => {
  const { tracker: website } = exampleSetup({ tracker: { kind: 'SOURCE', source: 'website' } });
  const shown = (held: Visit) => lease(-4, 26, held, { overflow: true });

  it('is marked, and names who was shown it: others may have it from elsewhere', () => {
    const only = visit();
    expect(judge([shown(only)], caller(), website)).toMatchObject({
      confidence: 'AMBIGUOUS',
      overflow: true,
      source: null,
      evidence: { candidates: [only.id] },
    });
  });

  it('is EXACT for who pressed it just before, and the tracker’s when nobody was shown it', () => {
    const presser = visit(clicked(-0.2));
    expect(judge([shown(visit()), shown(presser)], caller(), website)).toMatchObject({
      confidence: 'EXACT',
      overflow: true,
      sessionId: presser.id,
    });
    const long = lease(-400, -360, visit(), { overflow: true });
    for (const leases of [[], [long]])
      expect(judge(leases, caller(), website)).toMatchObject({ confidence: 'TRACKER', overflow: false });
  });
});

it('credits a poster by its number and never looks at leases', () => {
  const { tracker } = exampleSetup({ tracker: { kind: 'OFFLINE', source: 'poster', medium: 'print' } });
  expect(judge([lease(-10, 20)], caller(), tracker)).toMatchObject({
    confidence: 'TRACKER',
    source: 'poster',
    gclid: null,
  });
});
