import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Paper, Text } from '@mantine/core';
import type { PoolForecastQuery } from '../../../generated/graphql.ts';
import { Facts } from '../../../parts/facts.tsx';
import { count, percent, plural } from '../../../parts/format.ts';
import { calls } from './forecast-words.ts';

type Forecast = PoolForecastQuery['poolForecast'];

/** Names of the curves, which are the keys of their values too. */
const curves = {
  served: 'Visitors served',
  erlang: 'The same by Erlang B',
  ambiguous: 'Ambiguous calls',
} as const;

const PointTooltip = ({ point }: { point: Forecast['points'][number] | undefined }) =>
  point && (
    <Paper withBorder p="sm" radius="md" shadow="sm" maw={240}>
      <Text size="sm" fw={600} mb={4}>
        {plural(point.numbers, 'number')}
      </Text>
      <Facts
        labelWidth={120}
        facts={[
          ['Visitors served', percent(point.served)],
          ['By Erlang B', percent(point.servedByErlang)],
          ['Without one', count(point.missed)],
          ['Ambiguous calls', calls(point.ambiguousCalls)],
        ]}
      />
    </Paper>
  );

/** Five steps from just below the worst share to all. */
const shareTicks = (points: Forecast['points']): number[] => {
  const least = Math.min(...points.flatMap(({ served, servedByErlang }) => [served, servedByErlang]));
  const from = Math.max(0, Math.floor(least * 10) / 10);
  return [0, 1, 2, 3, 4].map((step) => from + ((1 - from) * step) / 4);
};

/** Numbers in the pool against visitors who get one and calls nobody could credit. */
export const ForecastChart = ({ points, recommended, present }: Forecast) => {
  const together = recommended === present;
  const ticks = shareTicks(points);
  const [least = 0, most = 0] = [points[0]?.numbers, points.at(-1)?.numbers];
  // Of two lines close to each other each has its name on its outer side, unless an axis stands there.
  const side = (own: number, other: number): 'left' | 'right' => {
    const place = (own - least) / Math.max(1, most - least);
    if (place < 0.25) return 'right';
    return place > 0.85 || own <= other ? 'left' : 'right';
  };
  return (
    <LineChart
      h={260}
      data={points.map((point) => ({
        numbers: point.numbers,
        [curves.served]: point.served,
        [curves.erlang]: point.servedByErlang,
        [curves.ambiguous]: point.ambiguousCalls,
      }))}
      dataKey="numbers"
      series={[
        { name: curves.served, color: 'teal.6' },
        { name: curves.erlang, color: 'gray.5', strokeDasharray: '5 5' },
        { name: curves.ambiguous, color: 'orange.6', yAxisId: 'right' },
      ]}
      referenceLines={[
        {
          x: recommended,
          color: 'teal.7',
          label: together ? 'Recommended and now' : 'Recommended',
          labelPosition: side(recommended, present),
        },
        ...(together
          ? []
          : [{ x: present, color: 'ink.6', label: 'Now', labelPosition: side(present, recommended) }]),
      ]}
      curveType="monotone"
      withDots={false}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      tickLine="none"
      xAxisProps={{ type: 'number', domain: ['dataMin', 'dataMax'], allowDecimals: false, minTickGap: 24 }}
      yAxisProps={{ width: 48, domain: [ticks[0] ?? 0, 1], ticks, tickFormatter: percent }}
      withRightYAxis
      rightYAxisProps={{ width: 36, allowDecimals: false, tickFormatter: count }}
      tooltipProps={{
        content: ({ label }) => <PointTooltip point={points.find(({ numbers }) => numbers === label)} />,
      }}
    />
  );
};
