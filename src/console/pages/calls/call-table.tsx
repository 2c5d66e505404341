import { Group, Stack, Table, Text } from '@mantine/core';
import type { CallRowFragment } from '../../generated/graphql.ts';
import { CallClock } from '../../parts/call-clock.tsx';
import { CallState } from '../../parts/call-state.tsx';
import { money } from '../../parts/format.ts';
import { leadStatusLooks } from '../../parts/states.ts';
import { TagBadge } from '../../parts/tag-badge.tsx';
import { When } from '../../parts/when.tsx';
import { CallerCell, DeliveryDots, NumberCell, RecordingHint, SourceCell } from './call-cells.tsx';
import classes from './calls.module.css';

export const rowClass = (call: CallRowFragment, since: string): string =>
  [
    call.status === 'RINGING' && classes['live'],
    call.status === 'ANSWERED' && classes['talking'],
    call.startedAt > since && classes['fresh'],
  ]
    .filter(Boolean)
    .join(' ');

const shownTags = 2;

const TagsCell = ({ call }: { call: CallRowFragment }) => (
  <Stack gap={3}>
    <Group gap={4}>
      {call.tags.slice(0, shownTags).map((tag) => (
        <TagBadge key={tag.id} tag={tag} />
      ))}
      {call.tags.length > shownTags && (
        <Text size="xs" c="dimmed" title={call.tags.map(({ name }) => name).join(', ')}>
          +{call.tags.length - shownTags}
        </Text>
      )}
    </Group>
    {(call.leadStatus !== 'NEW' || call.value) && (
      <Text size="xs" c="dimmed" truncate>
        {[
          call.leadStatus !== 'NEW' && leadStatusLooks[call.leadStatus].label,
          call.value && money(call.value),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    )}
  </Stack>
);

/** `since`: when the page was opened; calls after it are marked as new for a moment. */
export const CallTable = ({ calls, since }: { calls: readonly CallRowFragment[]; since: string }) => {
  const mixed = calls.some(({ company }) => company.id !== calls[0]?.company.id);
  return (
    <Table.ScrollContainer minWidth={980}>
      <Table layout="fixed" className={classes['table'] ?? ''} aria-label="Calls, newest first">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="20%">Caller</Table.Th>
            <Table.Th w="128px">When</Table.Th>
            <Table.Th w="150px">Outcome</Table.Th>
            <Table.Th w="22%">Source</Table.Th>
            <Table.Th w="13%">Number</Table.Th>
            <Table.Th w="15%">Tags</Table.Th>
            <Table.Th w="128px">Sent to</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <Table.Tr key={call.id} className={`${classes['row']} ${rowClass(call, since)}`}>
              <Table.Td>
                <CallerCell call={call} />
              </Table.Td>
              <Table.Td>
                <When at={call.startedAt} zone={call.company.timeZone} stacked />
              </Table.Td>
              <Table.Td>
                <div className={classes['raised']}>
                  <CallState call={call} />
                </div>
                <Group gap={5} c="dimmed" mt={2}>
                  <Text size="xs" className="numeric">
                    <CallClock call={call} />
                  </Text>
                  <RecordingHint call={call} />
                </Group>
              </Table.Td>
              <Table.Td>
                <SourceCell call={call} />
              </Table.Td>
              <Table.Td>
                <NumberCell call={call} mixed={mixed} />
              </Table.Td>
              <Table.Td>
                <TagsCell call={call} />
              </Table.Td>
              <Table.Td>
                <div className={classes['raised']}>
                  <DeliveryDots call={call} />
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};
