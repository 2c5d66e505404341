import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tracker } from '../setup/setup.ts';
import { considerTrackers, inOrder, matchTrackers } from './match.ts';

const main = '+12125550100';
const other = '+12125550101';

const tracker = (id: string, given: Partial<Tracker>): Tracker => ({
  accountId: 'a',
  id,
  companyId: 'c',
  kind: 'VISITOR',
  name: id,
  destination: main,
  whisper: null,
  ringSeconds: 25,
  voicemail: false,
  source: null,
  medium: null,
  campaign: null,
  swapNumbers: [],
  fallbackNumber: null,
  leaseSeconds: 1800,
  landingParameter: null,
  referrerHosts: [],
  referrerGroup: null,
  isDefault: false,
  graceSeconds: 900,
  cooldownSeconds: 900,
  localNumbers: false,
  active: true,
  createdAt: new Date(0),
  ...given,
});

const pool = tracker('1-pool', {});
const google = tracker('2-google', { kind: 'SOURCE', source: 'google' });
const googleCpc = tracker('3-google-cpc', { kind: 'SOURCE', source: 'google', medium: 'cpc' });
const spring = tracker('4-spring', { kind: 'SOURCE', campaign: 'Spring' });
const everybody = tracker('5-everybody', { kind: 'SOURCE' });
const poster = tracker('6-poster', { kind: 'OFFLINE', source: 'google' });
const off = tracker('7-off', { kind: 'SOURCE', source: 'google', medium: 'cpc', active: false });
const all = [pool, google, googleCpc, spring, everybody, poster, off];

const visit = (source: string, medium: string, campaign: string | null = null) => ({
  source,
  medium,
  campaign,
  channel: 'PAID',
  landingPage: 'https://www.example.com/?ref=flyer',
  referrer: 'https://news.partner.example/a',
});

const winner = (trackers: readonly Tracker[], ...seen: Parameters<typeof visit>) =>
  matchTrackers(inOrder(trackers), visit(...seen), [main])[0]?.tracker.id;

describe('matchTrackers', () => {
  it('shows the most specific source tracker, else the pool', () => {
    expect(winner(all, 'google', 'cpc')).toBe('3-google-cpc');
    expect(winner(all, 'google', 'organic')).toBe('2-google');
    expect(winner(all, 'google', 'organic', 'spring')).toBe('4-spring');
    expect(winner(all, 'bing', 'cpc')).toBe('1-pool');
    expect(winner([poster, off, everybody], 'google', 'cpc')).toBeUndefined();
  });

  it('asks landing parameter, referrer, group, pool and default in this order, and says why not', () => {
    const ordered = [
      tracker('9-parameter', { kind: 'SOURCE', source: 'flyer', landingParameter: 'ref=FLYER' }),
      tracker('8-host', { kind: 'SOURCE', source: 'partner', referrerHosts: ['partner.example'] }),
      tracker('7-group', { kind: 'SOURCE', source: 'ads', referrerGroup: 'PAID' }),
      pool,
      tracker('0-default', { kind: 'SOURCE', source: 'rest', isDefault: true }),
    ];
    for (let n = 0; n < ordered.length; n += 1)
      expect(winner(ordered.slice(n).reverse(), 'x', 'y')).toBe(ordered[n]?.id);
    const others = [
      tracker('a', { kind: 'SOURCE', source: 'flyer', landingParameter: 'ref=card' }),
      tracker('b', { kind: 'SOURCE', source: 'flyer', landingParameter: 'gclid' }),
      tracker('c', { kind: 'SOURCE', source: 'x', referrerHosts: ['artner.example'] }),
      tracker('d', { kind: 'SOURCE', source: 'x', referrerGroup: 'AI' }),
    ];
    expect(winner(others, 'x', 'y')).toBeUndefined();
    expect(considerTrackers(others, visit('x', 'y')).map(({ level, reason }) => [level, reason])).toEqual([
      ['LANDING_PARAMETER', 'The landing page’s ref is another one.'],
      ['LANDING_PARAMETER', 'The landing page has no parameter gclid.'],
      ['REFERRER', 'The referrer news.partner.example is none of its hosts.'],
      ['REFERRER_GROUP', 'The visit’s channel is paid, not AI assistants.'],
    ]);
  });

  it('replaces the numbers a tracker names, its destination when it names none, and no other', () => {
    const named = tracker('8-named', { swapNumbers: [other] });
    const matched = matchTrackers(inOrder([pool, named]), visit('bing', 'cpc'), [
      other,
      main,
      '+12125550199',
      main,
    ]);
    expect(matched.map(({ from, tracker: { id } }) => [from, id])).toEqual([
      [other, '8-named'],
      [main, '1-pool'],
    ]);
  });

  it('does not depend on the order trackers come in, and never shows one that is off or offline', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all),
        fc.constantFrom('google', 'GOOGLE', 'bing'),
        fc.constantFrom('cpc', 'organic'),
        fc.constantFrom(null, 'spring'),
        (some, source, medium, campaign) => {
          const shown = winner(some, source, medium, campaign);
          expect(shown).toBe(winner([...some].reverse(), source, medium, campaign));
          expect(['6-poster', '7-off', '5-everybody']).not.toContain(shown);
          if (some.includes(pool)) expect(shown).toBeDefined();
        },
      ),
    );
  });
});
