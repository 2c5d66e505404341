import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from 'urql';
import { useFieldLabels } from '../../api/call-fields.tsx';
import type { Outcome } from '../../generated/graphql.ts';
import { useWordChoices } from '../../parts/call-looks.ts';
import type { CallQuery } from './call-query.ts';
import { LeadFilterFields } from './lead-filter-fields.tsx';
import { filterOptionsQuery } from './queries.ts';

export interface FilterProps {
  readonly query: CallQuery;
  readonly change: (part: Partial<CallQuery>) => void;
}

export const OutcomeField = ({ query, change }: FilterProps) => (
  <MultiSelect
    aria-label={useFieldLabels()('outcome')}
    placeholder={query.outcomes.length > 0 ? '' : 'Any outcome'}
    data={useWordChoices('outcome')}
    value={[...query.outcomes]}
    onChange={(outcomes) => change({ outcomes: outcomes as Outcome[] })}
    clearable
    miw={150}
  />
);

/** A chosen value stays visible even when it is in none of the lists. */
const withValue = (choices: { value: string; label: string }[], value: string | null) =>
  value === null || choices.some((each) => each.value === value)
    ? choices
    : [...choices, { value, label: value }];

const named = (nodes: readonly { id: string; name: string }[] | undefined) =>
  (nodes ?? []).map(({ id, name }) => ({ value: id, label: name }));

export const SourceField = ({ query, change }: FilterProps) => {
  const [{ data }] = useQuery({ query: filterOptionsQuery });
  const sources = (data?.callReport.rows ?? [])
    .flatMap(({ groups }) => groups)
    .flatMap(({ value, label }) => (value ? [{ value, label }] : []));
  return (
    <Select
      aria-label={useFieldLabels()('source')}
      placeholder="Any source"
      searchable
      clearable
      nothingFoundMessage="No calls from such a source"
      data={withValue(sources, query.source)}
      value={query.source}
      onChange={(source) => change({ source })}
    />
  );
};

export const MoreFields = ({ query, change }: FilterProps) => {
  const [{ data }] = useQuery({ query: filterOptionsQuery });
  const labelOf = useFieldLabels();
  const companies = named(data?.companies.nodes);
  return (
    <>
      {(companies.length > 1 || query.company) && (
        <Select
          label={labelOf('company')}
          placeholder="Any company"
          searchable
          clearable
          data={withValue(companies, query.company)}
          value={query.company}
          onChange={(company) => change({ company })}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Select
        label={labelOf('tracker')}
        placeholder="Any tracker"
        searchable
        clearable
        data={withValue(named(data?.trackers.nodes), query.tracker)}
        value={query.tracker}
        onChange={(tracker) => change({ tracker })}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        label={labelOf('tags')}
        placeholder="Any tag"
        searchable
        clearable
        data={withValue(named(data?.tags.nodes), query.tag)}
        value={query.tag}
        onChange={(tag) => change({ tag })}
        comboboxProps={{ withinPortal: false }}
      />
      <NumberInput
        label={`${labelOf('durationSeconds')}, at least`}
        suffix=" seconds"
        placeholder="Any duration"
        min={1}
        allowDecimal={false}
        value={query.minSeconds ?? ''}
        onChange={(value) => change({ minSeconds: typeof value === 'number' && value > 0 ? value : null })}
      />
      <LeadFilterFields query={query} change={change} />
      <Checkbox
        label={labelOf('firstTime')}
        checked={query.firstTime}
        onChange={(event) => change({ firstTime: event.currentTarget.checked })}
      />
    </>
  );
};
