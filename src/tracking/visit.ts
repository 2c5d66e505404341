import { type ClickIds, type Consent, clickIdNames } from '../../integrations/kit/vocabulary.ts';
import { type Channel, channelOf, isTagged, type Utm } from './channel.ts';
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
  readonly clickIds: ClickIds;
  readonly gaClientId: string | null;
  readonly userAgent: string | null;
  readonly consent: Consent;
}

/** Reads a visit. `ownOrigins` are the company's web origins. Never throws: a broken address says less. */
export const readVisit = (input: ParsedInput, facts: RequestFacts, ownOrigins: readonly string[]): Visit => {
  const landingPage = urlOf(input.landingPage);
  const query = landingPage?.searchParams;
  const param = (name: string, given: string | null | undefined): string | null =>
    given ?? clean(query?.get(name) ?? '', maxTextLength);
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
  const ownHosts = ownOrigins.flatMap((origin) => urlOf(origin)?.hostname ?? []);
  const referrer = urlOf(input.referrer);
  return {
    ...channelOf({ landingPage, referrer, utm, clickIds, ownHosts }),
    tagged: isTagged({ utm, clickIds }),
    landingPage: clean(input.landingPage, maxAddressLength) ?? 'about:blank',
    referrer: clean(input.referrer, maxAddressLength),
    clickIds,
    gaClientId: /(?:^|\.)(\d{1,20}\.\d{1,20})$/.exec(input.gaClientId ?? '')?.[1] ?? null,
    userAgent: clean(facts.userAgent ?? '', maxTextLength),
    consent: input.consent,
  };
};
