import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Heading of a page; also names the browser's tab. */
export const PageHeader = ({
  title,
  tab = title,
  hint,
  badge,
  children,
}: {
  title: string;
  /** The tab's title, when it should say more than the heading. */
  tab?: string;
  hint?: ReactNode;
  badge?: ReactNode;
  /** Actions of the page. */
  children?: ReactNode;
}) => (
  <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
    <title>{`${tab} · Ringpath`}</title>
    <Stack gap={2} style={{ minWidth: 0 }}>
      <Group gap="sm">
        <Title order={1}>{title}</Title>
        {badge}
      </Group>
      {hint && (
        <Text c="dimmed" size="sm" component="div">
          {hint}
        </Text>
      )}
    </Stack>
    {children && (
      <Group gap="xs" maw="100%">
        {children}
      </Group>
    )}
  </Group>
);
