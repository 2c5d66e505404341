import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { projectRoot } from '../src/project-root.ts';
import { type Measurement, median, type Round } from './timing.ts';

/** To be stayed under, ms. */
const limitMs = 5;
const nodes = 5_000;
const site = 'https://site.example';

/** Ten places show the number in text and link to it; the rest is what pages consist of. */
const places = 10;
const row = (link: string): string =>
  `<div><p>A line, <b>and more</b> of it</p><img alt="A view"><a ${link}</a></div>`;
const rows = Array.from({ length: nodes / 10 }, (_, at) =>
  row(at % (nodes / 10 / places) === 0 ? 'href="tel:+12125550100">(212) 555-0100' : 'href="/more">Read more'),
);
const html = `<!doctype html><meta charset="utf-8"><script async data-key="bench" src="${site}/dni.js"></script>${rows.join('\n')}`;

const answer = {
  sessionId: 'ses_bench',
  visitorId: 'vis_bench',
  // The first heartbeat says that all is done, without code of ours in the page.
  heartbeatSeconds: 1,
  cookieDays: 1,
  swaps: [
    {
      from: '+12125550100',
      to: '+16465550123',
      display: '(646) 555-0123',
      spellings: ['+12125550100', '2125550100'],
      leaseId: 'lea_bench',
    },
  ],
};

/** Does nothing but look at every element and text once, which every such script must. */
const bareWalk = `const walk = () => {
  const walker = document.createTreeWalker(document, 5);
  let size = 0;
  for (let node; (node = walker.nextNode()); ) size += node.nodeType === 3 ? node.data.length : 1;
  setTimeout(() => fetch('/heartbeat?' + size), 950);
};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', walk);
else walk();`;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, by the clock and of the thread's CPU. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** CPU ms of the script's work: the page has no other, so what microtasks do is its own too. */
const workOf = (events: readonly TraceEvent[]): number => {
  const ours = events
    .filter(
      ({ name, args }) =>
        name === 'RunMicrotasks' ||
        ((name === 'EvaluateScript' || name === 'FunctionCall') && args.data?.url === `${site}/dni.js`),
    )
    .toSorted((a, b) => a.ts - b.ts);
  const ends = new Map<string, number>();
  let sum = 0;
  for (const { pid, tid, ts, dur = 0, tdur = 0 } of ours) {
    const thread = `${pid}/${tid}`;
    // What happens inside of another is counted there, and the heartbeat a second later is not.
    if (ts < (ends.get(thread) ?? 0) || ts - (ours[0]?.ts ?? 0) > 900_000) continue;
    ends.set(thread, ts + dur);
    sum += tdur;
  }
  return sum / 1_000;
};

/** Loads the page once in a window of its own; CPU ms of evaluating, looking, asking and swapping. */
const load = async (browser: Browser, script: string): Promise<number> => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await context.route('**', (route) => {
      const path = new URL(route.request().url()).pathname;
      return path === '/'
        ? route.fulfill({ contentType: 'text/html', body: html })
        : path === '/dni.js'
          ? route.fulfill({ contentType: 'text/javascript', body: script })
          : route.fulfill({ json: path === '/dni/sessions' ? answer : { alive: true } });
    });
    const devtools = await context.newCDPSession(page);
    const events: TraceEvent[] = [];
    devtools.on('Tracing.dataCollected', ({ value }) => {
      events.push(...(value as unknown as TraceEvent[]));
    });
    await devtools.send('Tracing.start', {
      traceConfig: { includedCategories: ['devtools.timeline'] },
      transferMode: 'ReportEvents',
    });
    const done = page.waitForRequest((request) => /\/heartbeat(\?|$)/.test(request.url()));
    await page.goto(site);
    await done;
    const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await complete;
    if (script === bareWalk) return workOf(events);
    const left = await page.locator('[href="tel:+12125550100"]').count();
    const swapped = await page.getByText('(646) 555-0123').count();
    if (left > 0 || swapped !== places) throw new Error(`${left} of ${places} numbers were not swapped.`);
    return workOf(events);
  } finally {
    await context.close();
  }
};

/** The page script on a page of 5,000 nodes in headless Chromium. */
export const measureScript = async (seconds: number): Promise<Measurement> => {
  const built = (await build({
    configFile: join(projectRoot(), 'src/browser/vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = built.flatMap(({ output }) => output);
  const script = chunk?.type === 'chunk' ? chunk.code : '';
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    await load(browser, script);
    const rounds: Round[] = [];
    const walks: number[] = [];
    while (rounds.length < 3) {
      const loads: number[] = [];
      for (let left = Math.ceil(seconds / 2); left > 0; left -= 1) {
        loads.push(await load(browser, script));
        walks.push(await load(browser, bareWalk));
      }
      const ms = median(loads);
      rounds.push({
        ours: { rate: 1_000 / ms, latencies: loads, cpu: { node: ms, postgres: 0 } },
        limit: { rate: 1_000 / limitMs, latencies: [], cpu: { node: limitMs, postgres: 0 } },
      });
    }
    return {
      path: `dni-script: evaluating, looking at ${nodes.toLocaleString('en')} nodes, asking, swapping ${2 * places} numbers`,
      against: `${limitMs} ms of the page's thread`,
      target: 1,
      unit: 'pages/s',
      rounds,
      notes: [
        'CPU time of the page’s main thread in headless Chromium, a fresh window for each load.',
        // Both slow down alike on a busy machine.
        `A bare walk over the same page in the same windows took ${median(walks).toFixed(1)} ms; ours ${(median(rounds.flatMap(({ ours }) => ours.latencies)) / median(walks)).toFixed(1)} times as much.`,
      ],
    };
  } finally {
    await browser.close();
  }
};
