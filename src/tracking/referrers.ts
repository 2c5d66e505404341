/** Where a visit came from by its referrer's host alone. */
export interface ReferrerSite {
  readonly source: string;
  readonly medium: 'organic' | 'social';
}

/**
 * Hosts that send visitors without saying why. A host counts with its subdomains, so `search.yahoo.com`
 * is listed and `yahoo.com` is not: its front page and mail are no search. Never matched as a substring:
 * `notbing.com` and `bing.com.example.net` are other people's sites.
 */
const sites: ReadonlyMap<string, ReferrerSite> = new Map(
  [
    ['organic', 'bing', ['bing.com']],
    ['organic', 'duckduckgo', ['duckduckgo.com']],
    ['organic', 'yahoo', ['search.yahoo.com', 'search.yahoo.co.jp']],
    ['organic', 'ecosia', ['ecosia.org']],
    ['organic', 'brave', ['search.brave.com']],
    ['organic', 'startpage', ['startpage.com']],
    ['organic', 'qwant', ['qwant.com']],
    ['organic', 'yandex', ['yandex.com', 'yandex.ru', 'ya.ru']],
    ['organic', 'baidu', ['baidu.com']],
    ['organic', 'naver', ['search.naver.com']],
    ['social', 'facebook', ['facebook.com', 'fb.com', 'fb.me']],
    ['social', 'instagram', ['instagram.com']],
    ['social', 'threads', ['threads.com', 'threads.net']],
    ['social', 'x', ['x.com', 'twitter.com', 't.co']],
    ['social', 'linkedin', ['linkedin.com', 'lnkd.in']],
    ['social', 'pinterest', ['pinterest.com', 'pin.it']],
    ['social', 'reddit', ['reddit.com']],
    ['social', 'tiktok', ['tiktok.com']],
    ['social', 'youtube', ['youtube.com', 'youtu.be']],
    ['social', 'nextdoor', ['nextdoor.com']],
  ].flatMap(([medium, source, hosts]) =>
    (hosts as string[]).map((host) => [host, { medium, source } as ReferrerSite] as const),
  ),
);

/** Google searches from one host a country; its other hosts are mail, maps and documents. */
const googleSearch = /^(?:www\.)?google\.(?:com|cat|[a-z]{2}|com?\.[a-z]{2})$/;

/** The known site of a host in lower case, or undefined. */
export const siteOf = (host: string): ReferrerSite | undefined => {
  if (googleSearch.test(host)) return { source: 'google', medium: 'organic' };
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const site = sites.get(rest);
    if (site) return site;
  }
  return undefined;
};
