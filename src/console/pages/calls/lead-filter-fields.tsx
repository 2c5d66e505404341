import { NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useFieldLabels } from '../../api/call-fields.tsx';
import type { CustomFieldDetailFragment } from '../../generated/graphql.ts';
import { useLeadChoices } from '../../parts/lead-choices.ts';
import { nobody } from './call-query.ts';
import { fieldValue, withField } from './field-condition.ts';
import type { FilterProps } from './filter-fields.tsx';

const typingMilliseconds = 350;
const inside = { withinPortal: false };

const TypedField = ({
  label,
  numeric,
  value,
  change,
}: {
  label: string;
  numeric: boolean;
  value: string;
  change: (value: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(change, typingMilliseconds);
  const type = (next: string | number): void => {
    setTyped(String(next));
    settle(String(next));
  };
  return numeric ? (
    <NumberInput label={`${label}, at least`} placeholder="Any" value={typed} onChange={type} />
  ) : (
    <TextInput
      label={`${label} contains`}
      placeholder="Anything"
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
};

const CustomFilter = ({
  field,
  value,
  change,
}: {
  field: CustomFieldDetailFragment;
  value: string;
  change: (value: string) => void;
}) => {
  const label = field.subject === 'CALLER' ? `Caller: ${field.name}` : field.name;
  switch (field.kind) {
    case 'CHOICE':
    case 'CHECKBOX': {
      const choices =
        field.kind === 'CHOICE'
          ? field.choices.map((choice) => ({ value: choice, label: choice }))
          : [
              { value: 'yes', label: 'Yes' },
              { value: 'no', label: 'No' },
            ];
      return (
        <Select
          label={label}
          placeholder="Any"
          clearable
          searchable={choices.length > 8}
          data={choices}
          value={value || null}
          onChange={(next) => change(next ?? '')}
          comboboxProps={inside}
        />
      );
    }
    case 'DATE':
      return (
        <TextInput
          type="date"
          label={label}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    default:
      return <TypedField label={label} numeric={field.kind === 'NUMBER'} value={value} change={change} />;
  }
};

/** Whose lead, how good, and what the account writes down about it. */
export const LeadFilterFields = ({ query, change }: FilterProps) => {
  const labelOf = useFieldLabels();
  const { agents, customFields } = useLeadChoices();
  const offered = customFields.filter(
    ({ archived, subject, key }) => !archived || fieldValue(query.fields, { subject, key }) !== '',
  );
  return (
    <>
      {(agents.length > 0 || query.assignee) && (
        <Select
          label={labelOf('assignee')}
          placeholder="Anybody"
          clearable
          searchable={agents.length > 8}
          data={[
            { value: nobody, label: 'Nobody' },
            ...agents.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={query.assignee}
          onChange={(assignee) => change({ assignee })}
          comboboxProps={inside}
        />
      )}
      <NumberInput
        label={`${labelOf('score')}, at least`}
        placeholder="Any score"
        allowDecimal={false}
        value={query.minScore ?? ''}
        onChange={(value) => change({ minScore: typeof value === 'number' ? value : null })}
      />
      {offered.map((field) => (
        <CustomFilter
          key={field.id}
          field={field}
          value={fieldValue(query.fields, field)}
          change={(value) => change({ fields: withField(query.fields, { ...field, value }) })}
        />
      ))}
    </>
  );
};
