import { Group, MultiSelect, Select } from '@mantine/core';
import type { AttributionModel, CallReportMetric } from '../../generated/graphql.ts';
import { DateRangePicker } from '../../parts/date-range-picker.tsx';
import { type ReportQuery, standardReport } from './report-query.ts';
import { models, modelWords, type ReportWords } from './words.ts';

const mostDimensions = 3;

export const Pickers = ({
  query,
  change,
  companies,
  words,
}: {
  query: ReportQuery;
  change: (part: Partial<ReportQuery>) => void;
  companies: readonly { id: string; name: string }[];
  words: ReportWords;
}) => (
  <Group gap="xs" mb="md" align="flex-start" role="search" aria-label="Report">
    <DateRangePicker
      label="Time"
      value={query.range}
      onChange={(range) => change({ range: range ?? standardReport.range })}
    />
    {companies.length > 1 && (
      <Select
        label="Company"
        placeholder="All companies"
        clearable
        style={{ flex: '1 1 150px', maxWidth: 220 }}
        data={companies.map(({ id, name }) => ({ value: id, label: name }))}
        value={query.company}
        onChange={(company) => change({ company })}
      />
    )}
    <MultiSelect
      label="Split by"
      maxValues={mostDimensions}
      searchable
      data={words.dimensionMenu}
      value={[...query.groupBy]}
      onChange={(groupBy) => groupBy.length > 0 && change({ groupBy })}
      style={{ flex: '1 1 160px', maxWidth: 320 }}
    />
    <Select
      label="Credit"
      placeholder="As credited"
      clearable
      data={models.map((value) => ({ value, label: modelWords[value].label }))}
      value={query.model}
      onChange={(model) => change({ model: model as AttributionModel | null })}
      style={{ flex: '1 1 150px', maxWidth: 180 }}
    />
    <MultiSelect
      label="Show"
      data={words.metrics.map(({ name, label, shareable }) => ({
        value: name,
        label,
        disabled: !shareable && query.model !== null,
      }))}
      value={[...query.metrics]}
      onChange={(chosen) => chosen.length > 0 && change({ metrics: chosen as CallReportMetric[] })}
      style={{ flex: '1 1 300px' }}
    />
  </Group>
);
