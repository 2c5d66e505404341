import { createHash } from 'node:crypto';
import fc from 'fast-check';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leases, visitors, webSessions } from '../../schema/index.ts';
import { firefox } from '../../test/support/browsers.ts';
import { testDb } from '../../test/support/database.ts';
import { fictional, seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import type { Tx } from '../db.ts';
import { systemReach } from '../reach.ts';
import { createSetupCache } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';
import { createTracking } from '../tracking/sessions.ts';
import { dniRoutes } from './dni.ts';
import type { DniLimits } from './dni-limits.ts';

const script = 'console.log("swap")';

const server = async (
  given: Partial<Company> = {},
  more: { limits?: DniLimits | null; visitsPerNetwork?: number; trustProxy?: string[] } = {
    limits: null,
    visitsPerNetwork: 1e6,
  },
) => {
  const { db } = await testDb();
  const accountId = await seedAccount(db);
  const company = await seedCompany(db, accountId, given);
  await seedTracker(db, company, {
    fallbackNumber: '+12125550111',
    numbers: Array.from({ length: 20 }, (_, n) => fictional(n)),
  });
  const { limits = null, trustProxy, ...settings } = more;
  const app = Fastify({ trustProxy: trustProxy ?? false });
  onTestFinished(() => app.close());
  const tracking = createTracking({ db, setup: createSetupCache(db), ...settings });
  await app.register(dniRoutes({ tracking, script, limits }));
  const post = (
    url: string,
    body: unknown,
    headers: Record<string, string> = {},
    remoteAddress = '198.51.100.7',
  ) =>
    app.inject({
      remoteAddress,
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'user-agent': firefox, ...headers },
      payload: body instanceof Buffer || typeof body === 'string' ? body : JSON.stringify(body),
    });
  const page = {
    companyKey: company.publicKey,
    landingPage: 'https://www.example.com/?gclid=Cj0abc',
    numbers: ['212.555.0100'],
  };
  const stored = <Row>(read: (tx: Tx) => Promise<Row>) => db.inAccount(systemReach(accountId, 'test'), read);
  const sessions = () => stored((tx) => tx.select().from(webSessions));
  return { app, company, post, page, stored, sessions };
};

describe('GET /dni.js', () => {
  it('serves the script, and nothing the second time', async () => {
    const { app } = await server();
    const first = await app.inject('/dni.js');
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(first.headers['cache-control']).toContain('max-age=300');
    expect(first.body).toBe(script);
    const etag = `"${createHash('sha256').update(script).digest('base64url')}"`;
    expect(first.headers['etag']).toBe(etag);
    const again = await app.inject({ url: '/dni.js', headers: { 'if-none-match': `W/${etag}` } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('POST /dni/sessions', () => {
  it('answers a page, keeps its number, and takes plain text for JSON', async () => {
    const { post, page, sessions } = await server();
    const headers = { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': firefox };
    const opened = await post('/dni/sessions', JSON.stringify({ ...page, at: -1e308, extra: {} }), headers);
    expect(opened.statusCode).toBe(200);
    const answer = opened.json();
    expect(answer).toEqual({
      sessionId: expect.stringMatching(/^ses_/),
      visitorId: expect.stringMatching(/^vis_/),
      swaps: [
        {
          from: '+12125550100',
          to: fictional(0),
          display: '(646) 555-0100',
          spellings: ['212.555.0100'],
          trackerKind: 'VISITOR',
          leaseId: expect.stringMatching(/^lse_/),
        },
      ],
      heartbeatSeconds: 60,
      exhausted: false,
      cookieDays: 90,
      consentRequired: false,
    });
    expect(await sessions()).toMatchObject([{ gclid: 'Cj0abc', userAgent: firefox }]);
    const beat = (id: string) =>
      post(`/dni/sessions/${id}/heartbeat`, {
        companyKey: page.companyKey,
        leaseIds: [answer.swaps[0].leaseId],
      });
    expect((await beat(answer.sessionId)).json()).toMatchObject({ alive: true });
    expect((await beat('ses_forged')).json()).toMatchObject({ alive: false });
  });

  it('takes consent in the words of Google’s consent mode, where a word of the page’s own says nothing', async () => {
    const { post, page, sessions } = await server();
    const consentMode = { analytics_storage: 'granted', ad_user_data: 'yes', region: ['DE'], refused: false };
    expect((await post('/dni/sessions', { ...page, consentMode })).statusCode).toBe(200);
    expect((await post('/dni/sessions', { ...page, consentMode: 'granted' })).statusCode).toBe(200);
    const nothing = { consentAnalytics: 'UNKNOWN', consentAdUserData: 'UNKNOWN' };
    expect(await sessions()).toMatchObject([{ ...nothing, consentAnalytics: 'GRANTED' }, nothing]);
  });

  it('believes the country only of a proxy that is trusted', async () => {
    const { post, page, sessions } = await server({}, { trustProxy: ['192.0.2.0/24'] });
    const through = { 'x-forwarded-for': '198.51.100.7', 'cf-ipcountry': 'de' };
    for (const address of ['198.51.100.7', '192.0.2.9']) await post('/dni/sessions', page, through, address);
    expect((await sessions()).map(({ country }) => country)).toEqual([null, 'DE']);
  });

  it('notes a pressed number, and leaves nothing of a visit whose consent was withdrawn', async () => {
    const { post, page, sessions, stored } = await server();
    const { sessionId, swaps } = (await post('/dni/sessions', page)).json();
    const tell = (act: string, body: object) =>
      post(`/dni/sessions/${sessionId}/${act}`, { companyKey: page.companyKey, ...body });
    const clicked = await tell('clicks', { number: swaps[0].to, page: '/prices' });
    expect([clicked.statusCode, clicked.body]).toEqual([204, '']);
    expect(await sessions()).toMatchObject([{ numberClicks: [{ number: fictional(0), page: '/prices' }] }]);

    expect((await tell('identify', { email: 'ann@example.com', phone: '(212) 555-0177' })).statusCode).toBe(
      204,
    );
    expect(await stored((tx) => tx.select().from(visitors))).toMatchObject([
      { email: 'ann@example.com', phone: '+12125550177', name: null },
    ]);

    expect((await tell('forget', {})).statusCode).toBe(204);
    for (const table of [webSessions, leases, visitors])
      expect(await stored((tx) => tx.select().from(table))).toEqual([]);
    const next = (await post('/dni/sessions', page)).json();
    expect(next.swaps[0].to).toBe(fictional(1));
    for (const act of ['clicks', 'forget', 'identify'])
      expect(
        (await post(`/dni/sessions/ses_forged/${act}`, { companyKey: page.companyKey, number: 'x' }))
          .statusCode,
      ).toBe(204);
  });

  it('lets the listed origins in, names the refusal, and hides it from other pages', async () => {
    const { app, post, page } = await server({ origins: ['https://www.example.com/'] });
    const listed = await post('/dni/sessions', page, { origin: 'https://www.example.com' });
    expect(listed.statusCode).toBe(200);
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      vary: 'origin',
    });
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined();
    for (const origin of ['https://www.example.com.evil.example', 'http://www.example.com', 'null', '']) {
      const refused = await post('/dni/sessions', page, origin ? { origin } : {});
      expect(refused.statusCode).toBe(403);
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
      expect(refused.json().error).toMatchObject({ code: 'FORBIDDEN', field: 'companyKey' });
    }
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/dni/sessions/ses_x/heartbeat',
      headers: { origin: 'https://www.example.com', 'access-control-request-method': 'POST' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
    });
  });

  it.each<[string, (page: object) => unknown, number, string | null]>([
    ['no JSON', () => '{"companyKey":', 400, null],
    ['an empty body', () => '', 400, null],
    ['invalid UTF-8', () => Buffer.from('{"companyKey":"\xff\xfe"}', 'latin1'), 400, null],
    ['JSON that is no object', () => 'null', 400, null],
    ['10 MB', () => Buffer.alloc(10 * 1024 * 1024, ' '), 413, null],
    ['no key', (page) => ({ ...page, companyKey: undefined }), 400, 'companyKey'],
    ['an unknown key', (page) => ({ ...page, companyKey: 'x' }), 404, 'companyKey'],
    ['a key with NUL', (page) => ({ ...page, companyKey: 'x\0' }), 404, 'companyKey'],
    ['no page', (page) => ({ ...page, landingPage: '' }), 400, 'landingPage'],
    ['an address that is none', (page) => ({ ...page, landingPage: 'not a url' }), 400, 'landingPage'],
    ['a page of a file', (page) => ({ ...page, landingPage: 'file:///x' }), 400, 'landingPage'],
    ['a number that is none', (page) => ({ ...page, numbers: ['x', 5] }), 400, 'numbers.1'],
    ['a made-up consent', (page) => ({ ...page, consent: { analytics: 'yes' } }), 400, 'consent.analytics'],
  ])('names what is wrong with %s', async (_what, body, status, field) => {
    const { post, page } = await server();
    const refused = await post('/dni/sessions', body(page));
    expect(refused.statusCode).toBe(status);
    expect(refused.json().error).toEqual({ code: expect.any(String), message: expect.any(String), field });
    expect(refused.json().error.message).not.toMatch(/expected|received|undefined/);
    expect(refused.json().error.message).toMatch(/^[A-Z].*\.$/);
  });

  it('answers an address of 100 kB, with NUL and broken percent-encoding in it', async () => {
    const { post, page, sessions } = await server();
    const landingPage = `https://www.example.com/?q=%E0%A4%A\0&x=${'y'.repeat(100_000)}&msclkid=m`;
    const opened = await post('/dni/sessions', { ...page, landingPage, sessionId: 'ses_\0', referrer: '\0' });
    expect(opened.json().swaps).toHaveLength(1);
    expect(await sessions()).toMatchObject([{ msclkid: 'm', source: 'bing', referrer: null }]);
  });

  it('survives anything: an answer with whole numbers, or a refusal that names the fault', async () => {
    const { post, page } = await server();
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('a\0b', '\ud800', '%', '%zz', '\u2028', "'; drop", '-1'),
    );
    const odd = fc.oneof(
      anyText,
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('\0', '\ud800', '%', '%zz', 'https://', 'javascript:alert(1)', '-1', -1e308, 8.64e15),
    );
    const spelling = fc.oneof(
      anyText,
      fc.constantFrom('(212) 555-0100', '+1 212 555 0100', '1-212-555-0100', 'tel:2125550100', '212/5550100'),
      fc.stringMatching(/^[+(]?[0-9 ().-]{5,30}$/),
    );
    const ids = fc.oneof(anyText, fc.stringMatching(/^(ses|vis|lse|acc)_[0-9a-z]{20,27}$/));
    const well = fc.record(
      {
        landingPage: fc.oneof(fc.webUrl({ withQueryParameters: true }), anyText),
        referrer: fc.oneof(fc.webUrl(), anyText),
        utm: fc.record({ source: anyText, medium: anyText, campaign: anyText }, { requiredKeys: [] }),
        clickIds: fc.record({ gclid: anyText, fbclid: anyText }, { requiredKeys: [] }),
        gaClientId: anyText,
        numbers: fc.array(spelling, { maxLength: 8 }),
        sessionId: ids,
        visitorId: ids,
      },
      { requiredKeys: [] },
    );
    const bent = fc.dictionary(
      fc.constantFrom('companyKey', 'landingPage', 'utm', 'consent', 'numbers', 'sessionId', '__proto__'),
      odd,
      { maxKeys: 3 },
    );
    const body = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(well, bent).map((parts) => JSON.stringify(Object.assign({}, page, ...parts))),
      },
      { weight: 1, arbitrary: fc.json() },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
    );
    const type = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded');
    await fc.assert(
      fc.asyncProperty(body, type, fc.boolean(), async (sent, contentType, beat) => {
        const path = beat ? '/dni/sessions/ses_01k9r2m4x5e8kbw3n7q6t0v2yz/heartbeat' : '/dni/sessions';
        const answer = await post(path, sent, { 'content-type': contentType, 'user-agent': firefox });
        const read = answer.json();
        if (answer.statusCode === 200) {
          for (const swap of read.swaps ?? []) {
            expect(swap.to).toMatch(/^\+1\d{10}$/);
            expect(swap.display).toMatch(/\d{4}$/);
          }
        } else {
          expect([400, 404]).toContain(answer.statusCode);
          expect(Object.keys(read.error)).toEqual(['code', 'message', 'field']);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a flood', () => {
  const few = { points: 5, duration: 600 };

  it('of one address is held back and hurts no other', async () => {
    const limits = { perAddress: few, perOrigin: { points: 1e6, duration: 600 } };
    const { post, page, app } = await server({}, { limits });
    const flood = await Promise.all(Array.from({ length: 20 }, () => post('/dni/sessions', page)));
    expect(flood.filter(({ statusCode }) => statusCode === 200)).toHaveLength(5);
    const refused = flood.find(({ statusCode }) => statusCode === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused?.json().error).toMatchObject({ code: 'TOO_MANY_REQUESTS', field: null });
    expect((await post('/dni/sessions', page, {}, '203.0.113.9')).statusCode).toBe(200);
    expect((await app.inject({ url: '/dni.js', remoteAddress: '198.51.100.7' })).statusCode).toBe(200);

    const network = Array.from({ length: 6 }, (_, n) => `2001:db8:1:2::${n + 1}`);
    const six = await Promise.all(network.map((address) => post('/dni/sessions', page, {}, address)));
    expect(six.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await post('/dni/sessions', page, {}, '2001:db8:1:3::1')).statusCode).toBe(200);
  });

  it('in the name of one origin leaves the others theirs', async () => {
    const limits = { perAddress: { points: 1e6, duration: 600 }, perOrigin: few };
    const { post, page } = await server({}, { limits });
    const from = (origin: string, n: number) => post('/dni/sessions', page, { origin }, `198.51.100.${n}`);
    const flood = await Promise.all(Array.from({ length: 9 }, (_, n) => from('https://a.example', n)));
    expect(flood.filter(({ statusCode }) => statusCode === 429)).toHaveLength(4);
    expect((await from('https://b.example', 1)).statusCode).toBe(200);
  });

  it('of new visits from one network leaves the pool’s numbers to everybody else', async () => {
    const { post, page, sessions } = await server({}, { visitsPerNetwork: 3 });
    const answers = [];
    for (let n = 0; n < 6; n += 1)
      answers.push((await post('/dni/sessions', { ...page, sessionId: 'ses_forged' })).json());
    expect(answers.map(({ swaps }) => swaps[0].leaseId !== null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(answers.at(-1)).toMatchObject({ sessionId: null, swaps: [{ to: '+12125550111' }] });
    expect(await sessions()).toHaveLength(3);
    const again = await post('/dni/sessions', { ...page, sessionId: answers[0].sessionId });
    expect(again.json().sessionId).toBe(answers[0].sessionId);
    expect((await post('/dni/sessions', page, {}, '203.0.113.9')).json().swaps[0].leaseId).not.toBeNull();
  });
});
