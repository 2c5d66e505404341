import { Anchor, Badge, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { graphql } from '../../generated/index.ts';
import { useLooks } from '../../parts/call-looks.ts';
import { Facts } from '../../parts/facts.tsx';
import { shortAddress } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import type { Call } from './call.ts';
import { Candidates } from './candidates.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { Touches } from './touches.tsx';

graphql(`
  fragment CallOrigin on Call {
    overflow
    caller {
      id
      firstTouch { at source medium campaign keyword landingPage }
    }
    attribution {
      confidence
      reason
      evidence { kind text shownAt expiresAt weight session { id } }
      candidates { ...Visit }
    }
  }
`);

/** Evidence that only repeats the reason adds nothing, and that of a candidate stands with the candidate. */
const said = ({ attribution: { evidence, reason, candidates } }: Call) => {
  const named = new Set(candidates.map(({ id }) => id));
  return evidence.filter(({ text, session }) => text !== reason && !(session && named.has(session.id)));
};

const OverflowBadge = () => (
  <Tooltip label="Every number of the pool was taken, so the number that was dialled had been shown to others too.">
    <Badge color="orange" leftSection={<IconUsers size={13} aria-hidden />}>
      Overflow
    </Badge>
  </Tooltip>
);

const TooMany = () => (
  <Text size="sm" c="dimmed">
    Too many visitors saw this number to name them. With more numbers each sees their own:{' '}
    <Anchor component={Link} inherit to="/numbers">
      see the pool
    </Anchor>
  </Text>
);

/** Where the call came from, how sure that is, and what it rests on. */
export const AttributionPanel = ({ call }: { call: Call }) => {
  const { confidence, reason, candidates } = call.attribution;
  const lookOf = useLooks();
  return (
    <Panel
      title="Where it came from"
      actions={
        <Group gap={6}>
          {call.overflow && <OverflowBadge />}
          <StateBadge look={lookOf('confidence', confidence)} />
        </Group>
      }
    >
      <Stack gap="md">
        <div>
          {call.source && (
            <Text fz={20} fw={650} lh={1.35} style={{ overflowWrap: 'anywhere' }}>
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
        <Touches call={call} />
        {said(call).length > 0 && <EvidenceList evidence={said(call)} zone={call.company.timeZone} />}
        {candidates.length > 0 && <Candidates call={call} />}
        {confidence === 'AMBIGUOUS' && candidates.length === 0 && <TooMany />}
      </Stack>
    </Panel>
  );
};
