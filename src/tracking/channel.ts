import type { ClickIdName, ClickIds } from '../../integrations/kit/vocabulary.ts';
import { siteOf } from './referrers.ts';

/** What brought a visit: never empty, `direct`/`none` when nothing says more. */
export interface Channel {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly content: string | null;
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
  /** Hosts of the company besides the landing page's own, lower case. */
  readonly ownHosts: readonly string[];
}

type Origin = Pick<Channel, 'source' | 'medium'>;

/** In the order they are believed: Facebook puts its id on every link, also on those of an ad elsewhere. */
const clickOrigins: readonly (readonly [ClickIdName, Origin])[] = [
  ['gclid', { source: 'google', medium: 'cpc' }],
  ['gbraid', { source: 'google', medium: 'cpc' }],
  ['wbraid', { source: 'google', medium: 'cpc' }],
  ['msclkid', { source: 'bing', medium: 'cpc' }],
  ['ttclid', { source: 'tiktok', medium: 'cpc' }],
  ['li_fat_id', { source: 'linkedin', medium: 'cpc' }],
  ['fbclid', { source: 'facebook', medium: 'social' }],
];

const direct: Origin = { source: 'direct', medium: 'none' };

const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '');

/** One company's shop and front page: the same host, or one below the other. */
const related = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

const referrerOrigin = ({ landingPage, referrer, ownHosts }: Arrival): Origin => {
  if (referrer?.protocol === 'android-app:')
    return referrer.host === 'com.google.android.googlequicksearchbox'
      ? { source: 'google', medium: 'organic' }
      : direct;
  if (!referrer || !/^https?:$/.test(referrer.protocol) || !referrer.hostname) return direct;
  const host = bare(referrer.hostname);
  const own = landingPage ? [landingPage.hostname, ...ownHosts] : ownHosts;
  if (own.some((one) => one !== '' && related(host, bare(one)))) return direct;
  return siteOf(referrer.hostname.toLowerCase()) ?? { source: host, medium: 'referral' };
};

/**
 * UTM parameters first, then click ids, then the referrer. Source and medium are lower case, so `Google`
 * and `google` are one line of a report; the rest is kept as written. A tagged source without a medium
 * takes the click's, else `none`: guessing one would be a wrong credit.
 */
export const channelOf = (arrival: Arrival): Channel => {
  const { utm, clickIds } = arrival;
  const click = clickOrigins.find(([name]) => clickIds[name] !== null)?.[1];
  const origin = click ?? referrerOrigin(arrival);
  const untagged = utm.source === null ? origin.medium : (click?.medium ?? direct.medium);
  return {
    source: (utm.source ?? origin.source).toLowerCase(),
    medium: (utm.medium ?? untagged).toLowerCase(),
    campaign: utm.campaign,
    keyword: utm.term,
    content: utm.content,
  };
};

/** True when the address itself names a click or a campaign, so it can begin a new visit. */
export const isTagged = ({ utm, clickIds }: Pick<Arrival, 'utm' | 'clickIds'>): boolean =>
  [...Object.values(utm), ...Object.values(clickIds)].some((value) => value !== null);
