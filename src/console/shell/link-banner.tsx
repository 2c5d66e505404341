import { Group, Loader, Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLink } from '../api/link.ts';

/** A blip of a second is nobody's business. */
const graceMilliseconds = 1500;

export const LinkBanner = () => {
  const reconnecting = useLink() === 'reconnecting';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!reconnecting) return setShown(false);
    const timer = setTimeout(() => setShown(true), graceMilliseconds);
    return () => clearTimeout(timer);
  }, [reconnecting]);
  return (
    <div role="status">
      {shown && (
        <Paper withBorder px="md" py={8} mb="md" maw={1400} mx="auto" bg="var(--panel)">
          <Group gap="sm">
            <Loader size={14} color="orange" aria-hidden />
            <Text size="sm">Reconnecting… What you see may be a moment old; nothing will be missed.</Text>
          </Group>
        </Paper>
      )}
    </div>
  );
};
