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

const kinds: ReadonlySet<string> = new Set(['EvaluateScript', 'FunctionCall']);

const isOurs = ({ data }: TraceEvent['args']): boolean => data?.url === `${site}/dni.js`;

/** CPU ms of the page's thread. */
interface Work {
  /** Evaluating the script, and each call and each row of microtasks after it but the one below. */
  readonly own: number;
  /** The call that asks the server, most of which is the browser's `fetch`. */
  readonly asking: number;
}

/** The script's work, with what follows the server's answer. The page has no other code, so all of it is its own. */
const workOf = (all: readonly TraceEvent[]): Work => {
  const first = all.find(({ name, args }) => name === 'EvaluateScript' && isOurs(args));
  if (!first) throw new Error('The trace does not say that the script was evaluated.');
  const { pid, tid } = first;
  const ours = all
    // Other windows of the browser have microtasks too.
    .filter((event) => event.pid === pid && event.tid === tid && event.ts >= first.ts)
    .filter(({ name, args }) => name === 'RunMicrotasks' || (kinds.has(name) && isOurs(args)))
    .toSorted((a, b) => a.ts - b.ts);
  const sent = all.find(
    ({ name, args }) => name === 'ResourceSendRequest' && args.data?.url === `${site}/dni/sessions`,
  );
  let end = 0;
  let own = 0;
  let asking = 0;
  for (const { ts, dur = 0, tdur = 0 } of ours) {
    // What happens inside of another is counted there, and the heartbeat a second later is not.
    if (ts < end || ts - first.ts > 900_000) continue;
    end = ts + dur;
    if (sent && ts <= sent.ts && sent.ts <= end) asking += tdur;
    else own += tdur;
  }
  return { own: own / 1_000, asking: asking / 1_000 };
};

/** Loads the page once in a window of its own. */
const load = async (browser: Browser, script: string): Promise<Work> => {
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
      // The second has the microtasks: without them, all that follows the answer would go uncounted.
      traceConfig: { includedCategories: ['devtools.timeline', 'v8.execute'] },
      transferMode: 'ReportEvents',
    });
    const done = page.waitForRequest((request) => /\/heartbeat(\?|$)/.test(request.url()));
    await page.goto(site);
    await done;
    const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await complete;
    const work = workOf(events);
    if (script === bareWalk) return work;
    if (work.asking === 0) throw new Error('The trace does not say that the server was asked.');
    const left = await page.locator('[href="tel:+12125550100"]').count();
    const swapped = await page.getByText('(646) 555-0123').count();
    if (left > 0 || swapped !== places) throw new Error(`${left} of ${places} numbers were not swapped.`);
    return work;
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
    const asked: number[] = [];
    while (rounds.length < 3) {
      const loads: number[] = [];
      for (let left = seconds * 2; left > 0; left -= 1) {
        const { own, asking } = await load(browser, script);
        loads.push(own);
        asked.push(asking);
        walks.push((await load(browser, bareWalk)).own);
      }
      const ms = median(loads);
      rounds.push({
        ours: { rate: 1_000 / ms, latencies: loads, cpu: { node: ms, postgres: 0 } },
        limit: { rate: 1_000 / limitMs, latencies: [], cpu: { node: limitMs, postgres: 0 } },
      });
    }
    return {
      path: `dni-script: evaluating, looking at ${nodes.toLocaleString('en')} nodes, swapping ${2 * places} numbers`,
      against: `${limitMs} ms of the page's thread`,
      target: 1,
      unit: 'pages/s',
      rounds,
      notes: [
        'CPU time of the page’s main thread in headless Chromium, a fresh window for each load. What Chromium compiles on another thread while the script loads is not in it.',
        `Asking the server for the numbers took ${median(asked).toFixed(1)} ms more, most of it the browser’s own \`fetch\`.`,
        // Both slow down alike on a busy machine.
        `A bare walk over the same page in the same windows took ${median(walks).toFixed(1)} ms; ours ${(median(rounds.flatMap(({ ours }) => ours.latencies)) / median(walks)).toFixed(1)} times as much.`,
      ],
    };
  } finally {
    await browser.close();
  }
};
