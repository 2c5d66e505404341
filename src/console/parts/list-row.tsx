import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One line of a list in a flush panel: what it is, a word more, and what can be done with it. */
export const ListRow = ({
  title,
  hint,
  faded = false,
  children,
}: {
  title: ReactNode;
  hint?: ReactNode;
  faded?: boolean;
  children?: ReactNode;
}) => (
  <Group
    component="li"
    justify="space-between"
    px="md"
    py="sm"
    gap="xs"
    style={{ borderTop: '1px solid var(--line)', listStyle: 'none' }}
  >
    <Stack gap={2} style={{ minWidth: 0, flex: '1 1 150px', opacity: faded ? 0.65 : 1 }}>
      <Group gap={8} fz="sm" fw={600}>
        {title}
      </Group>
      {hint && (
        <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {hint}
        </Text>
      )}
    </Stack>
    {children && <Group gap="xs">{children}</Group>}
  </Group>
);
