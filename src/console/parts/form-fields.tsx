import {
  Checkbox,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core';
import type { FormFieldFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import type { FieldValue, FieldValues } from './field-values.ts';

graphql(`
  fragment FormField on FormField {
    name
    label
    help
    kind
    required
    choices { value label }
    defaultValue
    placeholder
  }
`);

interface Props {
  readonly field: FormFieldFragment;
  readonly value: FieldValue;
  readonly change: (value: FieldValue) => void;
  readonly error: string | undefined;
}

const text = (value: FieldValue): string => (typeof value === 'string' ? value : '');

const Field = ({ field, value, change, error }: Props) => {
  const common = {
    name: field.name,
    label: field.label,
    description: field.help,
    withAsterisk: field.required,
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(error ? { error } : {}),
  };
  const choices = field.choices.map((choice) => ({ ...choice }));
  const chosen = Array.isArray(value) ? [...value] : [];
  switch (field.kind) {
    case 'CHECKBOX':
      return (
        <Checkbox
          label={field.label}
          description={field.help}
          error={error}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case 'NUMBER':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'boolean' || Array.isArray(value) ? '' : (value as number | string)}
          onChange={change}
        />
      );
    case 'CHOICE':
      return (
        <Select
          {...common}
          data={choices}
          value={text(value) || null}
          onChange={(next) => change(next ?? '')}
          clearable={!field.required && field.defaultValue === null}
          allowDeselect={!field.required}
          searchable={choices.length > 8}
        />
      );
    case 'LIST':
      return choices.length > 0 ? (
        <MultiSelect {...common} data={choices} value={chosen} onChange={change} clearable />
      ) : (
        <TagsInput {...common} value={chosen} onChange={change} splitChars={[',', '\n']} />
      );
    case 'SECRET':
      return (
        <PasswordInput
          {...common}
          autoComplete="off"
          value={text(value)}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case 'TEXT':
      return (
        <TextInput {...common} value={text(value)} onChange={(event) => change(event.currentTarget.value)} />
      );
  }
};

/** A form the server describes: connecting an integration, setting up an action. */
export const FormFields = ({
  fields,
  values,
  change,
  errors = {},
}: {
  fields: readonly FormFieldFragment[];
  values: FieldValues;
  change: (values: FieldValues) => void;
  errors?: Readonly<Record<string, string>>;
}) => (
  <Stack gap="sm">
    {fields.map((field) => (
      <Field
        key={field.name}
        field={field}
        value={values[field.name] ?? ''}
        error={errors[field.name]}
        change={(value) => change({ ...values, [field.name]: value })}
      />
    ))}
  </Stack>
);
