import type { CustomFieldDetailFragment, CustomFieldKind } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment CustomFieldDetail on CustomField {
    id
    subject
    key
    name
    kind
    choices
    archived
    company { id name }
  }
`);

graphql(`
  fragment CustomValue on CustomFieldValue {
    field { id key name kind }
    text
    number
    checkbox
  }
`);

export type CustomInput = string | number | boolean;

interface Stored {
  readonly field: { readonly id: string };
  readonly text: string;
  readonly number?: number | null;
  readonly checkbox?: boolean | null;
}

export const kindLabels: Record<CustomFieldKind, string> = {
  TEXT: 'Text',
  NUMBER: 'Number',
  CHOICE: 'Choice',
  DATE: 'Date',
  CHECKBOX: 'Checkbox',
};

const inputOf = ({ kind }: CustomFieldDetailFragment, value: Stored | undefined): CustomInput => {
  if (kind === 'CHECKBOX') return value?.checkbox ?? false;
  if (kind === 'NUMBER') return value?.number ?? '';
  return value?.text ?? '';
};

/** Fields that calls or callers of a company have; an archived one only as long as it has a value. */
export const fieldsFor = (
  fields: readonly CustomFieldDetailFragment[],
  about: { readonly subject: 'CALL' | 'CALLER'; readonly companyId: string },
  values: readonly Stored[],
): readonly CustomFieldDetailFragment[] =>
  fields.filter(
    ({ id, subject, company, archived }) =>
      subject === about.subject &&
      (values.some(({ field }) => field.id === id) ||
        (!archived && (!company || company.id === about.companyId))),
  );

/** By key, what the controls of the fields show. */
export const customInputs = (
  fields: readonly CustomFieldDetailFragment[],
  values: readonly Stored[],
): Record<string, CustomInput> =>
  Object.fromEntries(
    fields.map((field) => [
      field.key,
      inputOf(
        field,
        values.find((value) => value.field.id === field.id),
      ),
    ]),
  );

/** Values as the server takes them: an emptied one is null. */
export const submittedCustom = (values: Readonly<Record<string, CustomInput | undefined>>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'string' && value.trim() === '' ? null : value,
    ]),
  );

/** A value as lists show it. */
export const customText = ({ field, text }: { field: { kind: CustomFieldKind }; text: string }): string =>
  field.kind === 'CHECKBOX' ? (text === 'yes' ? 'Yes' : 'No') : text;
