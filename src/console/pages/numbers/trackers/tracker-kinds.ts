import { IconMapPin, IconUser, IconWorld } from '@tabler/icons-react';
import type { TrackerKind } from '../../../generated/graphql.ts';

export const trackerKinds: Record<
  TrackerKind,
  { label: string; short: string; text: string; icon: typeof IconUser }
> = {
  VISITOR: {
    label: 'Website visitors',
    short: 'Pool',
    text: 'A pool of numbers: each website visitor sees their own, so every call leads back to one visit.',
    icon: IconUser,
  },
  SOURCE: {
    label: 'One source',
    short: 'Source',
    text: 'One number for everybody who comes from one source, such as all visitors from a search engine.',
    icon: IconWorld,
  },
  OFFLINE: {
    label: 'Offline',
    short: 'Offline',
    text: 'One number printed on a poster, a van or a business card, where there is no website visit.',
    icon: IconMapPin,
  },
};
