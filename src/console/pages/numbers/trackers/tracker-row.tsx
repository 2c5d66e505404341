import { ActionIcon, Badge, Box, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { PoolUseRowFragment, TrackerRowFragment } from '../../../generated/graphql.ts';
import { PoolCard } from '../pool/pool-card.tsx';
import { NumberList } from './number-list.tsx';
import { trackerKinds } from './tracker-kinds.ts';
import { audienceWords, ringingWords } from './tracker-words.ts';

export const TrackerRow = ({
  tracker,
  use,
  edit,
}: {
  tracker: TrackerRowFragment;
  /** Of a pool, once it is known. */
  use: PoolUseRowFragment | undefined;
  edit: (() => void) | null;
}) => {
  const { short, icon: Icon } = trackerKinds[tracker.kind];
  return (
    <Box component="article" aria-label={tracker.name} p="md" style={{ borderTop: '1px solid var(--line)' }}>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <Icon size={18} aria-hidden style={{ marginTop: 2, opacity: 0.6, flexShrink: 0 }} />
        <Stack gap={4} style={{ flex: 1, minWidth: 0, opacity: tracker.active ? 1 : 0.65 }}>
          <Group gap={8}>
            <Text size="sm" fw={600}>
              {tracker.name}
            </Text>
            <Badge size="sm" color="gray">
              {short}
            </Badge>
            {!tracker.active && (
              <Badge size="sm" color="orange">
                Not in use
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {[audienceWords(tracker), ringingWords(tracker)].filter(Boolean).join(' · ')}
          </Text>
          <NumberList numbers={tracker.numbers} />
        </Stack>
        {edit && (
          <Tooltip label="Edit">
            <ActionIcon variant="subtle" color="gray" aria-label={`Edit ${tracker.name}`} onClick={edit}>
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {tracker.kind === 'VISITOR' && (
        <Box pl={{ base: 0, sm: 30 }}>
          <PoolCard tracker={tracker} use={use} />
        </Box>
      )}
    </Box>
  );
};
