import { Text } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconHeartBroken,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { LinkedAccountHealthState, LinkedAccountRowFragment } from '../../generated/graphql.ts';
import { plural } from '../../parts/format.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import type { Look } from '../../parts/states.ts';
import { When } from '../../parts/when.tsx';

const looks: Record<LinkedAccountHealthState, Look> = {
  HEALTHY: { label: 'Healthy', color: 'teal', icon: IconActivityHeartbeat, help: 'The vendor answers.' },
  FAILING: {
    label: 'Failing',
    color: 'orange',
    icon: IconAlertTriangle,
    help: 'The last attempts got no answer; the next ones still go out.',
  },
  PAUSED: {
    label: 'Paused',
    color: 'orange',
    icon: IconPlayerPause,
    help: 'The vendor does not answer. Deliveries wait, and one tries now and then whether it is back.',
  },
  DEAD: {
    label: 'Dead',
    color: 'red',
    icon: IconHeartBroken,
    help: 'It has not answered for long; deliveries wait.',
  },
};

type LinkedAccount = Pick<LinkedAccountRowFragment, 'state' | 'health'>;

/** How the vendor behind a linked account does; of one that is not connected its state says enough. */
export const HealthBadge = ({ linkedAccount: { state, health } }: { linkedAccount: LinkedAccount }) =>
  state === 'ACTIVE' ? <StateBadge look={looks[health.state]} /> : null;

export const HealthFacts = ({ linkedAccount: { state, health } }: { linkedAccount: LinkedAccount }) => {
  if (state !== 'ACTIVE' || health.state === 'HEALTHY') return null;
  return (
    <Text size="sm" component="div" c="var(--mantine-color-orange-text)">
      {plural(health.failures, 'attempt')} in a row without an answer. {health.reason}
      {health.pausedUntil && (
        <>
          {' '}
          Next try: <When at={health.pausedUntil} />
        </>
      )}
    </Text>
  );
};
