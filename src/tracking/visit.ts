import type { ClickIdName, ClickIds, Consent } from '../../integrations/kit/vocabulary.ts';
import { perClickId } from '../click-ids.ts';
import type { Company } from '../setup/setup.ts';
import { type Channel, channelOf, isTagged, type Utm } from './channel.ts';
import { browserOf, type Device } from './device.ts';
import {
  clean,
  maxAddressLength,
  maxTextLength,
  type ParsedInput,
  type RequestFacts,
  readClickId,
  urlOf,
} from './input.ts';

/** What every page view says, whoever's it is. */
export interface Presence {
  readonly gaClientId: string | null;
  readonly gaSessionId: string | null;
  readonly userAgent: string | null;
  readonly device: Device;
  readonly bot: boolean;
  readonly consent: Consent;
}

/** One page view as it arrived, read and cut, not yet tied to a session. */
export interface Visit extends Channel, Presence {
  /** A click or campaign is named in the address itself. */
  readonly tagged: boolean;
  readonly landingPage: string;
  readonly referrer: string | null;
  readonly term: string | null;
  readonly adGroup: string | null;
  /** `exact`, `phrase` or `broad`, or what else the address says. */
  readonly matchType: string | null;
  readonly clickIds: ClickIds;
  readonly country: string | null;
}

/** Under which names ad platforms and agencies put these into addresses; the first found counts. */
const adParameters = {
  keyword: ['keyword', 'utm_keyword', 'kw'],
  adGroup: ['utm_adgroup', 'adgroup', 'ad_group', 'adgroupid', 'adsetid'],
  matchType: ['utm_matchtype', 'matchtype', 'match_type'],
} as const;

/** The letters Google and Microsoft put there. */
const matchTypes: Readonly<Record<string, string>> = { e: 'exact', p: 'phrase', b: 'broad' };

type Known = Pick<Company, 'origins' | 'channelRules'>;

const hosts = new WeakMap<Known['origins'], readonly string[]>();

const hostsOf = (origins: Known['origins']): readonly string[] => {
  const known = hosts.get(origins) ?? origins.flatMap((origin) => urlOf(origin)?.hostname ?? []);
  hosts.set(origins, known);
  return known;
};

/** False only where the page view surely names no click and no campaign, so that nobody need read them. */
export const mayBeTagged = ({ landingPage, utm, clickIds }: ParsedInput): boolean =>
  landingPage.includes('?') || utm != null || clickIds != null;

/** The part of a visit that matters on every page of it. */
export const readPresence = (input: ParsedInput, facts: RequestFacts): Presence => {
  const userAgent = clean(facts.userAgent ?? '', maxTextLength);
  const { device, bot } = browserOf(userAgent);
  const { gaClientId: client, gaSessionId: session, automated, consent } = input;
  return {
    gaClientId: client ? (/(?:^|\.)(\d{1,20}\.\d{1,20})$/.exec(client)?.[1] ?? null) : null,
    gaSessionId: session ? (/^\d{1,20}$/.exec(session)?.[0] ?? null) : null,
    userAgent,
    device,
    bot: bot || automated === true,
    consent,
  };
};

/** Reads a visit to this company. Never throws: a broken address says less. */
export const readVisit = (input: ParsedInput, facts: RequestFacts, company: Known): Visit => {
  const landingPage = urlOf(input.landingPage);
  const query = landingPage?.search ? landingPage.searchParams : null;
  const asked = (name: string): string | null => {
    const found = query?.get(name);
    return found ? clean(found, maxTextLength) : null;
  };
  const any = (names: readonly string[]): string | null => {
    for (const name of query ? names : []) {
      const found = asked(name);
      if (found !== null) return found;
    }
    return null;
  };
  const utm: Utm = {
    source: input.utm?.source ?? asked('utm_source'),
    medium: input.utm?.medium ?? asked('utm_medium'),
    campaign: input.utm?.campaign ?? asked('utm_campaign'),
    term: input.utm?.term ?? asked('utm_term'),
    content: input.utm?.content ?? asked('utm_content'),
  };
  const clicked = (name: ClickIdName): string | null =>
    input.clickIds?.[name] ?? (query ? readClickId(query.get(name)) : null);
  const clickIds: ClickIds = perClickId(clicked);
  const referrer = input.referrer === '' ? null : urlOf(input.referrer);
  const ownHosts = hostsOf(company.origins);
  const matchType = any(adParameters.matchType);
  const keyword = any(adParameters.keyword);
  const rules = company.channelRules;
  return {
    ...channelOf({ landingPage, referrer, utm, clickIds, keyword, ownHosts, rules }),
    ...readPresence(input, facts),
    tagged: isTagged({ utm, clickIds }),
    landingPage: clean(input.landingPage, maxAddressLength) ?? 'about:blank',
    referrer: clean(input.referrer, maxAddressLength),
    term: utm.term,
    adGroup: any(adParameters.adGroup),
    matchType: matchTypes[matchType ?? ''] ?? matchType,
    clickIds,
    country: facts.country ? (/^[A-Z]{2}$/.exec(facts.country.toUpperCase())?.[0] ?? null) : null,
  };
};
