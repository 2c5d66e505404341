import { Group, SimpleGrid, Text } from '@mantine/core';
import { shortAddress } from '../../parts/format.ts';
import { When } from '../../parts/when.tsx';
import type { Call } from './call.ts';

interface Touch {
  readonly source: string;
  readonly medium: string;
  readonly campaign?: string | null | undefined;
  readonly landingPage: string;
}

const TouchCard = ({ title, at, touch }: { title: string; at: string; touch: Touch }) => (
  <div style={{ borderLeft: '2px solid var(--line)', paddingLeft: 12, minWidth: 0 }}>
    <Group gap={8} justify="space-between">
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        <When at={at} />
      </Text>
    </Group>
    <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
      {[touch.source, touch.medium, touch.campaign].filter(Boolean).join(' / ')}
    </Text>
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} title={touch.landingPage}>
      {shortAddress(touch.landingPage) || touch.landingPage}
    </Text>
  </div>
);

/** What first brought the caller, and what brought them this time, where both are known. */
export const Touches = ({ call: { caller, session } }: { call: Call }) => {
  const first = caller?.firstTouch;
  if (!first) return null;
  const same = session && Date.parse(first.at) === Date.parse(session.startedAt);
  if (same) return <TouchCard title="First and last touch" at={first.at} touch={first} />;
  return (
    <SimpleGrid cols={{ base: 1, sm: session ? 2 : 1 }} spacing="sm">
      <TouchCard title="First touch" at={first.at} touch={first} />
      {session && <TouchCard title="Last touch" at={session.startedAt} touch={session} />}
    </SimpleGrid>
  );
};
