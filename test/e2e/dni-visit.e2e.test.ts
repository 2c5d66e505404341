import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poolNumbers, visitors } from '../../schema/index.ts';
import { systemReach } from '../../src/reach.ts';
import { launchChromium } from '../support/chromium.ts';
import { buildScript, openSite, type Site, shows } from './dni-site.ts';

const body = `<p id="number">Call (212) 555-0100</p>
  <a id="link" href="tel:+12125550100"><b id="inside">Ring us</b></a>
  <div id="shadow"></div>`;

let browser: Browser;
let script: string;

beforeAll(async () => {
  script = await buildScript();
  browser = await launchChromium();
});

afterAll(() => browser.close());

type Given = Parameters<typeof openSite>[3];

const world = (given?: Given, site: Partial<Site> = {}) =>
  openSite(browser, script, { body, ...site }, given);

const saying = (page: Page, what: string) =>
  page.waitForRequest((request) => request.url().endsWith(`/${what}`));

/** What a page may call; the script's own description is in src/browser. */
interface Api {
  readonly ringpath: {
    readonly setConsent: (states: object) => void;
    readonly identify: (person: object) => void;
    readonly swap: (node: Node) => void;
  };
}

const setConsent = (page: Page, word: string) =>
  page.evaluate((analytics_storage) => {
    (window as unknown as Api).ringpath.setConsent({ analytics_storage });
  }, word);

/** The first block of HTML in a page of docs/install, for this server and company. */
const documented = async (file: string, src: string, key: string, block = 0): Promise<string> => {
  const text = await readFile(new URL(`../../docs/install/${file}`, import.meta.url), 'utf8');
  const html = [...text.matchAll(/```html\n([^`]*)```/g)][block]?.[1];
  if (!html) throw new Error(`docs/install/${file} has no such block of HTML.`);
  return html.replace('https://ringpath.example.com/dni.js', src).replace('rpk_your_key', key);
};

describe('a visit', () => {
  it('follows a single-page app and begins anew with a new click', async () => {
    const { context, siteUrl, sessions, sessionAsked } = await world();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${siteUrl}/?gclid=first`);
    await shows(page, 'number', '(646) 555-0100');
    const beat = saying(page, 'heartbeat');
    await page.evaluate(() => {
      history.pushState({}, '', '/');
      history.pushState({}, '', '/prices');
    });
    await page.clock.runFor(3_000);
    expect((await beat).postDataJSON()).toMatchObject({ page: `${siteUrl}/prices` });
    const back = saying(page, 'heartbeat');
    await page.evaluate(
      () =>
        new Promise((arrived) => {
          addEventListener('popstate', arrived, { once: true });
          history.back();
        }),
    );
    await page.clock.runFor(3_000);
    expect((await back).postDataJSON()).toMatchObject({ page: `${siteUrl}/` });
    const opened = sessionAsked(page);
    await page.evaluate(() => history.replaceState({}, '', '/offer?gclid=second'));
    await opened;
    await shows(page, 'number', '(646) 555-0101');
    expect((await sessions()).map(({ gclid, landingPage }) => [gclid, landingPage]).toSorted()).toEqual([
      ['first', `${siteUrl}/?gclid=first`],
      ['second', `${siteUrl}/offer?gclid=second`],
    ]);
  });

  it('keeps the first page as the landing until the visit has begun', async () => {
    const { context, siteUrl, sessions } = await world({ company: { consentRequired: true } });
    const page = await context.newPage();
    await page.goto(`${siteUrl}/?gclid=first`);
    await shows(page, 'number', '(212) 555-0111');
    await page.evaluate(() => history.pushState({}, '', '/prices'));
    await setConsent(page, 'granted');
    await shows(page, 'number', '(646) 555-0100');
    expect(await sessions()).toMatchObject([{ gclid: 'first', landingPage: `${siteUrl}/?gclid=first` }]);
  });

  it('says when a number is pressed, and who the visitor is', async () => {
    const { context, siteUrl, sessions, db, accountId } = await world();
    const page = await context.newPage();
    // The page speaks before the server answered.
    await page.addInitScript(() =>
      document.addEventListener('ringpath', () => {
        const { identify } = (window as unknown as Api).ringpath;
        identify({ email: 'nobody@example.com' });
        identify({ externalId: '4711' });
      }),
    );
    const said = page.waitForResponse((answer) => answer.url().endsWith('/identify'));
    await page.goto(siteUrl);
    expect((await said).status()).toBe(204);
    const people = await db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(visitors));
    expect(people).toMatchObject([{ email: 'nobody@example.com', externalId: '4711' }]);

    // The browser has no phone to open.
    await page.evaluate(() => {
      document.addEventListener('click', (event) => event.preventDefault());
      const root = document.querySelector('#shadow')?.attachShadow({ mode: 'open' });
      if (!root) return;
      root.innerHTML = '<a id="deep" href="tel:212-555-0100;ext=3">Ring</a>';
      (window as unknown as Api).ringpath.swap(root);
    });
    for (const id of ['inside', 'deep']) {
      const pressed = page.waitForResponse((answer) => answer.url().endsWith('/clicks'));
      await page.click(`#${id}`);
      expect((await pressed).status()).toBe(204);
    }
    const [session] = await sessions();
    expect(session?.numberClicks).toMatchObject([
      { number: '+16465550100', page: `${siteUrl}/` },
      { number: '+16465550100', page: `${siteUrl}/` },
    ]);
  });
});

describe('consent', () => {
  it('given and withdrawn in the page: a cookie with its days, then nothing, in all tabs', async () => {
    const { context, siteUrl, sessions, db, accountId } = await world({
      company: { consentRequired: true, cookieDays: 7 },
      tracker: { leaseSeconds: 3 },
    });
    const [page, other] = await Promise.all([context.newPage(), context.newPage()]);
    const asked = saying(page, 'sessions');
    await Promise.all([page.goto(siteUrl), other.goto(siteUrl)]);
    await shows(page, 'number', '(212) 555-0111');
    expect((await asked).postDataJSON()).not.toHaveProperty('sessionId');
    expect(await context.cookies()).toEqual([]);

    await setConsent(page, 'granted');
    await shows(page, 'number', '(646) 555-0100');
    await setConsent(other, 'granted');
    await shows(other, 'number', '(646) 555-0100');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: '_ringpath', sameSite: 'Lax', path: '/' });
    expect(((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400).toBeCloseTo(7, 2);

    const forgotten = page.waitForResponse((answer) => answer.url().endsWith('/forget'));
    const left = await page.evaluate(() => {
      (window as unknown as Api).ringpath.setConsent({ analytics_storage: 'denied' });
      const [number, link] = document.querySelectorAll('#number, #link');
      return [number?.textContent, link?.getAttribute('href'), document.cookie];
    });
    expect(left).toEqual(['Call (212) 555-0100', 'tel:+12125550100', '']);
    expect((await forgotten).status()).toBe(204);
    await shows(page, 'number', '(212) 555-0111');
    await shows(other, 'number', '(212) 555-0111');
    expect(await context.cookies()).toEqual([]);
    expect(await sessions()).toEqual([]);
    const pool = await db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(poolNumbers));
    expect(pool.every(({ leaseId }) => leaseId === null)).toBe(true);
  });

  it('is heard from Google’s consent mode without a reload, and a no on the next page ends the visit', async () => {
    const head = `<script>window.dataLayer = []; window.gtag = function () { dataLayer.push(arguments) };
      gtag('consent', 'default', { analytics_storage: 'denied' });
      if (location.search === '?no') gtag('consent', 'update', { analytics_storage: 'denied' });</script>`;
    const { context, siteUrl, sessions } = await world({ company: { consentRequired: true } }, { head });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'number', '(212) 555-0111');
    await page.evaluate(() => {
      const { gtag } = window as unknown as { gtag: (...words: unknown[]) => void };
      gtag('consent', 'update', { analytics_storage: 'granted', ad_user_data: 'granted' });
    });
    await shows(page, 'number', '(646) 555-0100');
    expect(await sessions()).toMatchObject([{ consentAnalytics: 'GRANTED', consentAdUserData: 'GRANTED' }]);
    // A default that denies is no withdrawal: the visitor's choice may come a moment later.
    await page.goto(`${siteUrl}/next`);
    await shows(page, 'number', '(212) 555-0111');
    expect(await sessions()).toHaveLength(1);
    const forgotten = page.waitForResponse((answer) => answer.url().endsWith('/forget'));
    await page.goto(`${siteUrl}/?no`);
    expect((await forgotten).status()).toBe(204);
    expect(await sessions()).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
});

describe('the tags in docs/install', () => {
  it('works under a strict Content Security Policy', async () => {
    const [plain, strict] = await Promise.all([
      documented('README.md', 'SRC', 'KEY'),
      documented('README.md', 'SRC', 'KEY', 1),
    ]);
    expect(plain).not.toContain('nonce');
    const { context, siteUrl } = await world(
      {},
      {
        tag: (src, key) => strict.replace('SRC', src).replace('KEY', key),
        headers: (api) => ({
          'content-security-policy': `default-src 'none'; img-src data:; script-src 'nonce-r4nd0m'; connect-src ${api}; require-trusted-types-for 'script'`,
        }),
      },
    );
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'number', '(646) 555-0100');
  });

  it('works from Google Tag Manager', async () => {
    const html = await documented('google-tag-manager.md', 'SRC', 'KEY');
    const { context, siteUrl } = await world(
      {},
      { tag: (src, key) => html.replace('SRC', src).replace('KEY', key) },
    );
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'number', '(646) 555-0100');
  });
});
