import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callFromOneOfTwo } from './ambiguous-call.ts';
import { demoInChromium, desk } from './demo-in-chromium.ts';

let world: Awaited<ReturnType<typeof demoInChromium>>;
beforeAll(async () => {
  world = await demoInChromium();
});
afterAll(() => world?.stop());

const open: typeof world.open = (...asked) => world.open(...asked);

/** Rows move while calls come in, so a click may land beside its row. */
const openCall = async (page: Page, row: Locator): Promise<void> => {
  const address = (await row.getByRole('link').first().getAttribute('href')) ?? '';
  const link = page.locator(`a[href="${address}"]`).first();
  await expect
    .poll(async () => {
      if (!page.url().includes(address)) await link.click({ timeout: 2_000 }).catch(() => undefined);
      return page.url();
    })
    .toContain(address);
};

/** Of the world's first story: nobody else calls from there. */
const firstCaller = '(332) 555';

const rows = (page: Page) => page.getByRole('table', { name: 'Calls, newest first' }).getByRole('row');

describe('the console', () => {
  it('shows a call from the ad to every vendor, live', async () => {
    const { page, problems } = await open('');
    // The world's first story: a visitor from a Google ad, qualified, sent to all four vendors.
    const story = rows(page)
      .filter({ hasText: 'google / cpc' })
      .filter({ hasText: firstCaller })
      .filter({ hasText: 'Qualified' })
      .filter({ hasText: /Accepted|Confirmed/ })
      .first();
    await story.waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1);

    await openCall(page, story);
    await page.getByRole('heading', { name: 'Where it came from' }).waitFor();
    const text = () => page.locator('main').innerText();
    await expect.poll(text).toContain('Exactly one visitor could have dialled this number');
    await expect.poll(text).toContain('gclid');
    for (const vendor of ['Google Ads', 'HubSpot', 'Salesforce', 'Webhook'])
      await expect.poll(text).toContain(vendor);
    await expect.poll(text).toMatch(/Matched/);
    expect(problems).toEqual([]);
  });

  it('keeps what a person writes about a call', async () => {
    const { page, problems } = await open('');
    // The latest calls of the past have notes and a reason already.
    await openCall(page, rows(page).filter({ hasText: firstCaller }).first());
    await page.getByLabel('New note').fill('Wants an offer');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('button', { name: 'Change this note' }).first().click();
    await page.getByLabel('Change the note').fill('Wants an offer by Friday');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Wants an offer by Friday').waitFor();
    await page.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'Quote' }).click();
    await page.getByRole('button', { name: 'Save the details' }).click();
    await page.getByRole('button', { name: 'Save the details' }).waitFor({ state: 'detached' });
    await page.getByLabel('Value (').fill('a lot');
    await page.getByRole('button', { name: 'Save the lead' }).click();
    await page.getByText('The amount must be a positive decimal number').waitFor();

    await page.reload();
    await page.getByText('Wants an offer by Friday').waitFor();
    await page.getByRole('button', { name: 'edited' }).first().click();
    await page.getByText('Wants an offer', { exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Reason' }).inputValue()).toBe('Quote');
    expect(problems).toEqual([]);
  });

  it('tags many calls at once, those picked and all a filter finds', async () => {
    const { page } = await open('?outcome=MISSED');
    const tag = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Tag…' }).click();
      await page.getByRole('dialog').getByText(name, { exact: true }).click();
      await page.getByRole('button', { name: 'Add tags' }).click();
    };
    // A call that comes in between moves all others down.
    const unpicked = rows(page).filter({ hasText: 'Missed' }).getByRole('checkbox', { checked: false });
    for (const _ of [1, 2]) await unpicked.first().check();
    await page.getByText('2 calls selected').waitFor();
    await tag('Qualified');
    await page.getByText('2 calls tagged.').waitFor();
    await rows(page).filter({ hasText: 'Missed' }).filter({ hasText: 'Qualified' }).nth(1).waitFor();

    // Without the filter there are more calls than are tagged while one waits: a run does it.
    await page.getByRole('button', { name: 'Clear' }).click();
    await rows(page).filter({ hasText: 'Answered' }).first().waitFor();
    await page.getByRole('checkbox', { name: 'Select all calls shown' }).check();
    await page.getByRole('button', { name: /^Select all \d+ calls$/ }).click();
    await tag('Call back');
    await page.getByText(/done: \d+ looked at/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('explains which number a visitor would see', async () => {
    const { page, problems } = await open('numbers?view=test');
    const result = page.getByRole('region', { name: 'What this visitor would see' });
    await page.getByRole('button', { name: 'Bing search' }).click();
    await result.getByText('(212) 555-0142 of “Bing search”').waitFor();
    await result.getByText('The referrer is bing.com, a search engine.').waitFor();

    await page.getByLabel('Landing page').fill('https://hudson-plumbing.example/?gclid=test');
    await page.getByRole('button', { name: 'Which number?' }).click();
    await result.getByText('a number of their own, from the pool “Website visitors”').waitFor();
    await result.getByText('The visit’s source is google, not bing.').waitFor();
    expect(problems).toEqual([]);

    await page.getByLabel('Landing page').fill('hudson plumbing');
    await page.getByRole('button', { name: 'Which number?' }).click();
    await expect.poll(() => page.getByLabel('Landing page').getAttribute('aria-invalid')).toBe('true');
  });

  it('says how full a pool is and how large it should be, and shares calls between touches', async () => {
    const { page, problems } = await open('numbers');
    const pool = page.getByRole('article', { name: 'Website visitors' });
    await pool.getByText(/\d+ with visitors, \d+ at rest, \d+ free of 40 numbers/).waitFor();
    await pool.getByRole('button', { name: 'Forecast for Website visitors' }).click();
    await pool.getByText(/^40 numbers (are enough|serve 99\.9% of visitors|are too few)$/).waitFor();
    await pool.getByRole('button', { name: 'Show the figures' }).click();
    const figures = pool.getByRole('table', { name: 'Forecast in figures' });
    await figures.getByRole('row').filter({ hasText: 'Recommended' }).waitFor();

    await page.goto(`${page.url().split('numbers')[0]}reports`);
    await page.getByRole('combobox', { name: 'Credit' }).click();
    await page.getByRole('option', { name: 'First touch' }).click();
    await page.getByText('Each call counts for the first visit or call that led to it.').waitFor();
    await page.getByRole('cell', { name: 'google', exact: true }).first().waitFor();
    expect(problems).toEqual([]);
  });

  it('credits a call that two visitors could have made to the one a person names', async () => {
    const { page, problems } = await open(`calls/${await callFromOneOfTwo(world.demo.facts)}`);
    await page.getByText('2 visitors could be the caller').waitFor();
    await page.getByText('Overflow', { exact: true }).waitFor();
    const bing = page.getByRole('article', { name: 'Visitor from bing / organic' });
    await bing.getByRole('button', { name: 'This one' }).click();
    await bing.getByText('Credited', { exact: true }).waitFor();
    await page.getByText('A person said that this visitor called.').waitFor();

    await page.reload();
    await bing.getByText('Credited', { exact: true }).waitFor();
    await page.getByText('Exact', { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  const openRule = async (name: RegExp, before?: (page: Page) => Promise<void>) => {
    const { page, problems } = await open('automations', desk, before);
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name: 'Versions' }).waitFor();
    return { page, problems };
  };

  it('tries a rule on past calls and shows exactly what would be sent', async () => {
    const { page, problems } = await openRule(/Tell Google Ads/);
    await page.getByRole('button', { name: 'Dry run' }).click();
    const found = page.getByRole('region', { name: 'What the dry run found' });
    await found.getByText('Against version 1').waitFor();
    await page.getByText(/Dry run done/).waitFor();
    const counts = await found.locator('dd').allInnerTexts();
    const [lookedAt = 0, matched = 0, sent = 0] = counts.map((text) => Number(text.replace(',', '')));
    expect(matched).toBeGreaterThan(0);
    expect(lookedAt).toBeGreaterThan(matched);
    expect(sent).toBeGreaterThan(0);
    await found
      .getByRole('button', { name: / · would be sent$/ })
      .first()
      .click();
    await expect.poll(() => found.innerText()).toMatch(/POST \/v1\/events:ingest[\s\S]*"gclid"/);
    expect(problems).toEqual([]);
  });

  it('shows what a dry run found though the live connection never says so', async () => {
    // A short run is over before a socket that opens slowly has subscribed to it.
    const { page } = await openRule(/Tell Google Ads/, (each) =>
      each.routeWebSocket(/\/graphql$/, () => undefined),
    );
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText(/Dry run done/).waitFor();
    await page.getByText('Against version 1').waitFor();
  });

  it('applies a rule to some past calls only, by a custom field', async () => {
    const { page, problems } = await openRule(/Nobody answered: call back/);
    await page.getByRole('button', { name: 'Apply to past calls…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Apply version 1 to past calls?' });
    await dialog.getByRole('button', { name: 'Condition' }).click();
    await dialog.getByRole('combobox', { name: 'Field' }).click();
    await page.keyboard.type('Reason');
    await page.getByRole('option', { name: 'Reason' }).click();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.getByText('Choose a value.').waitFor();
    await dialog.getByRole('combobox', { name: 'Value for Reason' }).click();
    await page.getByRole('option', { name: 'Question' }).click();
    const numbersIn = async (text: Locator): Promise<readonly number[]> =>
      (await text.innerText()).match(/\d+/g)?.map(Number) ?? [];
    const [some = 0, all = 0] = await numbersIn(
      dialog.getByText(/^Holds for \d+ of \d+ calls in this time$/),
    );
    expect(some).toBeLessThan(all);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    const [lookedAt = all] = await numbersIn(page.getByText(/^Applying to past calls done: \d+ looked at/));
    expect(lookedAt).toBeLessThan(all);
    expect(problems).toEqual([]);
  });

  it('remembers whom to tell of a dead linked account', async () => {
    const { page, problems } = await open('integrations');
    await page.getByRole('button', { name: 'Choose who is told' }).click();
    await page.getByLabel('Sender').fill('+12125550142');
    await page.getByLabel('Recipient').fill('+12125550177');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A message goes out once through Harbor Agency').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    expect(await page.getByLabel('Recipient').inputValue()).toBe('+12125550177');
    expect(problems).toEqual([]);
  });

  it('says at its field what is wrong with a template, and shows what a right one becomes', async () => {
    const { page, problems } = await openRule(/Log answered calls in HubSpot/);
    const title = page.getByLabel('Title', { exact: true });
    await title.fill('Call to {{compan}}');
    await expect.poll(() => title.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Did you mean `company`?').waitFor();
    await title.fill('Call to ');
    await page.getByRole('button', { name: 'Insert a field into Title' }).click();
    await page.keyboard.type('company');
    await page.keyboard.press('Enter');
    expect(await title.inputValue()).toBe('Call to {{company}}');
    await page.getByText(/Becomes: Call to (Hudson Plumbing|Zahnarztpraxis am Ufer)/).waitFor();
    expect(problems).toEqual([]);
  });

  const connectHubspot = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Connect HubSpot' }).click();
    await page.getByRole('button', { name: 'Continue to HubSpot' }).click();
  };

  it('renews a vendor account that is connected once more', async () => {
    const { page, problems } = await open('integrations');
    await connectHubspot(page);
    await page.getByRole('status').getByText('HubSpot portal 48200113 is connected again').waitFor();
    expect(page.url()).toMatch(/\/console\/integrations$/);
    expect(await page.getByText('HubSpot portal 48200113', { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('is connected again').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('does not finish what was begun in another browser, and says what to do', async () => {
    const { page: attacker } = await open('integrations');
    const asked = attacker.waitForRequest(/\/oauth\/authorize/);
    await attacker.route(/\/oauth\/authorize/, (route) => route.abort());
    await connectHubspot(attacker);
    const link = (await asked).url();

    const { page } = await open('integrations');
    await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
    await page.goto(link);
    const alert = page.getByRole('alert').filter({ hasText: 'It is not connected' });
    await alert.getByText('begun in another browser, so nothing was connected').waitFor();
    expect(page.url()).toMatch(/\/console\/integrations$/);
  });

  it('counts what Google Ads was told, by conversion action and day', async () => {
    const { page, problems } = await open('deliveries/conversions');
    const table = page.getByRole('table', { name: 'Google Ads: Upload a click conversion 7123456789' });
    await table.waitFor();
    const total = await table
      .getByRole('row', { name: /^Total/ })
      .getByRole('columnheader')
      .allInnerTexts();
    expect(Number(total[1])).toBeGreaterThan(0);
    expect(total.at(-1)).toMatch(/^[$€]/);
    expect(problems).toEqual([]);
  });

  it.each([
    ['deliveries', 'Deliveries'],
    ['deliveries/conversions', 'Deliveries'],
    ['reports', 'Reports'],
    ['numbers', 'Numbers'],
    ['automations', 'Automations'],
    ['integrations', 'Integrations'],
    ['settings', 'Settings'],
    ['settings/fields', 'Settings'],
    ['settings/scoring', 'Settings'],
  ])('has a page for %s that fits a phone and says no error', async (path, heading) => {
    const { page, problems } = await open(path, { width: 375, height: 812 });
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(problems).toEqual([]);
  });

  it('knows the list of calls by its other address, too', async () => {
    const { page } = await open('calls?outcome=MISSED');
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await expect.poll(() => page.url()).toMatch(/\/console\/\?outcome=MISSED$/);
  });

  it('sends a wrong key back to the door with a clear word', async () => {
    const context = await world.browser.newContext();
    const page = await context.newPage();
    await page.goto(
      `${world.demo.facts.consoleUrl.split('#')[0]}#key=rp_live_0000000000000000000000000000000000000000`,
    );
    await page.getByText('The server does not accept this key.').waitFor();
    await page.getByLabel('API key').waitFor();
  });

  it('asks before a link takes a person to another account', async () => {
    const { page } = await open('');
    const calls = page.getByRole('heading', { name: 'Calls', level: 1 });
    await calls.waitFor();
    const link = `${world.demo.facts.consoleUrl.split('#')[0]}reports#key=rp_live_1111111111111111111111111111111111111111`;
    const follow = async () => {
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'Sign in with another key?' }).waitFor();
      expect(page.url()).not.toContain('rp_live_');
    };
    await follow();
    await page.getByRole('button', { name: 'Stay signed in as before' }).click();
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    await follow();
    await page.getByRole('button', { name: 'Switch to the key of the link' }).click();
    await page.getByText('The server does not accept this key.').waitFor();
  });
});
