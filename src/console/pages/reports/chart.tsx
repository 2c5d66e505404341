import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { CallFilter, CallReportMetric } from '../../generated/graphql.ts';
import { locale } from '../../parts/locale.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { seriesQuery } from './queries.ts';
import type { ReportQuery } from './report-query.ts';
import { otherName, seriesOf } from './series.ts';
import { splitBy } from './split.ts';
import { dimensionNamed, intervalLabels, intervals, metricNamed, type ReportWords } from './words.ts';

const colors = ['ink.6', 'teal.6', 'orange.6', 'grape.6', 'cyan.6', 'pink.6'];
const chartHeight = 260;

const tick = (query: ReportQuery, zone: string) => {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    month: 'short',
    ...(query.interval === 'MONTH' ? { year: 'numeric' } : { day: 'numeric' }),
    ...(query.interval === 'HOUR' ? { hour: 'numeric' } : {}),
  });
  return (start: unknown): string =>
    typeof start === 'string' && start ? format.format(new Date(start)) : '';
};

/** One metric over time, split by the report's first dimension. */
export const Chart = ({
  query,
  filter,
  zone,
  change,
  words,
}: {
  query: ReportQuery;
  filter: CallFilter;
  zone: string;
  change: (part: Partial<ReportQuery>) => void;
  words: ReportWords;
}) => {
  const [picked, setPicked] = useState<CallReportMetric | null>(null);
  const metric = picked && query.metrics.includes(picked) ? picked : (query.metrics[0] ?? 'CALLS');
  const { label, format, additive } = metricNamed(metric, words);
  const [split] = query.groupBy;
  // A call with two tags is in two groups, which do not add up to all calls.
  const overlapping = split ? dimensionNamed(split, words).multiple : false;
  const result = useQuery({
    query: seriesQuery,
    variables: {
      filter,
      ...splitBy(query.groupBy.slice(0, 1), words),
      metrics: [...query.metrics],
      attribution: query.model,
      interval: query.interval,
      timeZone: zone,
    },
  });
  return (
    <Panel
      title={label}
      mb="md"
      actions={
        <Group gap="xs">
          <SegmentedControl
            aria-label="Interval of the chart"
            size="xs"
            data={intervals.map((value) => ({ value, label: intervalLabels[value] }))}
            value={query.interval}
            onChange={(interval) => change({ interval })}
          />
          <Select
            aria-label="Metric of the chart"
            size="xs"
            w={170}
            allowDeselect={false}
            data={query.metrics.map((each) => ({ value: each, label: metricNamed(each, words).label }))}
            value={metric}
            onChange={(value) => setPicked(query.metrics.find((each) => each === value) ?? null)}
          />
        </Group>
      }
    >
      <Loaded result={result} skeleton={<Skeleton height={chartHeight} radius="md" />}>
        {({ callReport }) => {
          const series = seriesOf(callReport.rows, {
            metric,
            additive,
            overlapping,
            interval: query.interval,
            zone: callReport.timeZone,
            most: colors.length,
          });
          if (series.points.length === 0)
            return (
              <Text size="sm" c="dimmed" py="xl" ta="center">
                No calls in this time.
              </Text>
            );
          const common = {
            h: chartHeight,
            data: [...series.points],
            dataKey: 'start',
            series: series.names.map((name, place) => ({
              name,
              color: name === otherName ? 'gray.5' : (colors[place] ?? 'gray.5'),
            })),
            valueFormatter: (value: number) => format(value, callReport.currency),
            xAxisProps: { tickFormatter: tick(query, callReport.timeZone), minTickGap: 24 },
            yAxisProps: { width: 56, allowDecimals: !additive },
            tooltipProps: { labelFormatter: tick(query, callReport.timeZone) },
            withLegend: series.names.length > 1,
            legendProps: { verticalAlign: 'bottom' as const, itemSorter: null },
            tickLine: 'none' as const,
          };
          return additive && !overlapping ? (
            <BarChart {...common} type="stacked" maxBarWidth={28} />
          ) : (
            <LineChart {...common} connectNulls curveType="monotone" withDots={series.points.length < 40} />
          );
        }}
      </Loaded>
    </Panel>
  );
};
