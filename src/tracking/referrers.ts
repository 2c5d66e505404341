/** Where a visit came from by its referrer's host alone. */
export interface ReferrerSite {
  readonly source: string;
  readonly medium: 'organic' | 'social' | 'email' | 'ai';
}

/**
 * Hosts that send visitors without saying why. A host counts with its subdomains, so `search.yahoo.com`
 * is listed and `yahoo.com` is not: its front page is no search. Never matched as a substring: `notbing.com`
 * and `bing.com.example.net` are other people's sites. The longest listed host wins.
 */
const lists: Readonly<Record<ReferrerSite['medium'], Readonly<Record<string, readonly string[]>>>> = {
  organic: {
    aol: ['search.aol.com'],
    ask: ['ask.com'],
    baidu: ['baidu.com'],
    bing: ['bing.com'],
    brave: ['search.brave.com'],
    daum: ['search.daum.net'],
    dogpile: ['dogpile.com'],
    duckduckgo: ['duckduckgo.com'],
    ecosia: ['ecosia.org'],
    kagi: ['kagi.com'],
    mojeek: ['mojeek.com'],
    naver: ['search.naver.com'],
    qwant: ['qwant.com'],
    seznam: ['search.seznam.cz'],
    sogou: ['sogou.com'],
    startpage: ['startpage.com'],
    swisscows: ['swisscows.com'],
    yahoo: ['search.yahoo.com', 'search.yahoo.co.jp'],
    yandex: ['yandex.com', 'yandex.ru', 'ya.ru', 'yandex.kz', 'yandex.com.tr'],
  },
  social: {
    bluesky: ['bsky.app'],
    discord: ['discord.com'],
    facebook: ['facebook.com', 'fb.com', 'fb.me', 'messenger.com'],
    instagram: ['instagram.com'],
    linkedin: ['linkedin.com', 'lnkd.in'],
    mastodon: ['mastodon.social'],
    nextdoor: ['nextdoor.com'],
    pinterest: ['pinterest.com', 'pin.it'],
    quora: ['quora.com'],
    reddit: ['reddit.com', 'redd.it'],
    snapchat: ['snapchat.com'],
    telegram: ['t.me', 'web.telegram.org'],
    threads: ['threads.com', 'threads.net'],
    tiktok: ['tiktok.com'],
    tumblr: ['tumblr.com'],
    vk: ['vk.com'],
    whatsapp: ['whatsapp.com', 'wa.me'],
    x: ['x.com', 'twitter.com', 't.co'],
    xing: ['xing.com'],
    youtube: ['youtube.com', 'youtu.be'],
  },
  email: {
    aol: ['mail.aol.com'],
    fastmail: ['app.fastmail.com'],
    gmail: ['mail.google.com'],
    gmx: ['navigator.gmx.net', 'deref-gmx.net', 'deref-gmx.com'],
    icloud: ['mail.icloud.com'],
    outlook: ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com', 'outlook.com'],
    proton: ['mail.proton.me'],
    webde: ['navigator.web.de', 'deref-web.de'],
    yahoo: ['mail.yahoo.com'],
    yandex: ['mail.yandex.ru', 'mail.yandex.com'],
    zoho: ['mail.zoho.com'],
  },
  ai: {
    chatgpt: ['chatgpt.com', 'chat.openai.com'],
    claude: ['claude.ai'],
    copilot: ['copilot.microsoft.com', 'copilot.cloud.microsoft'],
    deepseek: ['chat.deepseek.com'],
    gemini: ['gemini.google.com', 'bard.google.com'],
    grok: ['grok.com'],
    'meta-ai': ['meta.ai'],
    mistral: ['chat.mistral.ai'],
    perplexity: ['perplexity.ai'],
    phind: ['phind.com'],
    poe: ['poe.com'],
    you: ['you.com'],
  },
};

const sites: ReadonlyMap<string, ReferrerSite> = new Map(
  Object.entries(lists).flatMap(([medium, sources]) =>
    Object.entries(sources).flatMap(([source, hosts]) =>
      hosts.map((host) => [host, { source, medium: medium as ReferrerSite['medium'] }] as const),
    ),
  ),
);

/** Apps that name themselves as `android-app://…`. */
const apps: Readonly<Record<string, ReferrerSite>> = {
  'com.google.android.googlequicksearchbox': { source: 'google', medium: 'organic' },
  'com.google.android.gm': { source: 'gmail', medium: 'email' },
  'com.facebook.katana': { source: 'facebook', medium: 'social' },
  'com.instagram.android': { source: 'instagram', medium: 'social' },
  'com.linkedin.android': { source: 'linkedin', medium: 'social' },
  'com.pinterest': { source: 'pinterest', medium: 'social' },
  'com.reddit.frontpage': { source: 'reddit', medium: 'social' },
  'com.twitter.android': { source: 'x', medium: 'social' },
  'com.openai.chatgpt': { source: 'chatgpt', medium: 'ai' },
};

/** The known site of an app by its package name, or undefined. */
export const siteOfApp = (name: string): ReferrerSite | undefined =>
  Object.hasOwn(apps, name) ? apps[name] : undefined;

/** Google searches from one host a country; its other hosts are maps and documents. */
const googleSearch = /^(?:www\.)?google\.(?:com|cat|[a-z]{2}|com?\.[a-z]{2})$/;

/** What `find` says of a host or of the nearest domain above it. */
export const nearest = <Found>(
  host: string,
  find: (domain: string) => Found | undefined,
): Found | undefined => {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const found = find(rest);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The known site of a host in lower case, or undefined. */
export const siteOf = (host: string): ReferrerSite | undefined =>
  googleSearch.test(host)
    ? { source: 'google', medium: 'organic' }
    : nearest(host, (domain) => sites.get(domain));
