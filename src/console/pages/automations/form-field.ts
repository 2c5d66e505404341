import type { FormFieldFragment } from '../../generated/graphql.ts';

/** A field of a form the console itself describes. Required unless said otherwise. */
export const formField = (
  name: string,
  label: string,
  kind: FormFieldFragment['kind'],
  more: Partial<FormFieldFragment> = {},
): FormFieldFragment => ({
  name,
  label,
  kind,
  help: null,
  required: true,
  choices: [],
  defaultValue: null,
  placeholder: null,
  template: null,
  ...more,
});
