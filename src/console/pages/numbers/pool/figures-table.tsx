import { Badge, Table } from '@mantine/core';
import type { PoolForecastQuery } from '../../../generated/graphql.ts';
import { count, percent } from '../../../parts/format.ts';
import { calls } from './forecast-words.ts';

/** The curve in figures. */
export const FiguresTable = ({
  points,
  present,
  sufficient,
  recommended,
}: PoolForecastQuery['poolForecast']) => (
  <Table.ScrollContainer minWidth={520} type="native">
    <Table
      horizontalSpacing="xs"
      verticalSpacing={6}
      className="numeric"
      fz="sm"
      aria-label="Forecast in figures"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th miw={150}>Numbers</Table.Th>
          <Table.Th ta="right">Served</Table.Th>
          <Table.Th ta="right">By Erlang B</Table.Th>
          <Table.Th ta="right">Without one</Table.Th>
          <Table.Th ta="right">Ambiguous calls</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map((point) => (
          <Table.Tr key={point.numbers}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {count(point.numbers)}{' '}
              {point.numbers === recommended && (
                <Badge size="sm" color="teal" style={{ flexShrink: 0 }}>
                  Recommended
                </Badge>
              )}{' '}
              {point.numbers === sufficient && sufficient !== recommended && (
                <Badge size="sm" color="blue" style={{ flexShrink: 0 }}>
                  Serves 99.9%
                </Badge>
              )}{' '}
              {point.numbers === present && <Badge size="sm">Now</Badge>}
            </Table.Td>
            <Table.Td ta="right">{percent(point.served)}</Table.Td>
            <Table.Td ta="right">{percent(point.servedByErlang)}</Table.Td>
            <Table.Td ta="right">{count(point.missed)}</Table.Td>
            <Table.Td ta="right">{calls(point.ambiguousCalls)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
