import { isTagged, watchMoves } from './moves.ts';
import { createPage, relink } from './page.ts';
import { keyOf, respell, rewriteNumbers, type Swap } from './spelling.ts';
import {
  type ConsentStates,
  consent,
  type Ids,
  overrideConsent,
  readCookies,
  rememberIds,
} from './visitor.ts';

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
  readonly getNumber: (target: string) => ShownNumber | null | undefined;
  /** Calls back for every number known now and each time one changes. Answers what ends that. */
  readonly onNumber: (callback: (shown: ShownNumber) => void) => () => unknown;
  /** Swaps inside a node the page's observer cannot see, a shadow root for one, now and later. */
  readonly swap: (node: Node) => unknown;
  /** The visitor's consent, as Google's consent mode writes it: `{ analytics_storage: 'granted' }`. */
  readonly setConsent: (states: ConsentStates) => unknown;
  /** Says who the visitor is: email, phone, name, externalId. */
  readonly identify: (person: object) => unknown;
}

interface Answer {
  /** Null, as the other, before consent where it is required. */
  readonly visitorId: string | null;
  readonly sessionId: string | null;
  readonly swaps: readonly Swap[];
  readonly heartbeatSeconds: number;
  readonly cookieDays: number;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

const page: Window & { ringpath?: Ringpath } = window;
/** Whatever goes wrong here, the page must not notice. */
const safely =
  <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
  (...args: Args): Result | undefined => {
    try {
      return work(...args);
    } catch {
      // Nobody is told.
    }
    return undefined;
  };

/** Cut: a request that may outlive its page has room for 64 kB. */
const here = (): string => location.href.slice(0, 30_000);

const start = ({ dataset, src }: HTMLScriptElement): void => {
  const companyKey = dataset['key'];
  if (page.ringpath || !companyKey) return;
  const sessions = new URL('dni/sessions', dataset['endpoint'] || src).href;
  /** Keys of all that could be a number, asked for or about to be. */
  const found = new Set<string>();
  /** What stands for the number a key means; keys of what we show mean the page's own one too. */
  const known = new Map<string, Swap>();
  const callbacks = new Set<(shown: ShownNumber) => void>();
  /** Of the visit we know to have begun: what follows is no landing. */
  let ids: Ids = {};
  let address = here();
  let landingPage = address;
  let { referrer } = document;
  let { search } = location;
  let said = '';
  let person: object | null = null;
  let asks = 0;
  let timer: Timer;
  let moving: Timer;
  let beating: Timer;

  /** What the server answers, or nothing when it is late, says nothing or cannot. */
  const post = async <Body>(path: string, body: object): Promise<Body | undefined> => {
    try {
      const answer = await Promise.race([
        fetch(sessions + path, {
          method: 'POST',
          // A string goes as text/plain, which needs no preflight.
          body: JSON.stringify({ ...body, companyKey }),
          credentials: 'omit',
          // What is said while leaving arrives. An opening may be larger than browsers allow for that.
          keepalive: !!path,
        }),
        new Promise<never>((_, late) => setTimeout(late, 8_000)),
      ]);
      if (answer.ok) return (await answer.json()) as Body;
    } catch {
      // Offline, blocked or late.
    }
    return undefined;
  };

  /** Says something about the visit, if there is one. */
  const tell = <Body>(what: string, body: object) =>
    ids.sessionId && post<Body>(`/${ids.sessionId}/${what}`, body);

  const askIn = (ms: number): void => {
    timer = timer || setTimeout(ask, ms);
  };

  const swaps = (): readonly Swap[] => [...new Set(known.values())];

  const lookUp = (spelling: string): Swap | undefined => {
    const key = keyOf(spelling);
    const swap = known.get(key);
    if (!swap && /^\+?\d{7,15}$/.test(key) && !found.has(key) && found.size < 150) {
      found.add(key);
      // Ever later: a page that counts something up looks like new numbers all the time. Never before the
      // first request, which has the whole page.
      if (asks) askIn(50 << Math.min(asks, 8));
    }
    return swap;
  };

  const { scan, add } = createPage(
    (text) =>
      rewriteNumbers(text, (spelling) => {
        const swap = lookUp(spelling);
        return swap && respell(spelling, swap);
      }),
    (number) => (lookUp(number) || ({} as Partial<Swap>)).to,
  );

  const view = ({ from, to, display }: Swap): ShownNumber => ({ from, number: to, display });

  const put = (swap: Swap): void => {
    const before = known.get(swap.from);
    for (const [key, { from }] of known) if (from === swap.from) known.set(key, swap);
    for (const key of [swap.from, ...swap.spellings]) {
      known.set(key, swap);
      const shownKey = keyOf(respell(key, swap));
      if (!known.has(shownKey)) known.set(shownKey, swap);
    }
    if (!before || before.to !== swap.to) for (const call of callbacks) call(view(swap));
  };

  /** Of the visit that another tab may have begun meanwhile, and what else cookies say. */
  const current = (): Ids => {
    const cookies = readCookies();
    return { ...cookies, ...(!cookies.sessionId && ids) };
  };

  /** Ends the visit for good: nothing of it stays, here or at the server, and the page has its own numbers. */
  const withdraw = (): void => {
    ids = current();
    if (!tell('forget', {})) return;
    rememberIds('', 0);
    ids = {};
    for (const swap of swaps()) put({ ...swap, to: swap.from, display: swap.from, leaseId: null });
    scan();
  };

  /** What the visitor has consented to; a no takes effect at once. */
  const review = () => {
    const states = consent();
    if (states.refused) withdraw();
    return states;
  };

  /** Google's consent mode tells nobody when it changes, so this is asked again and again. */
  const reviewAgain = safely(() => {
    if (asks && JSON.stringify(review()) !== said) ask();
  });

  const introduce = (): void => {
    if (person && tell('identify', person)) person = null;
  };

  const apply = (answer: Answer): void => {
    const { visitorId, sessionId } = answer;
    if (sessionId) {
      ids = { visitorId, sessionId };
      review();
      if (!ids.sessionId) return;
      rememberIds(`${visitorId}.${sessionId}`, answer.cookieDays);
      introduce();
    }
    // Never a blank.
    for (const swap of answer.swaps) if (/^\+\d{7,15} .*\d/.test(`${swap.to} ${swap.display}`)) put(swap);
    scan();
    clearInterval(beating);
    // Without a visit there is nothing to keep, only consent to wait for.
    beating = setInterval(beat, (sessionId ? answer.heartbeatSeconds || 60 : 1) * 1_000);
  };

  const askOnce = async (): Promise<void> => {
    timer = undefined;
    const states = review();
    said = JSON.stringify(states);
    const answer = await post<Answer>('', {
      landingPage,
      referrer,
      consentMode: states,
      automated: navigator.webdriver,
      numbers: [...found],
      ...(states['analytics_storage'] !== 'denied' && current()),
    });
    if (answer) apply(answer);
    else if (asks < 4) askIn(1_000 << asks);
  };

  /** One tab at a time, so that tabs opened together begin one visit. */
  const ask = (): void => {
    asks += 1;
    const { locks } = navigator as { locks?: LockManager };
    (locks ? locks.request('_ringpath', askOnce) : askOnce()).catch(() => null);
  };

  const beat = async (): Promise<void> => {
    reviewAgain();
    // So that what left the page is let go of.
    scan();
    const leaseIds = swaps().flatMap(({ leaseId }) => leaseId || []);
    const answer =
      !document.hidden && (await tell<{ alive: boolean }>('heartbeat', { leaseIds, page: here() }));
    if (!answer || answer.alive) return;
    if (!readCookies().sessionId) {
      // Withdrawn in another tab, which is this one's word too; nothing is left to forget.
      ids = {};
      overrideConsent({ analytics_storage: 'denied' });
    }
    ask();
  };

  const moved = (): void => {
    const before = address;
    address = here();
    const arrived = location.search !== search && isTagged();
    if (arrived || ids.sessionId) {
      landingPage = address;
      referrer = before;
    }
    clearTimeout(moving);
    if (arrived) {
      search = location.search;
      if (asks) ask();
      // Soon enough to miss few pages, and never for a map that writes where it stands all the time.
    } else if (address !== before) moving = setTimeout(beat, 3_000);
  };

  const clicked = (event: Event): void => {
    for (const node of event.composedPath())
      relink(`${(node as HTMLAnchorElement).href}`, (number) => {
        const swap = known.get(keyOf(number));
        if (swap && swap.to !== swap.from) void tell('clicks', { number: swap.to, page: here() });
        return undefined;
      });
  };

  page.ringpath = {
    getNumber: safely((target) => {
      const swap = lookUp(target);
      return swap ? view(swap) : null;
    }),
    onNumber: (callback) => {
      const call = safely(callback);
      callbacks.add(call);
      for (const swap of swaps()) call(view(swap));
      return () => callbacks.delete(call);
    },
    swap: safely(add),
    setConsent: (states) => {
      overrideConsent(states);
      reviewAgain();
    },
    identify: safely((given) => {
      person = { ...person, ...given };
      introduce();
    }),
  };

  document.addEventListener('click', safely(clicked), true);
  document.addEventListener('visibilitychange', beat);
  safely(watchMoves)(safely(moved));
  const begin = (): void => {
    add(document);
    ask();
  };
  const awaited = (document as { prerendering?: boolean }).prerendering
    ? 'prerenderingchange'
    : document.readyState === 'loading' && 'DOMContentLoaded';
  if (awaited) document.addEventListener(awaited, begin);
  else begin();
  // For code of the page that was there first.
  document.dispatchEvent(new Event('ringpath'));
};

// Whatever is missing, the page keeps its own number.
safely(start)(document.currentScript as HTMLScriptElement);
