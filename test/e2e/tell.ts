import type { Page } from 'playwright-core';
import { onTestFailed } from 'vitest';

/** What a failed test of a page is understood by: what went to and fro, and what the page said at last. */
export const tellWhenFailed = (page: Page, problems: readonly string[]): void => {
  const asked: string[] = [];
  const begun = performance.now();
  const note = (what: string): number => asked.push(`${Math.round(performance.now() - begun)} ms ${what}`);
  page.on('request', (request) => {
    const [named] = /(?:query|mutation) \w+/.exec(request.postData() ?? '') ?? [];
    if (named) note(`asked ${named}`);
  });
  page.on('response', async (response) => {
    if (!response.url().endsWith('/graphql')) return;
    const text = await response.text().catch(String);
    note(`${response.status()} ${text.slice(0, 400)}`);
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => note(`heard ${String(payload).slice(0, 200)}`));
    socket.on('close', () => note('the socket closed'));
  });
  onTestFailed(async () => {
    const said = await page.locator('body').innerText({ timeout: 2_000 }).catch(String);
    process.stderr.write(`${[page.url(), ...problems, ...asked, said].join('\n')}\n`);
  });
};
