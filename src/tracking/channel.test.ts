import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput, type SessionInput, sessionInput } from './input.ts';
import { readVisit } from './visit.ts';

const visit = (given: Partial<SessionInput>, company: Partial<Parameters<typeof readVisit>[2]> = {}) =>
  readVisit(
    parseInput(sessionInput, { companyKey: 'key', landingPage: 'https://www.example.com/', ...given }),
    {},
    { origins: [], channelRules: [], ...company },
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
    ['mail, which is no search', page(''), 'https://mail.google.com/x', 'gmail', 'email'],
    ['an AI assistant', page(''), 'https://www.perplexity.ai/search/x', 'perplexity', 'ai'],
    ['an assistant on a search engine’s host', page(''), 'https://gemini.google.com/', 'gemini', 'ai'],
    ['an assistant that tags its links', page('utm_source=chatgpt.com'), null, 'chatgpt.com', 'ai'],
    ['an app', page(''), 'android-app://com.google.android.gm/', 'gmail', 'email'],
    ['an app that is not known', page(''), 'android-app://toString/', 'direct', 'none'],
    ['ttclid', page('ttclid=a'), null, 'tiktok', 'cpc'],
    ['li_fat_id', page('li_fat_id=a'), null, 'linkedin', 'cpc'],
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

  it.each<[string, string, string | null, string, string]>([
    ['a tag', page('utm_source=news&utm_medium=email'), null, 'EMAIL', 'utm_source and utm_medium'],
    ['a click', page('gclid=a'), 'https://www.facebook.com/', 'PAID', 'gclid, which Google Ads'],
    ['a search', page(''), 'https://www.bing.com/', 'SEARCH', 'bing.com, a search engine'],
    ['an assistant', page(''), 'https://claude.ai/', 'AI', 'claude.ai, an AI assistant'],
    ['a network', page(''), 'https://l.facebook.com/', 'SOCIAL', 'a social network'],
    ['nothing', page(''), null, 'DIRECT', 'no referrer'],
    ['another site', page(''), 'https://blog.example.net/', 'REFERRAL', 'not on the list'],
    ['a medium of nobody’s', page('utm_source=x&utm_medium=nonpaid'), null, 'OTHER', 'utm_source'],
  ])('puts %s into its group and says why', (_what, landingPage, referrer, channel, reason) => {
    const read = visit({ landingPage, referrer });
    expect(read.channel).toBe(channel);
    expect(read.channelReason).toContain(reason);
  });

  it('asks the company’s own table first, and only for the host itself', () => {
    const channelRules = [{ host: 'bing.com', source: 'partner', medium: 'affiliate' }];
    const from = (referrer: string) => visit({ referrer }, { channelRules });
    expect(from('https://www.bing.com/')).toMatchObject({ source: 'partner', channel: 'REFERRAL' });
    expect(from('https://notbing.com/')).toMatchObject({ source: 'notbing.com' });
  });

  it('knows the other hosts of the company', () => {
    const referrer = 'https://booking.example.org/';
    expect(visit({ referrer }).source).toBe('booking.example.org');
    expect(visit({ referrer }, { origins: ['https://booking.example.org'] }).source).toBe('direct');
  });
});

describe('a browser', () => {
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
  const headless =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36';
  it.each<[string, string | undefined, boolean, string]>([
    ['a phone', phone, false, 'MOBILE'],
    ['a desktop', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', false, 'DESKTOP'],
    ['a crawler', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true, 'OTHER'],
    ['a headless browser', headless, true, 'DESKTOP'],
    ['no name', undefined, true, 'OTHER'],
    ['blanks', '  ', true, 'OTHER'],
  ])('is told by its name: %s', (_what, userAgent, bot, device) => {
    const input = parseInput(sessionInput, { companyKey: 'key', landingPage: page('') });
    const read = readVisit(input, { userAgent }, { origins: [], channelRules: [] });
    expect(read.bot).toBe(bot);
    if (!bot) expect(read.device).toBe(device);
    const steered = readVisit(
      { ...input, automated: true },
      { userAgent },
      { origins: [], channelRules: [] },
    );
    expect(steered.bot).toBe(true);
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

  it('reads the ad group, the search word and the match type where the address names them', () => {
    const address = page('gclid=a&utm_term=dentist%20nyc&keyword=dentist&adgroupid=77&matchtype=e');
    expect(visit({ landingPage: address, gaSessionId: '1700000001' })).toMatchObject({
      term: 'dentist nyc',
      keyword: 'dentist',
      adGroup: '77',
      matchType: 'exact',
      gaSessionId: '1700000001',
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
