import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Page } from 'playwright-core';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { projectRoot } from '../../src/project-root.ts';
import { launchChromium } from '../support/chromium.ts';
import { tellWhenFailed } from './tell.ts';

export const desk = { width: 1440, height: 900 };

/** The console as it was built by `npm run build`, over the demo with its simulated world. */
export const demoInChromium = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringpath-console-'));
  const root = projectRoot();
  const demo: Demo = await startDemo({
    folder: join(folder, 'data'),
    builtDir: join(root, 'dist'),
    world: true,
    port: 0,
    root,
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  });
  const browser = await launchChromium();
  return {
    demo,
    browser,

    /** A page of the console in a window of its own, and what went wrong in it so far. */
    open: async (path: string, viewport = desk, before?: (page: Page) => Promise<void>) => {
      const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'America/New_York' });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      tellWhenFailed(page, problems);
      const [address, key = ''] = demo.facts.consoleUrl.split('#');
      await before?.(page);
      await page.goto(`${address}${path}#${key}`);
      return { page, problems };
    },

    stop: async (): Promise<void> => {
      await browser.close();
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
