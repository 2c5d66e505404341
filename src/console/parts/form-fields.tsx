import {
  Checkbox,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  TagsInput,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
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
    template
  }
`);

export interface FieldProps {
  readonly field: FormFieldFragment;
  readonly value: FieldValue;
  readonly change: (value: FieldValue) => void;
  readonly error: string | undefined;
}

const text = (value: FieldValue): string => (typeof value === 'string' ? value : '');

const Field = ({ field, value, change, error }: FieldProps) => {
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

/** Short inputs stand side by side; what may be long has the line to itself. */
const isWide = ({ template }: FormFieldFragment): boolean => template === 'TEXT';

/** A form the server describes: connecting an integration, setting up an action. */
export const FormFields = ({
  fields,
  values,
  change,
  errors = {},
  columns = 1,
  instead,
}: {
  fields: readonly FormFieldFragment[];
  values: FieldValues;
  change: (values: FieldValues) => void;
  errors?: Readonly<Record<string, string>>;
  /** Side by side where there is room. */
  columns?: 1 | 2;
  /** What to show in place of the usual control; null: the usual one. */
  instead?: (props: FieldProps) => ReactNode;
}) => (
  <SimpleGrid cols={{ base: 1, sm: columns }} spacing="sm" verticalSpacing="sm">
    {fields.map((field) => {
      const props: FieldProps = {
        field,
        value: values[field.name] ?? '',
        error: errors[field.name],
        change: (value) => change({ ...values, [field.name]: value }),
      };
      return (
        <div key={field.name} style={{ minWidth: 0, ...(isWide(field) ? { gridColumn: '1 / -1' } : {}) }}>
          {instead?.(props) ?? <Field {...props} />}
        </div>
      );
    })}
  </SimpleGrid>
);
