import { join } from 'node:path';
import Fastify from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { expect, onTestFinished } from 'vitest';
import { webSessions } from '../../schema/index.ts';
import { dniRoutes } from '../../src/http/dni.ts';
import { systemReach } from '../../src/reach.ts';
import { createSetupCache } from '../../src/setup/cache.ts';
import type { Company, Tracker } from '../../src/setup/setup.ts';
import { createTracking } from '../../src/tracking/sessions.ts';
import { testDb } from '../support/database.ts';
import { fictional, seedAccount, seedCompany, seedTracker } from '../support/seed.ts';

const codeOf = (built: unknown): string =>
  (built as Rolldown.RolldownOutput[])
    .flatMap(({ output }) => output)
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('');

/** The swap script as it is served. */
export const buildScript = async (): Promise<string> =>
  codeOf(
    await build({
      configFile: join(import.meta.dirname, '../../src/browser/vite.config.ts'),
      logLevel: 'silent',
      build: { write: false },
    }),
  );

/** A page's own code, with its libraries in it, which say more while developing. */
export const bundlePage = async (entry: URL): Promise<string> =>
  codeOf(
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true' },
      build: {
        write: false,
        minify: false,
        lib: { entry: entry.pathname, formats: ['iife'], name: 'page', fileName: () => 'page.js' },
      },
    }),
  );

/** A browser's window that does not say it is steered, and the errors its pages had. */
const openContext = async (browser: Browser): Promise<BrowserContext> => {
  const context = await browser.newContext({
    userAgent: browser.version().replace(/^(\d+).*/, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/$1.0.0.0'),
  });
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false }),
  );
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  return context;
};

/** What a site shows, with its own tag for the script and headers of its own. */
export interface Site {
  readonly head?: string;
  readonly body: string;
  readonly tag?: (src: string, key: string) => string;
  readonly headers?: (apiUrl: string) => Record<string, string>;
  /** Served as /page.js. */
  readonly code?: string;
}

/** A web site on one origin, Ringpath on another, and a browser that looks at the first. */
export const openSite = async (
  browser: Browser,
  script: string,
  site: Site,
  given: { readonly company?: Partial<Company>; readonly tracker?: Partial<Tracker> } = {},
) => {
  const { db } = await testDb();
  const accountId = await seedAccount(db);
  const company = await seedCompany(db, accountId, given.company);
  await seedTracker(db, company, {
    fallbackNumber: '+12125550111',
    ...given.tracker,
    numbers: [fictional(0), fictional(1), fictional(2)],
  });
  const api = Fastify({ forceCloseConnections: true });
  await api.register(dniRoutes({ tracking: createTracking({ db, setup: createSetupCache(db) }), script }));
  const apiUrl = await api.listen({ host: '127.0.0.1', port: 0 });
  const tag = site.tag ?? ((src, key) => `<script async data-key="${key}" src="${src}"></script>`);
  const web = Fastify({ forceCloseConnections: true });
  web.get('/page.js', async (_request, reply) => reply.type('text/javascript').send(site.code));
  web.get('/*', async (_request, reply) =>
    reply
      .type('text/html')
      .headers(site.headers?.(apiUrl) ?? {})
      .send(
        `<!doctype html><meta charset="utf-8"><title>Dentist</title><link rel="icon" href="data:,">${site.head ?? ''}
        ${tag(`${apiUrl}/dni.js`, company.publicKey)}${site.body}`,
      ),
  );
  const siteUrl = (await web.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
  const context = await openContext(browser);
  onTestFinished(async () => {
    await Promise.all([web.close(), api.close()]);
  });
  return {
    db,
    accountId,
    company,
    context,
    siteUrl,
    apiUrl,
    sessions: () => db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(webSessions)),
    sessionAsked: (page: Page) =>
      page.waitForResponse((answer) => answer.url().endsWith('/dni/sessions') && answer.ok()),
  };
};

export const shows = (page: Page, id: string, text: string): Promise<void> =>
  page.locator(`#${id}`, { hasText: text }).waitFor({ timeout: 15_000 });

export const textOf = (page: Page, id: string): Promise<string | null> =>
  page.locator(`#${id}`).textContent();
