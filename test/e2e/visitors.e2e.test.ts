import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { projectRoot } from '../../src/project-root.ts';
import { launchChromium } from '../support/chromium.ts';

let browser: Browser;
let demo: Demo;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringpath-visitors-'));
  const root = projectRoot();
  demo = await startDemo({
    folder: join(folder, 'data'),
    builtDir: join(root, 'dist'),
    world: true,
    port: 0,
    root,
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const open = async (path: string, viewport = { width: 1440, height: 900 }) => {
  const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'America/New_York' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const [address, key = ''] = demo.facts.consoleUrl.split('#');
  await page.goto(`${address}${path}#${key}`);
  const list = page.getByRole('list', { name: 'Visitors, newest first' });
  return { page, problems, rows: list.getByRole('listitem') };
};

describe('visitors in the console', () => {
  it('are listed, searched and shown with what they did, down to their calls', async () => {
    const { page, problems, rows } = await open('');
    await page.getByRole('link', { name: 'Visitors' }).click();
    await page.getByRole('heading', { name: 'Visitors', level: 1 }).waitFor();
    const called = rows.filter({ hasText: /\d calls?/ }).filter({ hasText: 'Paid' });
    await called.first().waitFor();

    await page.getByRole('combobox', { name: 'Channel' }).click();
    await page.getByRole('option', { name: 'Paid' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('channel')).toBe('PAID');
    await expect.poll(() => rows.filter({ hasNotText: 'Paid' }).count()).toBe(0);
    await called.first().getByRole('link').click();

    const calls = page.getByRole('region', { name: 'Calls' });
    await calls.getByRole('link').first().waitFor();
    const text = () => page.locator('main').innerText();
    await expect.poll(text).toMatch(/Arrived at /);
    await expect.poll(text).toMatch(/Shown \(?[\d)]+.* of “Website visitors”/);
    await expect.poll(text).toMatch(/First touch\s+\S/);
    await expect.poll(text).toContain('gclid');

    await calls.getByRole('link').first().click();
    await page.getByRole('link', { name: 'All of this visitor' }).click();
    await calls.waitFor();
    expect(page.url()).toMatch(/\/visitors\/vis_/);
    expect(problems).toEqual([]);
  });

  it('say so where nobody fits, and where there is no such one', async () => {
    const { page, problems } = await open('visitors?search=nobody');
    await page.getByText('No visitor fits').waitFor();
    await page.getByLabel('Search').fill('');
    await page.getByText('No visitor fits').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);

    const missing = await open('visitors/vis_01k9r2m4x5e8kbw3n7q6t0v2yz');
    await missing.page.getByText('There is no such visitor').waitFor();
  });

  it('fit a phone', async () => {
    const { page, problems, rows } = await open('visitors', { width: 375, height: 812 });
    await rows.first().waitFor();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await wide()).toBeLessThanOrEqual(375);
    await rows.first().getByRole('link').click();
    await page.getByRole('region', { name: 'Visitor' }).waitFor();
    expect(await wide()).toBeLessThanOrEqual(375);
    expect(problems).toEqual([]);
  });
});
