import { Group, Stack, Text } from '@mantine/core';
import { Facts } from '../../parts/facts.tsx';
import { duration, sentence } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';

const legWords = (leg: Call['legs'][number]): string => {
  if (leg.status === 'RINGING') return 'Ringing';
  if (leg.status === 'ANSWERED') return 'On the phone';
  const talked = leg.talkSeconds ? `, ${duration(leg.talkSeconds)}` : '';
  return `${leg.endReason ? sentence(leg.endReason) : 'Ended'}${talked}`;
};

const seconds = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : duration(value);

export const LegsPanel = ({ call }: { call: Call }) => (
  <Panel title="On the line">
    <Stack gap="md">
      <Facts
        facts={[
          ['Rang for', seconds(call.ringSeconds)],
          ['Talked for', seconds(call.talkSeconds)],
          ['Total', seconds(call.durationSeconds)],
          ['Dialled', call.number?.nationalFormat ?? call.trackingNumber],
        ]}
      />
      {call.legs.map((leg) => (
        <Group key={leg.key} justify="space-between" gap="xs">
          <Text size="sm" className="numeric">
            Rang {leg.destination}
          </Text>
          <Text size="sm" c="dimmed">
            {legWords(leg)}
          </Text>
        </Group>
      ))}
    </Stack>
  </Panel>
);
