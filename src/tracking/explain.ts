import type { Company, Setup, Tracker } from '../setup/setup.ts';
import type { Channel } from './channel.ts';
import { parseInput, sessionFields, withConsent } from './input.ts';
import { type Considered, considerTrackers, targetsOf } from './match.ts';
import { readVisit } from './visit.ts';

export interface MatchExplanation
  extends Pick<Channel, 'source' | 'medium' | 'campaign' | 'channel' | 'channelReason'> {
  readonly numbers: readonly { readonly number: string; readonly tracker: Tracker | null }[];
  readonly considered: readonly Considered[];
}

/**
 * Which tracker's number a visit would see, by the same functions that answer pages. Throws the Refusal that
 * names `url` when it is no web address.
 */
export const explainMatch = (
  setup: Setup,
  company: Company,
  url: string,
  referrer: string | null,
): MatchExplanation => {
  const { landingPage: given, ...shape } = sessionFields.shape;
  const { url: landingPage, ...said } = parseInput(
    sessionFields.extend({ ...shape, url: given }).omit({ landingPage: true }),
    {
      companyKey: company.publicKey,
      url,
      referrer,
    },
  );
  const visit = readVisit(withConsent({ ...said, landingPage }), {}, company);
  const trackers = [...setup.trackers.values()].filter((tracker) => tracker.companyId === company.id);
  const considered = considerTrackers(trackers, visit);
  const shown = trackers.filter(({ kind, active }) => kind !== 'OFFLINE' && active);
  const targets = [...new Set(shown.flatMap(targetsOf))];
  return {
    source: visit.source,
    medium: visit.medium,
    campaign: visit.campaign,
    channel: visit.channel,
    channelReason: visit.channelReason,
    numbers: targets.map((number) => ({
      number,
      tracker: considered.find((one) => one.fits && targetsOf(one.tracker).includes(number))?.tracker ?? null,
    })),
    considered,
  };
};
