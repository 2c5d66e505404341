import type { ChannelGroup } from '../../generated/graphql.ts';

export const channelGroupLabels: Record<ChannelGroup, string> = {
  SEARCH: 'Search',
  SOCIAL: 'Social network',
  EMAIL: 'E-mail',
  PAID: 'Paid',
  AI: 'AI assistant',
  REFERRAL: 'Referral',
  DIRECT: 'Direct',
  OTHER: 'Other',
};

/** OTHER is what nothing else is, so no tracker can be meant for it. */
export const choosableGroups = (Object.keys(channelGroupLabels) as ChannelGroup[]).filter(
  (group) => group !== 'OTHER',
);
