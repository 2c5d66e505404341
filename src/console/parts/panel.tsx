import { Group, Paper, type PaperProps, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A titled box. `flush` lets a table reach its edges. */
export const Panel = ({
  title,
  hint,
  actions,
  flush = false,
  children,
  ...paper
}: {
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
} & PaperProps) => {
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      bg="var(--panel)"
      style={{ borderColor: 'var(--line)', overflow: 'hidden' }}
      {...(title ? { 'aria-labelledby': id } : {})}
      {...paper}
    >
      {title && (
        <Group justify="space-between" px="md" pt="md" pb={flush ? 'sm' : 0} gap="xs" align="flex-start">
          <Stack gap={2} style={{ minWidth: 0, flex: '1 1 150px' }}>
            <Title order={2} id={id}>
              {title}
            </Title>
            {hint && (
              <Text size="sm" c="dimmed">
                {hint}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
      )}
      {flush ? children : <div style={{ padding: 'var(--mantine-spacing-md)' }}>{children}</div>}
    </Paper>
  );
};
