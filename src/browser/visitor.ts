/** What the browser knows of its visitor. */

const cookieName = '_ringpath';
const cookieSeconds = 90 * 86_400;

const cookie = (pattern: RegExp): RegExpExecArray | null => pattern.exec(`; ${document.cookie}`);

/** Ids of an earlier answer: the visitor's, which outlives visits, and the visit's. */
export const rememberedIds = (): { visitorId?: string; sessionId?: string } => {
  const [, visitorId, sessionId] = cookie(/; _ringpath=(\w+)\.(\w+)/) ?? [];
  return visitorId && sessionId ? { visitorId, sessionId } : {};
};

export const rememberIds = (visitorId: string, sessionId: string): void => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in older browsers and on plain HTTP.
  document.cookie = `${cookieName}=${visitorId}.${sessionId}; path=/; max-age=${cookieSeconds}; samesite=lax${secure}`;
};

/** `1234567890.1700000000` of `GA1.1.1234567890.1700000000`. */
export const gaClientId = (): string | undefined => cookie(/; _ga=GA\d\.\d+\.(\d+\.\d+)/)?.[1];

interface ConsentSources {
  /** Set by the page: adUserData, adPersonalization, analytics, each GRANTED, DENIED or UNKNOWN. */
  ringpathConsent?: object;
  /** Google's consent mode, as gtag() pushes it: the newest word on each purpose counts. */
  dataLayer?: ArrayLike<ArrayLike<unknown>>;
}

export const consent = (): object | undefined => {
  const { ringpathConsent, dataLayer } = window as ConsentSources;
  if (ringpathConsent) return ringpathConsent;
  const said: Record<string, unknown> = {};
  for (const entry of Array.from(dataLayer ?? [])) {
    if (entry?.[0] === 'consent') Object.assign(said, entry[2]);
  }
  const state = (purpose: string) =>
    said[purpose] === 'granted' ? 'GRANTED' : said[purpose] === 'denied' ? 'DENIED' : 'UNKNOWN';
  return {
    adUserData: state('ad_user_data'),
    adPersonalization: state('ad_personalization'),
    analytics: state('analytics_storage'),
  };
};
