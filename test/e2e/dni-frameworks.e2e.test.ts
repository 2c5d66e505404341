import type { Browser, Page } from 'playwright-core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Phone } from '../../examples/react/phone.tsx';
import { launchChromium } from '../support/chromium.ts';
import { buildScript, bundlePage, openSite, type Site, shows, textOf } from './dni-site.ts';

let browser: Browser;
let script: string;
let react: string;
let vue: string;

beforeAll(async () => {
  [script, react, vue] = await Promise.all([
    buildScript(),
    bundlePage(new URL('./dni-react-page.tsx', import.meta.url)),
    bundlePage(new URL('./dni-vue-page.ts', import.meta.url)),
  ]);
  browser = await launchChromium();
});

afterAll(() => browser.close());

const world = (site: Site) => openSite(browser, script, site, { tracker: { leaseSeconds: 3 } });

/** What a visitor could have seen: the text of `#text` in each frame painted, and its last one. */
const watchFrames = (page: Page) =>
  page.evaluate(() => {
    const frames: string[] = [];
    const look = (): void => {
      frames.push(document.querySelector('#text')?.textContent ?? '');
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { frames });
  });

const framesSeen = (page: Page) =>
  page.evaluate(() => (window as unknown as { frames: readonly string[] }).frames);

describe.each([
  ['React', () => react],
  ['Vue', () => vue],
])('on a page by %s', (_name, code) => {
  it('the old number does not come back when it writes its text anew', async () => {
    const { context, siteUrl } = await world({
      body: '<div id="app"></div><script src="/page.js"></script>',
      code: code(),
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'text', 'Call (646) 555-0100, 0 waiting0');
    await watchFrames(page);
    for (let count = 1; count <= 5; count += 1) {
      await page.click('#more');
      await shows(page, 'text', `Call (646) 555-0100, ${count} waiting${count}`);
    }
    expect(await page.getAttribute('#link', 'href')).toBe('tel:+16465550100;ext=5');
    expect(await page.getAttribute('#link', 'aria-label')).toBe('Call 646-555-0100, 5');
    expect(await textOf(page, 'now-and-then')).toBe('Or 646.555.0100');
    expect((await framesSeen(page)).filter((frame) => !frame.startsWith('Call (646)'))).toEqual([]);
  });
});

describe('useTrackedNumber', () => {
  it('shows the visitor’s number and notices its changes and clicks', async () => {
    const { context, siteUrl } = await world({
      body: '<div id="app"></div><script src="/page.js"></script>',
      code: react,
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'phone', '(646) 555-0100');
    expect(await page.getAttribute('#phone', 'href')).toBe('tel:+16465550100');
    await page.evaluate(() => document.addEventListener('click', (event) => event.preventDefault()));
    const pressed = page.waitForRequest((request) => request.url().endsWith('/clicks'));
    await page.click('#phone');
    expect((await pressed).postDataJSON()).toMatchObject({ number: '+16465550100' });
    await page.evaluate(() => {
      const { ringpath } = window as unknown as { ringpath: { setConsent: (states: object) => void } };
      ringpath.setConsent({ analytics_storage: 'denied' });
    });
    await shows(page, 'phone', '(212) 555-0111');
  });

  it('hydrates what the server rendered, also when the script was there first', async () => {
    const html = renderToString(createElement(Phone));
    expect(html).toContain('href="tel:+12125550100"');
    const { context, siteUrl, sessionAsked } = await world({
      body: `<div id="app">${html}</div><p id="text">212-555-0100</p>
        <script>window.hydrate = () => document.body.append(Object.assign(document.createElement('script'), { src: '/page.js' }))</script>`,
      code: react,
    });
    const page = await context.newPage();
    const asked = sessionAsked(page);
    await page.goto(siteUrl);
    await asked;
    await shows(page, 'text', '646-555-0100');
    expect(await textOf(page, 'phone')).toBe('(212) 555-0100');
    // React says in the console when the page is not what it rendered, and that fails the test.
    await page.evaluate(() => (window as unknown as { hydrate: () => void }).hydrate());
    await shows(page, 'phone', '(646) 555-0100');
  });
});
