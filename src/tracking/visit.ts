import { type ClickIds, type Consent, clickIdNames } from '../../integrations/kit/vocabulary.ts';
import type { Company } from '../setup/setup.ts';
import { type Channel, channelOf, isTagged, type Utm } from './channel.ts';
import { browserOf, type Device } from './device.ts';
import {
  clean,
  clickId,
  maxAddressLength,
  maxTextLength,
  type ParsedInput,
  type RequestFacts,
  urlOf,
} from './input.ts';

/** One page view as it arrived, read and cut, not yet tied to a session. */
export interface Visit extends Channel {
  /** A click or campaign is named in the address itself. */
  readonly tagged: boolean;
  readonly landingPage: string;
  readonly referrer: string | null;
  readonly term: string | null;
  readonly adGroup: string | null;
  /** `exact`, `phrase` or `broad`, or what else the address says. */
  readonly matchType: string | null;
  readonly clickIds: ClickIds;
  readonly gaClientId: string | null;
  readonly gaSessionId: string | null;
  readonly userAgent: string | null;
  readonly device: Device;
  readonly bot: boolean;
  readonly country: string | null;
  readonly consent: Consent;
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

/** Reads a visit to this company. Never throws: a broken address says less. */
export const readVisit = (input: ParsedInput, facts: RequestFacts, company: Known): Visit => {
  const landingPage = urlOf(input.landingPage);
  const query = landingPage?.searchParams;
  const param = (name: string, given?: string | null): string | null =>
    given ?? clean(query?.get(name) ?? '', maxTextLength);
  const any = (names: readonly string[]): string | null =>
    names.map((name) => param(name)).find((value) => value !== null) ?? null;
  const utm: Utm = {
    source: param('utm_source', input.utm?.source),
    medium: param('utm_medium', input.utm?.medium),
    campaign: param('utm_campaign', input.utm?.campaign),
    term: param('utm_term', input.utm?.term),
    content: param('utm_content', input.utm?.content),
  };
  const clickIds = Object.fromEntries(
    clickIdNames.map((name) => [name, input.clickIds?.[name] ?? clickId.parse(query?.get(name))]),
  ) as ClickIds;
  const ownHosts = company.origins.flatMap((origin) => urlOf(origin)?.hostname ?? []);
  const referrer = urlOf(input.referrer);
  const userAgent = clean(facts.userAgent ?? '', maxTextLength);
  const { device, bot } = browserOf(userAgent);
  const matchType = any(adParameters.matchType);
  const keyword = any(adParameters.keyword);
  const rules = company.channelRules;
  return {
    ...channelOf({ landingPage, referrer, utm, clickIds, keyword, ownHosts, rules }),
    tagged: isTagged({ utm, clickIds }),
    landingPage: clean(input.landingPage, maxAddressLength) ?? 'about:blank',
    referrer: clean(input.referrer, maxAddressLength),
    term: utm.term,
    adGroup: any(adParameters.adGroup),
    matchType: matchTypes[matchType ?? ''] ?? matchType,
    clickIds,
    gaClientId: /(?:^|\.)(\d{1,20}\.\d{1,20})$/.exec(input.gaClientId ?? '')?.[1] ?? null,
    gaSessionId: /^\d{1,20}$/.exec(input.gaSessionId ?? '')?.[0] ?? null,
    userAgent,
    device,
    bot: bot || input.automated === true,
    country: /^[A-Z]{2}$/.exec(facts.country?.toUpperCase() ?? '')?.[0] ?? null,
    consent: input.consent,
  };
};
