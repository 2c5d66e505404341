import type { ClickIdName, ClickIds } from '../../integrations/kit/vocabulary.ts';
import type { ChannelRule } from '../../schema/index.ts';
import { nearest, siteOf, siteOfApp } from './referrers.ts';

export const channelGroups = [
  'SEARCH',
  'SOCIAL',
  'EMAIL',
  'PAID',
  'AI',
  'REFERRAL',
  'DIRECT',
  'OTHER',
] as const;
export type ChannelGroup = (typeof channelGroups)[number];

/** As people say them. */
export const channelWords: Readonly<Record<string, string>> = {
  SEARCH: 'search',
  SOCIAL: 'social media',
  EMAIL: 'e-mail',
  PAID: 'paid',
  AI: 'AI assistants',
  REFERRAL: 'referral',
  DIRECT: 'direct',
  OTHER: 'other',
} satisfies Record<ChannelGroup, string>;

/** What brought a visit: never empty, `direct`/`none` when nothing says more. */
export interface Channel {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly content: string | null;
  readonly channel: ChannelGroup;
  /** Why, in one sentence. */
  readonly channelReason: string;
}

export interface Utm {
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
}

export interface Arrival {
  readonly landingPage: URL | null;
  readonly referrer: URL | null;
  readonly utm: Utm;
  readonly clickIds: ClickIds;
  /** The search word, where the address names it apart from `utm_term`. */
  readonly keyword?: string | null;
  /** Hosts of the company besides the landing page's own, lower case. */
  readonly ownHosts: readonly string[];
  /** The company's own words on hosts, asked before the built-in list. */
  readonly rules?: readonly ChannelRule[];
}

interface Origin {
  readonly source: string;
  readonly medium: string;
  readonly reason: string;
}

/** In the order they are believed: Facebook puts its id on every link, also on those of an ad elsewhere. */
const clickOrigins: Readonly<
  Record<ClickIdName, readonly [source: string, medium: string, platform: string]>
> = {
  gclid: ['google', 'cpc', 'Google Ads'],
  gbraid: ['google', 'cpc', 'Google Ads'],
  wbraid: ['google', 'cpc', 'Google Ads'],
  msclkid: ['bing', 'cpc', 'Microsoft Advertising'],
  ttclid: ['tiktok', 'cpc', 'TikTok'],
  li_fat_id: ['linkedin', 'cpc', 'LinkedIn'],
  fbclid: ['facebook', 'social', 'Meta'],
};
const believed = Object.keys(clickOrigins) as readonly ClickIdName[];

const clickOrigin = (clickIds: ClickIds): Origin | undefined => {
  const name = believed.find((each) => clickIds[each] !== null);
  if (!name) return undefined;
  const [source, medium, platform] = clickOrigins[name];
  return { source, medium, reason: `The address carries ${name}, which ${platform} puts there.` };
};

const direct = (reason: string): Origin => ({ source: 'direct', medium: 'none', reason });

const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '');

/** One company's shop and front page: the same host, or one below the other. */
const related = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

const kinds = {
  organic: 'a search engine',
  social: 'a social network',
  email: 'web mail',
  ai: 'an AI assistant',
};

const referrerOrigin = ({ landingPage, referrer, ownHosts, rules = [] }: Arrival): Origin => {
  if (referrer?.protocol === 'android-app:') {
    const site = siteOfApp(referrer.host);
    return site
      ? { ...site, reason: `The visitor came from the app ${referrer.host}, ${kinds[site.medium]}.` }
      : direct('The visitor came from an app that is not on the list.');
  }
  if (!referrer || !/^https?:$/.test(referrer.protocol) || !referrer.hostname)
    return direct('The address is not tagged, and no referrer was sent.');
  const host = bare(referrer.hostname);
  const own = landingPage ? [landingPage.hostname, ...ownHosts] : ownHosts;
  if (own.some((one) => one !== '' && related(host, bare(one))))
    return direct(`The visitor came from ${host}, which is the company’s own.`);
  const rule = nearest(host, (domain) => rules.find((one) => bare(one.host) === domain));
  if (rule) {
    const { source, medium } = rule;
    return { source, medium, reason: `The referrer is ${host}, and the company’s own table says so.` };
  }
  const site = siteOf(referrer.hostname.toLowerCase());
  return site
    ? { ...site, reason: `The referrer is ${host}, ${kinds[site.medium]}.` }
    : { source: host, medium: 'referral', reason: `The referrer is ${host}, which is not on the list.` };
};

/** Media as people tag them. Whole words only: `nonpaid` is not `paid`. */
const groups: Readonly<Record<string, ChannelGroup>> = {
  organic: 'SEARCH',
  search: 'SEARCH',
  social: 'SOCIAL',
  'social-media': 'SOCIAL',
  sm: 'SOCIAL',
  email: 'EMAIL',
  'e-mail': 'EMAIL',
  e_mail: 'EMAIL',
  mail: 'EMAIL',
  newsletter: 'EMAIL',
  cpc: 'PAID',
  ppc: 'PAID',
  paid: 'PAID',
  paidsearch: 'PAID',
  'paid-search': 'PAID',
  paid_search: 'PAID',
  paidsocial: 'PAID',
  'paid-social': 'PAID',
  paid_social: 'PAID',
  cpm: 'PAID',
  cpv: 'PAID',
  cpa: 'PAID',
  display: 'PAID',
  banner: 'PAID',
  retargeting: 'PAID',
  ai: 'AI',
  referral: 'REFERRAL',
  affiliate: 'REFERRAL',
  none: 'DIRECT',
};

const groupOf = (source: string, medium: string): ChannelGroup => {
  const group = Object.hasOwn(groups, medium) ? groups[medium] : undefined;
  return group === 'DIRECT' && source !== 'direct' ? 'OTHER' : (group ?? 'OTHER');
};

const tagNames = (utm: Utm): string =>
  (['source', 'medium'] as const)
    .filter((part) => utm[part] !== null)
    .map((part) => `utm_${part}`)
    .join(' and ');

/**
 * UTM parameters first, then click ids, then the referrer. Source and medium are lower case, so `Google`
 * and `google` are one line of a report; the rest is kept as written. A tagged source without a medium
 * takes the click's, or that of the listed host it names, else `none`: guessing one would be a wrong credit.
 */
export const channelOf = (arrival: Arrival): Channel => {
  const { utm, clickIds } = arrival;
  const click = clickOrigin(clickIds);
  const origin = click ?? referrerOrigin(arrival);
  const tagged = utm.source?.toLowerCase() ?? null;
  const listed = tagged ? siteOf(tagged) : undefined;
  const untagged = tagged === null ? origin.medium : (click?.medium ?? listed?.medium ?? 'none');
  const source = tagged ?? origin.source.toLowerCase();
  const medium = (utm.medium ?? untagged).toLowerCase();
  const names = tagNames(utm);
  return {
    source,
    medium,
    campaign: utm.campaign,
    keyword: arrival.keyword ?? utm.term,
    content: utm.content,
    channel: groupOf(source, medium),
    channelReason: names
      ? `The address is tagged with ${names}${utm.source && utm.medium ? '' : `; the rest: ${origin.reason}`}`
      : origin.reason,
  };
};

/** True when the address itself names a click or a campaign, so it can begin a new visit. */
export const isTagged = ({ utm, clickIds }: Pick<Arrival, 'utm' | 'clickIds'>): boolean =>
  [...Object.values(utm), ...Object.values(clickIds)].some((value) => value !== null);
