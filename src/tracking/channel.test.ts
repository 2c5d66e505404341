import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput, type SessionInput, sessionInput } from './input.ts';
import { readVisit } from './visit.ts';

const visit = (given: Partial<SessionInput>, ownOrigins: readonly string[] = []) =>
  readVisit(
    parseInput(sessionInput, { companyKey: 'key', landingPage: 'https://www.example.com/', ...given }),
    {},
    ownOrigins,
  );

const page = (query: string) => `https://www.example.com/offer?${query}`;

describe('channel', () => {
  it.each<[string, string, string | null, string, string]>([
    ['nothing', page(''), null, 'direct', 'none'],
    ['utm before a click id', page('utm_source=News&utm_medium=Email&gclid=a'), null, 'news', 'email'],
    ['a click id before the referrer', page('gclid=a'), 'https://www.facebook.com/', 'google', 'cpc'],
    ['gbraid', page('gbraid=a'), null, 'google', 'cpc'],
    ['wbraid', page('wbraid=a'), null, 'google', 'cpc'],
    ['msclkid', page('msclkid=a'), 'https://www.bing.com/', 'bing', 'cpc'],
    ['fbclid', page('fbclid=a'), null, 'facebook', 'social'],
    ['fbclid on a paid ad', page('fbclid=a&utm_medium=paid'), null, 'facebook', 'paid'],
    [
      'a tagged source with the medium of its click',
      page('utm_source=google&gclid=a'),
      null,
      'google',
      'cpc',
    ],
    ['a tagged source without a medium', page('utm_source=flyer'), 'https://www.bing.com/', 'flyer', 'none'],
    ['a campaign alone', page('utm_campaign=spring'), 'https://www.bing.com/', 'bing', 'organic'],
    ['an empty utm', page('utm_source=&gclid='), 'https://duckduckgo.com/', 'duckduckgo', 'organic'],
    ['search in another country', page(''), 'https://www.google.co.uk/', 'google', 'organic'],
    ['a search app', page(''), 'android-app://com.google.android.googlequicksearchbox/', 'google', 'organic'],
    ['mail, which is no search', page(''), 'https://mail.google.com/x', 'mail.google.com', 'referral'],
    ['a redirector of a social site', page(''), 'https://l.facebook.com/l.php?u=x', 'facebook', 'social'],
    ['a host that only ends alike', page(''), 'https://notbing.com/', 'notbing.com', 'referral'],
    [
      'a host that only begins alike',
      page(''),
      'https://www.google.evil.example/',
      'google.evil.example',
      'referral',
    ],
    ['own host', page(''), 'https://example.com/about', 'direct', 'none'],
    ['own subdomain', page(''), 'https://shop.example.com/', 'direct', 'none'],
    ['a host that only ends like the own', page(''), 'https://notexample.com/', 'notexample.com', 'referral'],
    ['no address at all', page(''), 'about:blank', 'direct', 'none'],
    ['a broken referrer', page(''), 'https://%%%/', 'direct', 'none'],
  ])('of %s', (_what, landingPage, referrer, source, medium) => {
    expect(visit({ landingPage, referrer })).toMatchObject({ source, medium });
  });

  it('knows the other hosts of the company', () => {
    const referrer = 'https://booking.example.org/';
    expect(visit({ referrer }).source).toBe('booking.example.org');
    expect(visit({ referrer }, ['https://booking.example.org']).source).toBe('direct');
  });
});

describe('visit', () => {
  it('reads a click id behind 100 kB of address and keeps 2,048 characters', () => {
    const read = visit({ landingPage: page(`x=${'y'.repeat(100_000)}&gclid=Cj0-abc&utm_term=dentist`) });
    expect(read.landingPage).toHaveLength(2_048);
    expect(read).toMatchObject({ source: 'google', keyword: 'dentist', clickIds: { gclid: 'Cj0-abc' } });
  });

  it('takes no shortened click id for a click', () => {
    expect(visit({ landingPage: page(`gclid=${'y'.repeat(5_000)}`) })).toMatchObject({
      source: 'direct',
      clickIds: { gclid: null },
    });
  });

  it('survives broken percent-encoding and reads the rest', () => {
    expect(visit({ landingPage: page('q=%E0%A4%A&utm_source=%zz&gclid=ok') })).toMatchObject({
      source: '%zz',
      clickIds: { gclid: 'ok' },
    });
  });

  it.each([
    ['GA1.1.1234567890.1700000000', '1234567890.1700000000'],
    ['1234567890.1700000000', '1234567890.1700000000'],
    ['GA1.1.nonsense', null],
  ])('reads the client id in %s', (gaClientId, id) => {
    expect(visit({ gaClientId }).gaClientId).toBe(id);
  });

  it('always has a source and a medium, and nothing PostgreSQL cannot store', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    const piece = fc.oneof(anything, fc.constantFrom('\0', '\ud83d', 'gclid=', 'utm_source=', '&', '%'));
    const address = fc.array(piece, { maxLength: 12 }).map((pieces) => page(pieces.join('')));
    fc.assert(
      fc.property(address, anything, (landingPage, referrer) => {
        const read = visit({ landingPage, referrer });
        expect(read.source).not.toBe('');
        expect(read.medium).not.toBe('');
        const stored = JSON.stringify({ ...read, consent: undefined });
        expect(stored.includes('\\u0000')).toBe(false);
        for (const value of Object.values(read)) {
          if (typeof value !== 'string') continue;
          expect(value.isWellFormed()).toBe(true);
          expect(value.length).toBeLessThanOrEqual(2_048);
        }
      }),
    );
  });
});
