import { Group, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import type { CallReportDimension, CallReportMetric } from '../../generated/graphql.ts';
import { DateRangePicker } from '../../parts/date-range-picker.tsx';
import { type ReportQuery, standardReport } from './report-query.ts';
import { dimensionLabels, dimensions, intervalLabels, intervals, metrics, metricWords } from './words.ts';

const mostDimensions = 3;

export const Pickers = ({
  query,
  change,
  companies,
}: {
  query: ReportQuery;
  change: (part: Partial<ReportQuery>) => void;
  companies: readonly { id: string; name: string }[];
}) => (
  <Group gap="xs" mb="md" align="flex-end" role="search" aria-label="Report">
    <DateRangePicker
      value={query.range}
      onChange={(range) => change({ range: range ?? standardReport.range })}
    />
    {companies.length > 1 && (
      <Select
        aria-label="Company"
        placeholder="All companies"
        clearable
        w={190}
        data={companies.map(({ id, name }) => ({ value: id, label: name }))}
        value={query.company}
        onChange={(company) => change({ company })}
      />
    )}
    <MultiSelect
      aria-label="Split by"
      maxValues={mostDimensions}
      data={dimensions.map((value) => ({ value, label: dimensionLabels[value] }))}
      value={[...query.groupBy]}
      onChange={(groupBy) => groupBy.length > 0 && change({ groupBy: groupBy as CallReportDimension[] })}
      miw={180}
    />
    <MultiSelect
      aria-label="Metrics"
      data={metrics.map((value) => ({ value, label: metricWords[value].label }))}
      value={[...query.metrics]}
      onChange={(chosen) => chosen.length > 0 && change({ metrics: chosen as CallReportMetric[] })}
      miw={220}
      style={{ flex: '1 1 300px' }}
    />
    <SegmentedControl
      aria-label="Interval of the chart"
      data={intervals.map((value) => ({ value, label: intervalLabels[value] }))}
      value={query.interval}
      onChange={(interval) => change({ interval })}
    />
  </Group>
);
