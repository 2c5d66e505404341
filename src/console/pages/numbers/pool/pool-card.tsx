import { Box, Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartLine } from '@tabler/icons-react';
import { Forecast } from './forecast.tsx';

/** How a pool is doing, and on request how large it should be. */
export const PoolCard = ({ trackerId, name }: { trackerId: string; name: string }) => {
  const [opened, { toggle }] = useDisclosure();
  return (
    <Box mt={6}>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="light"
          onClick={toggle}
          aria-expanded={opened}
          aria-label={`Forecast for ${name}`}
          leftSection={<IconChartLine size={14} aria-hidden />}
        >
          {opened ? 'Close the forecast' : 'Forecast'}
        </Button>
      </Group>
      {opened && (
        <Box mt="sm" p="md" bg="var(--ground)" style={{ borderRadius: 8, border: '1px solid var(--line)' }}>
          <Forecast trackerId={trackerId} />
        </Box>
      )}
    </Box>
  );
};
