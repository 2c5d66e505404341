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

const cookie = (pattern: RegExp): readonly string[] => pattern.exec(`; ${document.cookie}`) || [];

/** Of an earlier answer: the visitor's id, which outlives visits, and the visit's. */
export interface Ids {
  readonly visitorId?: string | null | undefined;
  readonly sessionId?: string | null | undefined;
}

export const rememberedIds = (): Ids => {
  const [, visitorId, sessionId] = cookie(/; _ringpath=(\w+)\.(\w+)/);
  return { visitorId, sessionId };
};

/** Keeps both ids for so many days; 0 takes them away. */
export const rememberIds = (ids: string, days: number): void => {
  const secure = isSecureContext ? ';secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in older browsers and on plain HTTP.
  document.cookie = `_ringpath=${ids};path=/;max-age=${days * 86_400};samesite=lax${secure}`;
};

/** Of Google's own cookies: `1234567890.1700000000` of `GA1.1.1234567890.1700000000`, and its session. */
export const gaIds = () => ({
  gaClientId: cookie(/; _ga=GA\d\.\d+\.(\d+\.\d+)/)[1],
  gaSessionId: cookie(/; _ga_\w+=GS\d\.\d+\.s?(\d+)/)[1],
});

/** `refused` is a visitor's no. A denied default is none: it stands until the visitor was asked. */
export const consent = () => {
  const { ringpathConsent, dataLayer } = sources;
  const said: Record<string, unknown> = {};
  let refused = false;
  for (const entry of [...(dataLayer || []), ['consent', 'update', ringpathConsent]])
    if (entry && entry[0] === 'consent') {
      const { analytics_storage: word } = Object(entry[2]);
      if (word) refused = word === 'denied' && entry[1] === 'update';
      Object.assign(said, entry[2]);
    }
  const state = (purpose: string): string | undefined => {
    const word = said[purpose];
    return word === 'granted' ? 'GRANTED' : word === 'denied' ? 'DENIED' : undefined;
  };
  return {
    adUserData: state('ad_user_data'),
    adPersonalization: state('ad_personalization'),
    analytics: state('analytics_storage'),
    refused,
  };
};

/** From now on the page's own word counts. */
export const overrideConsent = (states: ConsentStates): void => {
  sources.ringpathConsent = { ...sources.ringpathConsent, ...states };
};
