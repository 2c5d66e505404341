import { Center, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../../shell/mark.tsx';

/** One panel in the middle of the window, for pages that are shown before the console is. */
export const SignInFrame = ({
  title,
  below,
  children,
}: {
  title: string;
  below: string;
  children: ReactNode;
}) => (
  <Center mih="100dvh" p="md" component="main">
    <title>{`${title} · Ringpath`}</title>
    <Stack w="100%" maw={400} gap="lg">
      <Center>
        <Mark size={34} />
      </Center>
      <Paper withBorder p="xl" bg="var(--panel)" style={{ borderColor: 'var(--line)' }}>
        {children}
      </Paper>
      <Text size="xs" c="dimmed" ta="center">
        {below}
      </Text>
    </Stack>
  </Center>
);
