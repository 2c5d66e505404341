import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { CustomFieldDetailFragment } from '../generated/graphql.ts';
import type { CustomInput } from './custom-fields.ts';

/** The control that fits the kind of a custom field. */
export const CustomFieldInput = ({
  field,
  value,
  change,
  error,
  readOnly,
}: {
  field: CustomFieldDetailFragment;
  value: CustomInput;
  change: (value: CustomInput) => void;
  error: string | undefined;
  readOnly: boolean;
}) => {
  const locked = readOnly || field.archived;
  const common = {
    label: field.archived ? `${field.name} (archived)` : field.name,
    readOnly: locked,
    ...(error ? { error } : {}),
  };
  const text = String(value);
  switch (field.kind) {
    case 'CHECKBOX':
      return (
        <Checkbox
          label={common.label}
          error={error}
          disabled={locked}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case 'NUMBER':
      return (
        <NumberInput
          {...common}
          decimalScale={6}
          thousandSeparator=","
          value={typeof value === 'boolean' ? '' : value}
          onChange={change}
        />
      );
    case 'CHOICE': {
      // A choice that was taken off the list stays on calls that have it.
      const choices = field.choices.includes(text) || text === '' ? field.choices : [...field.choices, text];
      return (
        <Select
          {...common}
          placeholder="Not set"
          clearable={!locked}
          searchable={choices.length > 8}
          data={[...choices]}
          value={text || null}
          onChange={(next) => change(next ?? '')}
        />
      );
    }
    case 'DATE':
      return (
        <TextInput
          {...common}
          type="date"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case 'TEXT':
      return (
        <Textarea
          {...common}
          autosize
          minRows={1}
          maxRows={6}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
};
