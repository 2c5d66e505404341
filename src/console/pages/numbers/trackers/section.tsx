import { Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A titled part of a long form. */
export const Section = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => {
  const id = useId();
  return (
    <Stack
      component="section"
      aria-labelledby={id}
      gap="sm"
      pt="md"
      style={{ borderTop: '1px solid var(--line)' }}
    >
      <div>
        <Title order={3} id={id}>
          {title}
        </Title>
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
};
