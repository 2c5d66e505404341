import { Box, Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartLine } from '@tabler/icons-react';
import type { PoolUseRowFragment, TrackerRowFragment } from '../../../generated/graphql.ts';
import { Forecast } from './forecast.tsx';
import { UseBar } from './use-bar.tsx';

/** How a pool is doing, and on request how large it should be. */
export const PoolCard = ({
  tracker,
  use,
}: {
  tracker: TrackerRowFragment;
  use: PoolUseRowFragment | undefined;
}) => {
  const [opened, { toggle }] = useDisclosure();
  return (
    <Stack gap="sm" mt="sm" align="stretch">
      {use && tracker.active && <UseBar use={use} overflow={tracker.fallbackNumber ?? null} />}
      <Button
        size="compact-xs"
        variant="light"
        onClick={toggle}
        aria-expanded={opened}
        aria-label={`Forecast for ${tracker.name}`}
        leftSection={<IconChartLine size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
      >
        {opened ? 'Close the forecast' : 'How many numbers does it need?'}
      </Button>
      {opened && (
        <Box
          p={{ base: 'sm', sm: 'md' }}
          bg="var(--ground)"
          style={{ borderRadius: 8, border: '1px solid var(--line)' }}
        >
          <Forecast trackerId={tracker.id} />
        </Box>
      )}
    </Stack>
  );
};
