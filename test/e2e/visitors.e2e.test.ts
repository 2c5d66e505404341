import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoInChromium, desk } from './demo-in-chromium.ts';

let world: Awaited<ReturnType<typeof demoInChromium>>;
beforeAll(async () => {
  world = await demoInChromium();
});
afterAll(() => world?.stop());

const open = async (path: string, viewport = desk) => {
  const { page, problems } = await world.open(path, viewport);
  const list = page.getByRole('list', { name: 'Visitors, newest first' });
  return { page, problems, rows: list.getByRole('listitem') };
};

describe('visitors in the console', () => {
  it('are listed, searched and shown with what they did, down to their calls', async () => {
    const { page, problems, rows } = await open('');
    await page.getByRole('link', { name: 'Visitors' }).click();
    await page.getByRole('heading', { name: 'Visitors', level: 1 }).waitFor();
    const called = rows.filter({ hasText: /\d calls?/ }).filter({ hasText: 'google / cpc' });
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
    // Which tracker's number it was depends on the page the visitor came to.
    await expect.poll(text).toMatch(/Shown \(?[\d)]+.* of “[^”]+”/);
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
