import { Box, List, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core';
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
import type { EvidenceKind } from '../../generated/graphql.ts';
import { Facts } from '../../parts/facts.tsx';
import { fullTime, shortAddress } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { confidenceLooks } from '../../parts/states.ts';
import type { Call } from './call.ts';
import { VisitFacts } from './visit-facts.tsx';

const evidenceIcons: Record<EvidenceKind, typeof IconPhone> = {
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

/** Evidence that only repeats the reason adds nothing. */
const said = ({ attribution: { evidence, reason } }: Call) => evidence.filter(({ text }) => text !== reason);

const Evidence = ({ call }: { call: Call }) => (
  <List spacing={8} size="sm" center={false} listStyleType="none">
    {said(call).map((evidence, place) => {
      const Icon = evidenceIcons[evidence.kind];
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
          {evidence.text}
          {evidence.shownAt && (
            <Text size="xs" c="dimmed">
              Number shown {fullTime(new Date(evidence.shownAt), call.company.timeZone)}
            </Text>
          )}
        </List.Item>
      );
    })}
  </List>
);

const Candidates = ({ call }: { call: Call }) => (
  <div>
    <Text size="sm" fw={550} mb="xs">
      {call.attribution.candidates.length} visitors could be the caller
    </Text>
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {call.attribution.candidates.map((session) => (
        <Box key={session.id} p="sm" style={{ border: '1px solid var(--line)', borderRadius: 8 }}>
          <VisitFacts session={session} brief />
        </Box>
      ))}
    </SimpleGrid>
  </div>
);

/** Where the call came from, how sure that is, and what it rests on. */
export const AttributionPanel = ({ call }: { call: Call }) => {
  const { confidence, reason, candidates } = call.attribution;
  return (
    <Panel title="Where it came from" actions={<StateBadge look={confidenceLooks[confidence]} />}>
      <Stack gap="md">
        <div>
          {call.source && (
            <Text fz={20} fw={650} lh={1.35}>
              {[call.source, call.medium].filter(Boolean).join(' / ')}
            </Text>
          )}
          <Text size="sm" c={call.source ? 'dimmed' : 'var(--mantine-color-text)'}>
            {reason}
          </Text>
        </div>
        <Facts
          facts={[
            ['Campaign', call.campaign],
            ['Keyword', call.keyword],
            ['Landing page', call.session ? null : call.landingPage && shortAddress(call.landingPage)],
            [
              'Number',
              call.tracker && `${call.tracker.name} · ${call.number?.nationalFormat ?? call.trackingNumber}`,
            ],
          ]}
        />
        {said(call).length > 0 && <Evidence call={call} />}
        {candidates.length > 0 && <Candidates call={call} />}
      </Stack>
    </Panel>
  );
};
