import { createPage } from './page.ts';
import { keyOf, respell, rewriteNumbers, type Swap } from './spelling.ts';
import { consent, gaClientId, rememberedIds, rememberIds } from './visitor.ts';

interface ShownNumber {
  /** The page's own number, E.164. */
  readonly from: string;
  /** What to dial, E.164. */
  readonly number: string;
  /** The same for people to read. */
  readonly display: string;
}

interface Ringpath {
  /** What is shown for one of the page's numbers; null while the server has not said. */
  readonly getNumber: (target: string) => ShownNumber | null;
  /** Calls back for every number known now and each time one changes. */
  readonly onNumber: (callback: (shown: ShownNumber) => void) => void;
  /** Swaps inside a node the page's observer cannot see, a shadow root for one, now and later. */
  readonly swap: (node: Node) => unknown;
}

interface Answer {
  readonly visitorId: string | null;
  readonly sessionId: string | null;
  readonly swaps: readonly Swap[];
  readonly heartbeatSeconds: number;
}

const page = window as Window & { ringpath?: Ringpath };
const maxNumbers = 150;
const maxAddress = 30_000;
const patienceMs = 8_000;
const maxRetries = 4;

const start = ({ dataset, src }: HTMLScriptElement): void => {
  const endpoint = (dataset['endpoint'] || new URL(src).origin).replace(/\/$/, '');
  const companyKey = dataset['key'];
  /** Keys of all that could be a number, asked for or about to be. */
  const found = new Set<string>();
  /** Which of the page's numbers a spelling means, also once it was swapped. */
  const owners = new Map<string, string>();
  const swaps = new Map<string, Swap>();
  const callbacks: ((shown: ShownNumber) => void)[] = [];
  let ids = rememberedIds();
  let asks = 0;
  let timer = 0;
  let beating = 0;
  let beatAt = 0;
  let beatMs = 60_000;

  /** Whatever goes wrong here, the page must not notice. */
  const safely =
    <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
    (...args: Args): Result | null => {
      try {
        return work(...args);
      } catch {
        return null;
      }
    };

  const post = async <Body>(path: string, body: object): Promise<Body | null> => {
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), patienceMs);
    try {
      // A string goes as text/plain, which needs no preflight.
      const options = { method: 'POST', body: JSON.stringify({ ...body, companyKey }), signal: abort.signal };
      const answer = await fetch(endpoint + path, { ...options, credentials: 'omit' });
      return answer.ok ? ((await answer.json()) as Body) : null;
    } catch {
      return null;
    } finally {
      clearTimeout(patience);
    }
  };

  const swapOf = (key: string): Swap | undefined => swaps.get(owners.get(key) ?? '');

  const askIn = (ms: number): void => {
    timer = timer || window.setTimeout(ask, ms);
  };

  const discover = (key: string): void => {
    if (key.length < 7 || found.has(key) || found.size >= maxNumbers) return;
    found.add(key);
    // Ever later: a page that counts something up looks like new numbers all the time. Never before the
    // first request, which has the whole page.
    if (asks) askIn(50 << Math.min(asks, 8));
  };

  const shownFor = (spelling: string, write: (swap: Swap) => string): string | null => {
    const key = keyOf(spelling);
    const swap = swapOf(key);
    if (!swap) {
      if (!owners.has(key)) discover(key);
      return null;
    }
    const written = write(swap);
    const writtenKey = keyOf(written);
    if (!owners.has(writtenKey)) owners.set(writtenKey, swap.from);
    return written;
  };

  const { scan, add } = createPage(
    (text) => rewriteNumbers(text, (spelling) => shownFor(spelling, (swap) => respell(spelling, swap))),
    (number) => shownFor(number, (swap) => swap.to),
  );

  const shown = ({ from, to, display }: Swap): ShownNumber => ({ from, number: to, display });

  const apply = (answer: Answer): void => {
    const { visitorId, sessionId } = answer;
    if (visitorId && sessionId) {
      ids = { visitorId, sessionId };
      rememberIds(visitorId, sessionId);
    }
    for (const swap of answer.swaps) {
      // Never a blank, and never one number into another that is itself swapped.
      const next = swap.to !== swap.from && swaps.get(swap.to);
      if (!/^\+\d{7,15}$/.test(swap.to) || !/\d/.test(swap.display) || (next && next.to !== swap.to))
        continue;
      const before = swaps.get(swap.from);
      swaps.set(swap.from, swap);
      for (const key of [swap.from, ...swap.spellings]) owners.set(key, swap.from);
      if (before?.to !== swap.to) for (const callback of callbacks) safely(callback)(shown(swap));
    }
    scan();
    beatMs = Math.max(1, answer.heartbeatSeconds || 60) * 1_000;
    beatAt = Date.now();
    clearInterval(beating);
    beating = window.setInterval(beat, beatMs);
  };

  const askOnce = async (): Promise<void> => {
    timer = 0;
    const answer = await post<Answer>('/dni/sessions', {
      landingPage: location.href.slice(0, maxAddress),
      referrer: document.referrer.slice(0, maxAddress),
      gaClientId: gaClientId(),
      consent: consent(),
      numbers: [...found],
      ...ids,
      // Another tab may have begun the visit meanwhile.
      ...rememberedIds(),
    });
    if (answer) safely(apply)(answer);
    else if (asks < maxRetries) askIn(1_000 << asks);
  };

  /** One tab at a time, so that tabs opened together begin one visit. */
  const ask = (): void => {
    asks += 1;
    const { locks } = navigator as { locks?: LockManager };
    Promise.resolve(locks ? locks.request('_ringpath', askOnce) : askOnce()).catch(() => null);
  };

  const beat = async (): Promise<void> => {
    const { sessionId } = ids;
    if (document.visibilityState !== 'visible' || !sessionId) return;
    beatAt = Date.now();
    const leaseIds = [...swaps.values()].map((swap) => swap.leaseId).filter(Boolean);
    const answer = await post<{ alive: boolean }>(`/dni/sessions/${sessionId}/heartbeat`, { leaseIds });
    if (answer && !answer.alive) ask();
  };

  page.ringpath = {
    getNumber: (target) => {
      const key = keyOf(String(target));
      const swap = swapOf(key);
      if (!swap) discover(key);
      return swap ? shown(swap) : null;
    },
    onNumber: (callback) => {
      callbacks.push(callback);
      for (const swap of swaps.values()) safely(callback)(shown(swap));
    },
    swap: safely((node: Node) => {
      add(node);
      scan();
    }),
  };

  document.addEventListener('visibilitychange', () => {
    if (Date.now() - beatAt > beatMs) void beat();
  });
  add(document);
  const begin = (): void => {
    safely(scan)();
    ask();
  };
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', begin);
  else if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
};

const script = document.currentScript ?? document.querySelector('script[data-key][src*="dni.js"]');
try {
  if (!page.ringpath && script instanceof HTMLScriptElement && script.dataset['key']) start(script);
} catch {
  // The page keeps its own number.
}
