import { sql } from 'drizzle-orm';
import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import type { Company, Tracker } from '../../src/setup/setup.ts';
import { launchChromium } from '../support/chromium.ts';
import { seedTracker } from '../support/seed.ts';
import { buildScript, openSite, shows, textOf as text } from './dni-site.ts';

const body = `
  <p id="national">Call (212) 555-0100 or 212.555.0100, 24/7 2125550100</p>
  <p id="international">+1 (212) 555-0100</p>
  <a id="link" href="tel:+1-212-555-0100;ext=7">Ring 1-212-555-0100</a>
  <a id="encoded" href="tel:%2B1%20(212)%20555-0100">Ring</a>
  <p id="european">1.212.555.0100, 001 212 555 0100, (+1) 212-555-0100, 212\u202f555\u202f0100</p>
  <p id="second">Sales: +1 917 555 0180</p>
  <img id="image" alt="Our number is 212-555-0100">
  <button id="labelled" aria-label="Call +1 212 555 0100">Call</button>
  <p id="other">Fax (917) 555-0199</p>
  <input id="input" value="(212) 555-0100">
  <p id="skip" data-ringpath-skip>(212) 555-0100</p>
  <script id="json" type="application/ld+json">{"telephone":"(212) 555-0100"}</script>
  <div id="later"></div>`;

let browser: Browser;
let script: string;

beforeAll(async () => {
  script = await buildScript();
  browser = await launchChromium();
});

afterAll(() => browser.close());

const world = ({
  head,
  ...given
}: {
  readonly company?: Partial<Company>;
  readonly tracker?: Partial<Tracker>;
  readonly head?: string;
} = {}) => openSite(browser, script, { body, ...(head && { head }) }, given);

describe('the swap script in Chromium', () => {
  it('swaps text and links in the format found and leaves everything else alone', async () => {
    const { db, company, context, siteUrl, sessions } = await world();
    await seedTracker(db, company, {
      kind: 'SOURCE',
      source: 'google',
      destination: '+19175550180',
      numbers: ['+13475550142'],
    });
    const page = await context.newPage();
    await page.goto(`${siteUrl}/?gclid=Cj0abc&utm_term=dentist`);
    await shows(page, 'national', '646');
    expect(await text(page, 'national')).toBe('Call (646) 555-0100 or 646.555.0100, 24/7 6465550100');
    expect(await text(page, 'international')).toBe('+1 (646) 555-0100');
    expect(await text(page, 'link')).toBe('Ring 1-646-555-0100');
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+16465550100;ext=7');
    expect(await page.getAttribute('#encoded', 'href')).toBe('tel:+16465550100');
    expect(await text(page, 'european')).toBe(
      '1.646.555.0100, 001 646 555 0100, (+1) 646-555-0100, 646\u202f555\u202f0100',
    );
    expect(await text(page, 'second')).toBe('Sales: +1 347 555 0142');
    expect(await page.getAttribute('#image', 'alt')).toBe('Our number is 646-555-0100');
    expect(await page.getAttribute('#labelled', 'aria-label')).toBe('Call +1 646 555 0100');
    expect(await text(page, 'other')).toBe('Fax (917) 555-0199');
    expect(await page.inputValue('#input')).toBe('(212) 555-0100');
    expect(await text(page, 'skip')).toBe('(212) 555-0100');
    expect(await text(page, 'json')).toContain('(212) 555-0100');
    expect(await sessions()).toMatchObject([{ gclid: 'Cj0abc', source: 'google', keyword: 'dentist' }]);
  });

  it('finds labels and links in a browser that does not know `:is`', async () => {
    const { context, siteUrl } = await world();
    await context.addInitScript(() => {
      const forget = (prototype: object, name: string): void => {
        const known = Reflect.get(prototype, name);
        const value = function (this: Element, selector: string) {
          if (selector.includes(':is(')) throw new SyntaxError(`'${selector}' is not a valid selector.`);
          return known.call(this, selector);
        };
        Object.defineProperty(prototype, name, { value });
      };
      forget(Element.prototype, 'matches');
      forget(Element.prototype, 'querySelectorAll');
      forget(Document.prototype, 'querySelectorAll');
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'national', '646');
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+16465550100;ext=7');
    expect(await page.getAttribute('#image', 'alt')).toBe('Our number is 646-555-0100');
    expect(await page.getAttribute('#labelled', 'aria-label')).toBe('Call +1 646 555 0100');
  });

  it('swaps a number in pieces where the page says that they are one, and lets go of it', async () => {
    const pieces = '<b>212</b> <i>555</i>-<span>0100</span>';
    const { context, siteUrl } = await openSite(browser, script, {
      body: `<p id="one" data-ringpath-number>${pieces}</p><p id="unmarked">${pieces}</p>
        <p id="words" data-ringpath-number><b>Call</b> us</p><p id="later"></p>`,
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'one', '646 555-0100');
    expect(await text(page, 'unmarked')).toBe('212 555-0100');
    expect(await page.locator('#words').innerHTML()).toBe('<b>Call</b> us');
    await page.evaluate((html) => {
      const later = document.querySelector('#later');
      if (later) later.innerHTML = `<a data-ringpath-number href="tel:2125550100">${html}</a>`;
    }, pieces);
    await shows(page, 'later', '646 555-0100');

    await page.evaluate(() => {
      const { ringpath } = window as unknown as { ringpath: { setConsent: (states: object) => void } };
      ringpath.setConsent({ analytics_storage: 'denied' });
    });
    // Not the visitor's own any more, but the one everybody sees.
    for (const id of ['one', 'later']) await shows(page, id, '212 555-0111');
  });

  it('shows one number in all tabs of a visit and on its next page', async () => {
    const { context, siteUrl, sessions } = await world();
    const tabs = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
    // No answer before every tab has had its chance to ask.
    const allLoaded = Promise.withResolvers<void>();
    await context.route('**/dni/sessions', async (route) => {
      await allLoaded.promise;
      await route.continue();
    });
    await Promise.all(tabs.map((tab) => tab.goto(siteUrl)));
    allLoaded.resolve();
    for (const tab of tabs) await shows(tab, 'international', '+1 (646) 555-0100');
    const [tab] = tabs;
    if (!tab) throw new Error('No tab was opened.');
    await tab.goto(`${siteUrl}/prices`);
    await shows(tab, 'international', '+1 (646) 555-0100');
    expect(await sessions()).toHaveLength(1);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: '_ringpath', sameSite: 'Lax' });
    expect(cookie?.value).toMatch(/^vis_\w{26}\.ses_\w{26}$/);
  });

  it('swaps what comes later or is written back, and comes to rest', async () => {
    const { context, siteUrl, sessionAsked } = await world();
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'international', '646');
    await page.evaluate(() => {
      const seen = { writes: 0 };
      Object.assign(window, { seen });
      new MutationObserver((records) => {
        seen.writes += records.length;
      }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      const node = document.querySelector('#international')?.firstChild;
      if (node) node.nodeValue = '+1 (212) 555-0100';
      document.querySelector('#link')?.setAttribute('href', 'tel:2125550100');
      const later = document.querySelector('#later');
      if (later) later.innerHTML = '<b>Or <i>1 212 555 0100</i></b>';
    });
    // The first is spelled in a way known already, the last is asked for.
    expect(await text(page, 'international')).toBe('+1 (646) 555-0100');
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+16465550100');
    expect(await text(page, 'later')).toBe('Or 1 646 555 0100');
    const asked = sessionAsked(page);
    await page.evaluate(() => {
      document.querySelector('#later')?.append('Fax 917-555-0123');
    });
    await asked;
    const writes = () => page.evaluate(() => (window as Window & { seen?: { writes: number } }).seen?.writes);
    const drawn = () =>
      page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    // At rest: two frames without a write of our own. A script that answers itself never gets there.
    await expect
      .poll(async () => {
        const before = await writes();
        await drawn();
        return (await writes()) === before;
      })
      .toBe(true);
    expect(await writes()).toBeLessThan(12);
  });

  it('keeps its number by heartbeats and shows the next one when it was lost', async () => {
    const { db, accountId, context, siteUrl, sessionAsked } = await world({
      tracker: { leaseSeconds: 3 },
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'international', '+1 (646) 555-0100');
    const beat = () => page.waitForResponse((answer) => answer.url().endsWith('/heartbeat'));
    for (let n = 0; n < 4; n += 1) expect(await (await beat()).json()).toMatchObject({ alive: true });
    await db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.execute(sql`update pool_numbers set lease_id = ${newId()}::uuid, free_at = now() + interval '1 hour'
        where lease_id is not null`),
    );
    await sessionAsked(page);
    await shows(page, 'international', '+1 (646) 555-0101');
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+16465550101;ext=7');
    await db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.execute(
        sql`update pool_numbers set lease_id = ${newId()}::uuid, free_at = now() + interval '1 hour'`,
      ),
    );
    await shows(page, 'international', '+1 (212) 555-0111');
  });

  it('stores nothing before consent, and reads it from Google’s consent mode', async () => {
    const head = `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments) }
      gtag('consent', 'default', { analytics_storage: 'denied' });
      if (location.search === '?yes') gtag('consent', 'update', { analytics_storage: 'granted' });</script>`;
    const { context, siteUrl, sessions } = await world({ company: { consentRequired: true }, head });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'national', '(212) 555-0111');
    expect(await context.cookies()).toEqual([]);
    expect(await sessions()).toEqual([]);
    await page.goto(`${siteUrl}/?yes`);
    await shows(page, 'national', '(646) 555-0100');
    expect(await sessions()).toMatchObject([{ consentAnalytics: 'GRANTED', consentAdUserData: 'UNKNOWN' }]);
  });

  it('answers the page’s own code, and goes into shadow roots on request', async () => {
    const { context, siteUrl } = await world();
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'national', '646');
    const said = await page.evaluate(() => {
      interface Api {
        getNumber: (target: string) => unknown;
        onNumber: (callback: (shown: unknown) => void) => void;
        swap: (node: Node | null) => unknown;
      }
      const { ringpath } = window as Window & { ringpath?: Api };
      const heard: unknown[] = [];
      ringpath?.onNumber((shown) => heard.push(shown));
      ringpath?.onNumber(() => {
        throw new Error('in the page’s own callback');
      });
      const root = document.querySelector('#later')?.attachShadow({ mode: 'open' });
      if (root) root.innerHTML = '<p>(212) 555-0100</p>';
      ringpath?.swap(root ?? null);
      ringpath?.swap(null);
      return { heard, got: ringpath?.getNumber('212-555-0100'), shadow: root?.textContent };
    });
    const shown = { from: '+12125550100', number: '+16465550100', display: '(646) 555-0100' };
    expect(said).toEqual({ heard: [shown], got: shown, shadow: '(646) 555-0100' });
  });

  it.each<[string, { status?: number; body?: string } | null]>([
    ['cannot be reached', null],
    ['fails', { status: 500, body: '{}' }],
    ['answers nonsense', { body: '<html>' }],
    [
      'answers blanks',
      {
        body: JSON.stringify({
          sessionId: 'ses_x',
          visitorId: 'vis_x',
          heartbeatSeconds: 60,
          swaps: [{ from: '+12125550100', to: '', display: '', spellings: ['2125550100'] }],
        }),
      },
    ],
  ])('keeps the page’s own number when the server %s', async (_what, answer) => {
    const { context, siteUrl } = await world();
    await context.route('**/dni/sessions', (route) =>
      answer
        ? route.fulfill({ ...answer, headers: { 'access-control-allow-origin': '*' } })
        : route.abort('connectionrefused'),
    );
    const page = await context.newPage();
    const asking = (request: Request) => request.url().endsWith('/dni/sessions');
    const over = answer
      ? page.waitForEvent('requestfinished', asking)
      : page.waitForEvent('requestfailed', asking);
    await page.goto(siteUrl);
    await over;
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await text(page, 'national')).toBe('Call (212) 555-0100 or 212.555.0100, 24/7 2125550100');
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+1-212-555-0100;ext=7');
  });
});
