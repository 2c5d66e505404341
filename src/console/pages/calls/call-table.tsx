import { Checkbox, Table } from '@mantine/core';
import type { CallRowFragment } from '../../generated/graphql.ts';
import { callerTitle } from '../../parts/caller-words.ts';
import classes from './calls.module.css';
import type { Column } from './columns.tsx';
import type { Selection } from './selection.ts';

export const rowClass = (call: CallRowFragment, since: string): string =>
  [
    call.status === 'RINGING' && classes['live'],
    call.status === 'ANSWERED' && classes['talking'],
    call.startedAt > since && classes['fresh'],
  ]
    .filter(Boolean)
    .join(' ');

export interface ListProps {
  readonly calls: readonly CallRowFragment[];
  /** When the page was opened; calls after it are marked as new for a moment. */
  readonly since: string;
  /** Null: nothing can be done with calls together. */
  readonly selection: Selection | null;
  readonly columns: readonly Column[];
}

export const PickCall = ({ call, selection }: { call: CallRowFragment; selection: Selection }) => (
  <Checkbox
    size="xs"
    className={classes['pick'] ?? ''}
    aria-label={`Select the call from ${callerTitle(call)}`}
    checked={selection.has(call.id)}
    onChange={(event) => selection.toggle([call.id], event.currentTarget.checked)}
  />
);

const pickWidth = 36;

const PickAll = ({ calls, selection }: { calls: readonly CallRowFragment[]; selection: Selection }) => {
  const picked = calls.filter(({ id }) => selection.has(id)).length;
  return (
    <Checkbox
      size="xs"
      aria-label="Select all calls shown"
      checked={picked > 0 && picked === calls.length}
      indeterminate={picked > 0 && picked < calls.length}
      onChange={(event) =>
        selection.toggle(
          calls.map(({ id }) => id),
          event.currentTarget.checked,
        )
      }
    />
  );
};

export const CallTable = ({ calls, since, selection, columns }: ListProps) => {
  const mixed = calls.some(({ company }) => company.id !== calls[0]?.company.id);
  const least = columns.reduce((sum, { width }) => sum + width, selection ? pickWidth : 0);
  return (
    <Table.ScrollContainer minWidth={least}>
      <Table
        layout="fixed"
        horizontalSpacing="sm"
        className={classes['table'] ?? ''}
        aria-label="Calls, newest first"
      >
        <Table.Thead>
          <Table.Tr>
            {selection && (
              <Table.Th w={pickWidth} pr={0}>
                <PickAll calls={calls} selection={selection} />
              </Table.Th>
            )}
            {columns.map(({ id, label, width }) => (
              <Table.Th key={id} w={width}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <Table.Tr
              key={call.id}
              className={`${classes['row']} ${rowClass(call, since)}`}
              {...(selection?.has(call.id) ? { 'data-picked': true } : {})}
            >
              {selection && (
                <Table.Td pr={0}>
                  <PickCall call={call} selection={selection} />
                </Table.Td>
              )}
              {columns.map(({ id, cell }) => (
                <Table.Td key={id}>{cell(call, mixed)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};
