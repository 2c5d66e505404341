import type { ChannelGroup, VisitorFilter } from '../../generated/graphql.ts';

export const channels = [
  'PAID',
  'SEARCH',
  'SOCIAL',
  'AI',
  'EMAIL',
  'REFERRAL',
  'DIRECT',
] as const satisfies readonly ChannelGroup[];

/** What the page's address asks for. */
export const filterIn = (search: URLSearchParams): VisitorFilter => {
  const [companyId, text] = [search.get('company'), search.get('search')?.trim()];
  const channel = channels.find((each) => each === search.get('channel'));
  return {
    ...(companyId ? { companyId } : {}),
    ...(text ? { search: text.slice(0, 100) } : {}),
    ...(channel ? { channel } : {}),
    ...(search.get('open') ? { openNow: true } : {}),
  };
};
