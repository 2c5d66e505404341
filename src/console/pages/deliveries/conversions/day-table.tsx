import { Table, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { cellText, columns, isZero } from './columns.ts';
import { dayWords } from './day-words.ts';
import type { Figures, Place } from './places.ts';
import { hasReasons, Reasons } from './reasons.tsx';

const Cells = ({ figures }: { figures: Figures }) =>
  columns.map(({ name }) => (
    <Table.Td key={name} ta="right" c={isZero(figures, name) ? 'dimmed' : ''}>
      {cellText(figures, name)}
    </Table.Td>
  ));

const DayRow = ({ day, figures }: { day: string; figures: Figures }) => {
  const [opened, setOpened] = useState(false);
  return (
    <Fragment>
      <Table.Tr>
        <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
          {hasReasons(figures) ? (
            <UnstyledButton
              fz="sm"
              aria-expanded={opened}
              aria-label={`${dayWords(day)}: reasons`}
              onClick={() => setOpened(!opened)}
            >
              <IconChevronRight
                size={14}
                aria-hidden
                style={{ verticalAlign: -2, transform: opened ? 'rotate(90deg)' : 'none' }}
              />{' '}
              {dayWords(day)}
            </UnstyledButton>
          ) : (
            <Text span size="sm" pl={18}>
              {dayWords(day)}
            </Text>
          )}
        </Table.Th>
        <Cells figures={figures} />
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={columns.length + 1} bg="var(--hover)" pl={38}>
            <Reasons figures={figures} />
          </Table.Td>
        </Table.Tr>
      )}
    </Fragment>
  );
};

/** A place's days with their sum. */
export const DayTable = ({ place, name }: { place: Place; name: string }) => (
  <Table className="numeric" aria-label={name}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Day</Table.Th>
        {columns.map(({ name: column, label, help }) => (
          <Table.Th key={column} ta="right">
            <Tooltip label={help}>
              <span>{label}</span>
            </Tooltip>
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {place.days.map(({ day, figures }) => (
        <DayRow key={day} day={day} figures={figures} />
      ))}
    </Table.Tbody>
    <Table.Tfoot>
      <Table.Tr>
        <Table.Th scope="row">Total</Table.Th>
        {columns.map(({ name: column }) => (
          <Table.Th key={column} ta="right">
            {cellText(place.total, column)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Tfoot>
  </Table>
);
