import { List, Text, ThemeIcon } from '@mantine/core';
import {
  IconBrowser,
  IconClick,
  IconFingerprint,
  IconHistory,
  IconMapPin,
  IconPhone,
  IconQuestionMark,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react';
import type { CallOriginFragment, EvidenceKind } from '../../generated/graphql.ts';
import { dayAndTime, fullTime } from '../../parts/format.ts';
import { browserZone } from '../../parts/locale.ts';

export type Evidence = CallOriginFragment['attribution']['evidence'][number];

const icons: Record<EvidenceKind, typeof IconPhone> = {
  LEASE: IconFingerprint,
  TRACKER: IconPhone,
  NO_LEASE: IconQuestionMark,
  POOL_FALLBACK: IconMapPin,
  OVERFLOW: IconUsers,
  EARLIER_LEASE: IconHistory,
  KNOWN_CALLER: IconUserCheck,
  NUMBER_CLICK: IconClick,
  PAGE_OPEN: IconBrowser,
  PERSON: IconUserCheck,
};

/** Only these are about a number that was shown; the rest of a visit's evidence repeats its times. */
const timed: readonly EvidenceKind[] = ['LEASE', 'EARLIER_LEASE', 'OVERFLOW'];

const ShownTime = ({ evidence: { shownAt, expiresAt }, zone }: { evidence: Evidence; zone: string }) =>
  shownAt && (
    <Text size="xs" c="dimmed" title={`${fullTime(new Date(shownAt), zone)} for the company`}>
      Number shown {dayAndTime(new Date(shownAt), browserZone)}
      {expiresAt && `, held until ${dayAndTime(new Date(expiresAt), browserZone)}`}
    </Text>
  );

/** What speaks for an attribution, in words. `zone`: the company's, for tooltips. */
export const EvidenceList = ({ evidence, zone }: { evidence: readonly Evidence[]; zone: string }) => (
  <List
    spacing={8}
    size="sm"
    center={false}
    listStyleType="none"
    styles={{ itemWrapper: { alignItems: 'flex-start' } }}
  >
    {evidence.map((each, place) => {
      const Icon = icons[each.kind];
      return (
        <List.Item
          // biome-ignore lint/suspicious/noArrayIndexKey: evidence has no id and never changes its order.
          key={place}
          icon={
            <ThemeIcon size={24} radius="xl" variant="light" color="gray">
              <Icon size={14} aria-hidden />
            </ThemeIcon>
          }
        >
          {each.text}
          {timed.includes(each.kind) && <ShownTime evidence={each} zone={zone} />}
        </List.Item>
      );
    })}
  </List>
);
