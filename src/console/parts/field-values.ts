import type { FormFieldFragment } from '../generated/graphql.ts';

export type FieldValue = string | number | boolean | readonly string[];
export type FieldValues = Readonly<Record<string, FieldValue>>;

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value ? value.split(',') : [];

const startValue = (field: FormFieldFragment, saved: unknown): FieldValue => {
  const value = saved ?? field.defaultValue;
  // A number that may be filled in with a field of the call is written as text.
  if (field.template) return value === null || value === undefined ? '' : String(value);
  switch (field.kind) {
    case 'CHECKBOX':
      return value === true || value === 'true';
    case 'NUMBER':
      return value === null || value === undefined || value === '' ? '' : Number(value);
    case 'LIST':
      return list(value);
    case 'SECRET':
      return '';
    default:
      return value === null || value === undefined ? '' : String(value);
  }
};

/** What a form starts with: what was saved, else the defaults. Secrets never come back. */
export const startValues = (
  fields: readonly FormFieldFragment[],
  saved: Readonly<Record<string, unknown>> = {},
): FieldValues =>
  Object.fromEntries(fields.map((field) => [field.name, startValue(field, saved[field.name])]));

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** The values as the server takes them: what was left empty is left out, so that its default holds. */
export const submittedValues = (
  fields: readonly FormFieldFragment[],
  values: FieldValues,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = values[name];
      if (isEmpty(value)) return [];
      return [[name, typeof value === 'string' ? value.trim() : value]];
    }),
  );

/** Required fields that are still empty, with what to say at them. */
export const missingValues = (
  fields: readonly FormFieldFragment[],
  values: FieldValues,
): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter(({ name, required, kind }) => required && kind !== 'CHECKBOX' && isEmpty(values[name]))
      .map(({ name, label }) => [name, `${label} is needed.`]),
  );
