import { List, Stack, Text } from '@mantine/core';
import { count } from '../../../parts/format.ts';
import type { Figures } from './places.ts';

const Part = ({ title, reasons }: { title: string; reasons: Figures['rejectedFor'] }) =>
  reasons.length > 0 && (
    <div>
      <Text size="xs" c="dimmed" fw={550}>
        {title}
      </Text>
      <List listStyleType="none" size="sm" spacing={2}>
        {reasons.map(({ reason, count: times }) => (
          <List.Item key={reason}>
            <Text span inherit fw={600} className="numeric">
              {count(times)}
            </Text>{' '}
            {reason || 'No reason was given.'}
          </List.Item>
        ))}
      </List>
    </div>
  );

export const hasReasons = ({ rejectedFor, skippedFor }: Figures): boolean =>
  rejectedFor.length + skippedFor.length > 0;

/** Why calls were rejected or skipped, and how many. */
export const Reasons = ({ figures }: { figures: Figures }) => (
  <Stack gap="xs">
    <Part title="Rejected" reasons={figures.rejectedFor} />
    <Part title="Skipped" reasons={figures.skippedFor} />
  </Stack>
);
