/** What the browser knows of its visitor. */

/** Purposes as Google's consent mode names them (`analytics_storage`, …), each `granted` or `denied`. */
export type ConsentStates = Readonly<Record<string, unknown>>;

interface ConsentSources {
  /** The page's own word, which counts more than the other. */
  ringpathConsent?: ConsentStates;
  /** Google's consent mode, as gtag() pushes it: the newest word on each purpose counts. */
  readonly dataLayer?: Iterable<ArrayLike<unknown>>;
}

const sources = window as ConsentSources;

/** Of an earlier answer: the visitor's id, which outlives visits, and the visit's. */
export interface Ids {
  readonly visitorId?: string | null | undefined;
  readonly sessionId?: string | null | undefined;
}

/**
 * What cookies say: our own, and Google's: `1234567890.1700000000` of `GA1.1.1234567890.1700000000`, and its
 * session.
 */
export const readCookies = () => {
  const cookies = `; ${document.cookie}`;
  const find = (pattern: RegExp): string | undefined => (pattern.exec(cookies) || [])[1];
  return {
    visitorId: find(/; _ringpath=(\w+)/),
    sessionId: find(/; _ringpath=\w+\.(\w+)/),
    gaClientId: find(/; _ga=GA\d\.\d+\.(\d+\.\d+)/),
    gaSessionId: find(/; _ga_\w+=GS\d\.\d+\.s?(\d+)/),
  };
};

/** Keeps both ids for so many days; 0 takes them away. */
export const rememberIds = (ids: string, days: number): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in older browsers and on plain HTTP.
  document.cookie = `_ringpath=${ids};path=/;max-age=${days * 86_400};samesite=lax${isSecureContext ? ';secure' : ''}`;
};

/**
 * What the page said of each purpose. `refused` is a visitor's no. A denied default is none: it stands until the
 * visitor was asked.
 */
export const consent = (): ConsentStates & { readonly refused: boolean } => {
  const { ringpathConsent, dataLayer } = sources;
  const said: Record<string, unknown> = {};
  let refused = false;
  for (const entry of [...(dataLayer || []), ['consent', 'update', ringpathConsent]])
    if (entry && entry[0] === 'consent')
      for (const purpose in entry[2] as object) {
        // Those for ads and analytics, as words: banners put all kinds of things beside them.
        if (/^a/.test(purpose)) said[purpose] = `${(entry[2] as typeof said)[purpose]}`;
        if (/^an/.test(purpose)) refused = said[purpose] === 'denied' && entry[1] === 'update';
      }
  return { ...said, refused };
};

/** From now on the page's own word counts. */
export const overrideConsent = (states: ConsentStates): void => {
  sources.ringpathConsent = { ...sources.ringpathConsent, ...states };
};
