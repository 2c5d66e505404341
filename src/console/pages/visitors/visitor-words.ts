import type { ChannelGroup } from '../../generated/graphql.ts';
import { sentence } from '../../parts/format.ts';

interface Known {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly lastTouch: { readonly source: string; readonly medium: string };
}

/** `google / cpc` */
export const originWords = ({ source, medium }: Known['lastTouch']): string =>
  [source, medium].filter((word) => word && word !== 'none').join(' / ');

export const channelWords = (channel: ChannelGroup): string =>
  channel === 'AI' ? 'AI assistant' : sentence(channel);

/** The page said who it is. */
export const isNamed = ({ name, email }: Known): boolean => Boolean(name ?? email);

/** Who it is as far as the page said, else where they came from. */
export const visitorTitle = (visitor: Known): string =>
  visitor.name ?? visitor.email ?? `Visitor from ${originWords(visitor.lastTouch)}`;

/** A page says every minute that it is open, and once may get lost. */
export const isOpen = ({ lastSeenAt }: { readonly lastSeenAt: string }, now: Date): boolean =>
  now.getTime() - Date.parse(lastSeenAt) < 130_000;

/** `Mobile, US` */
export const placeWords = (visit: {
  readonly device?: string | null;
  readonly country?: string | null;
}): string =>
  [visit.device && visit.device !== 'OTHER' ? sentence(visit.device) : null, visit.country]
    .filter(Boolean)
    .join(', ');
