import { Box, Group, Stack, Text } from '@mantine/core';
import { CallClock } from '../../parts/call-clock.tsx';
import { useLooks } from '../../parts/call-looks.ts';
import { CallState } from '../../parts/call-state.tsx';
import { TagBadge } from '../../parts/tag-badge.tsx';
import { Ago } from '../../parts/when.tsx';
import { CallerCell, ConfidenceBadge, DeliveryDots, leadLine, sourceWords } from './call-cells.tsx';
import { type ListProps, PickCall, rowClass } from './call-table.tsx';
import classes from './calls.module.css';

/** The list on a phone. */
export const CallCards = ({ calls, since, selection }: ListProps) => {
  const lookOf = useLooks();
  return (
    <ul className={classes['cards']} aria-label="Calls, newest first">
      {calls.map((call) => (
        <li
          key={call.id}
          className={`${classes['card']} ${rowClass(call, since)}`}
          {...(selection?.has(call.id) ? { 'data-picked': true } : {})}
        >
          <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
            {selection && <PickCall call={call} selection={selection} />}
            <Box style={{ flex: 1, minWidth: 0 }}>
              <CallerCell call={call} />
            </Box>
            <Stack gap={2} align="flex-end" style={{ flexShrink: 0 }}>
              <CallState call={call} />
              <Text size="xs" c="dimmed" className="numeric">
                <CallClock call={call} /> · <Ago at={call.startedAt} />
              </Text>
            </Stack>
          </Group>
          <Group justify="space-between" wrap="nowrap" gap="xs" mt={6}>
            <Text size="sm" truncate>
              {[sourceWords(call), call.campaign].filter(Boolean).join(' · ')}
            </Text>
            <ConfidenceBadge call={call} />
          </Group>
          {leadLine(call, lookOf) && (
            <Text size="xs" c="dimmed" truncate mt={2}>
              {leadLine(call, lookOf)}
            </Text>
          )}
          {(call.tags.length > 0 || call.deliveries.length > 0) && (
            <Group justify="space-between" gap={4} mt={6}>
              <Group gap={4}>
                {call.tags.map((tag) => (
                  <TagBadge key={tag.id} tag={tag} />
                ))}
              </Group>
              <Box ml="auto">
                <DeliveryDots call={call} />
              </Box>
            </Group>
          )}
        </li>
      ))}
    </ul>
  );
};
