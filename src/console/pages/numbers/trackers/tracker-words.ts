import type { TrackerRowFragment } from '../../../generated/graphql.ts';
import { channelGroupLabels } from '../channel-words.ts';

const credit = ({ source, medium, campaign }: TrackerRowFragment): string =>
  [source, medium, campaign].filter(Boolean).join(' / ');

/** Whom the numbers of a tracker are for, in a few words; null where there is nothing to say. */
export const audienceWords = (tracker: TrackerRowFragment): string | null => {
  const { landingParameter, referrerHosts, referrerGroup, isDefault } = tracker;
  if (tracker.kind === 'VISITOR') return 'One number for each visitor';
  if (tracker.kind === 'OFFLINE') return credit(tracker) ? `Credited to ${credit(tracker)}` : null;
  const asked = [
    landingParameter && `a landing page with ${landingParameter}`,
    referrerHosts.length > 0 &&
      `coming from ${referrerHosts.slice(0, 3).join(', ')}${referrerHosts.length > 3 ? ' …' : ''}`,
    referrerGroup && `the channel ${channelGroupLabels[referrerGroup].toLowerCase()}`,
  ].filter(Boolean);
  if (asked.length > 0) return `Visits with ${asked.join(' and ')}, credited to ${credit(tracker)}`;
  if (isDefault) return `Everybody else’s visits, credited to ${credit(tracker)}`;
  return `Visits from ${credit(tracker)}`;
};

/** What happens to a call. */
export const ringingWords = ({ destination, ringSeconds, voicemail }: TrackerRowFragment): string =>
  `Rings ${destination} for ${ringSeconds} s${voicemail ? ', then takes a message' : ''}`;
