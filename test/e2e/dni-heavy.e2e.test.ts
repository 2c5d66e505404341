import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { buildScript, openSite, shows, textOf } from './dni-site.ts';

let browser: Browser;
let script: string;

beforeAll(async () => {
  script = await buildScript();
  browser = await launchChromium();
});

afterAll(() => browser.close());

interface TraceEvent {
  readonly name: string;
  /** CPU time of the thread, microseconds: how busy the machine is does not matter. */
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** Every stretch of work of the swap script from now on until it is asked for, CPU ms each. */
const traceScript = async (page: Page) => {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await devtools.send('Tracing.start', {
    traceConfig: { includedCategories: ['devtools.timeline', 'v8.execute'] },
    transferMode: 'ReportEvents',
  });
  return async (): Promise<readonly number[]> => {
    const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
    await devtools.send('Tracing.end');
    await complete;
    return (
      events
        // The page has no other code, so what microtasks do is the script's too.
        .filter(({ name, args }) => args.data?.url?.endsWith('/dni.js') || name === 'RunMicrotasks')
        .map(({ tdur = 0 }) => tdur / 1_000)
    );
  };
};

const rows = (count: number): string =>
  `<div><p>Row of <b>text</b>, call <a href="tel:+12125550100">(212) 555-0100</a></p></div>`.repeat(
    count / 5,
  );

describe('on a heavy page', () => {
  it('has no long task and shifts nothing', async () => {
    const { context, siteUrl } = await openSite(browser, script, {
      body: `${rows(5_000)}<p id="last">(212) 555-0100</p><div id="later"></div>`,
    });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
      Object.assign(window, { shifts });
    });
    const traced = await traceScript(page);
    await page.goto(siteUrl);
    await shows(page, 'last', '(646) 555-0100');
    expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
    // More at once than one stretch of work takes.
    await page.evaluate((html) => {
      const later = document.querySelector('#later');
      if (later) later.innerHTML = `${html}<p id="end">(212) 555-0100</p>`;
    }, rows(10_000));
    await shows(page, 'end', '(646) 555-0100');
    expect((await page.locator('body').innerText()).match(/\(212\)/g)).toBe(null);
    expect(await page.locator('[href="tel:+12125550100"]').count()).toBe(0);
    const work = await traced();
    expect(work.length).toBeGreaterThan(5);
    // Chromium calls 50 ms a long task.
    expect(Math.max(...work)).toBeLessThan(50);
  });

  it('lets go of a page that writes its number back each time', async () => {
    const { context, siteUrl } = await openSite(browser, script, {
      body: `<p id="number">(212) 555-0100</p><p id="other">(212) 555-0100</p><script>
        window.fights = 0;
        new MutationObserver(() => {
          window.fights += 1;
          const text = document.querySelector('#number').firstChild;
          if (text.data !== '(212) 555-0100') text.data = '(212) 555-0100';
        }).observe(document.querySelector('#number'), { subtree: true, characterData: true });
      </script>`,
    });
    const page = await context.newPage();
    await page.goto(siteUrl);
    await shows(page, 'other', '(646) 555-0100');
    expect(await textOf(page, 'number')).toBe('(212) 555-0100');
    const fights = () => page.evaluate(() => (window as unknown as { fights: number }).fights);
    await expect
      .poll(async () => {
        const before = await fights();
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        );
        return (await fights()) === before;
      })
      .toBe(true);
    expect(await fights()).toBeGreaterThan(100);
  });
});
