import { z } from 'zod';
import type { FormField } from '../../../integrations/kit/forms.ts';
import { Refusal } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { idIn } from '../../input.ts';
import { withCustomValues } from '../../leads/custom-values.ts';
import { customFields, withCustomField } from '../../leads/parts/custom-fields.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import type { CustomField, Setup } from '../../setup/setup.ts';
import { givenId } from '../given.ts';
import { defineCallAction, type Offer } from './call-action.ts';

const stored = z.strictObject({
  fieldId: z.uuid(),
  /** Null takes the value away. */
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});

const controls: Readonly<Record<CustomField['kind'], FormField['kind']>> = {
  TEXT: 'TEXT',
  DATE: 'TEXT',
  NUMBER: 'NUMBER',
  CHOICE: 'CHOICE',
  CHECKBOX: 'CHECKBOX',
};

const formOfField = ({ name, kind, choices }: CustomField): FormField => ({
  name: 'value',
  label: name,
  kind: controls[kind],
  help: kind === 'CHECKBOX' ? null : 'Left empty, the field is emptied.',
  required: false,
  choices: choices.map((value) => ({ value, label: value })),
  defaultValue: null,
  placeholder: kind === 'DATE' ? '2026-11-20' : null,
  template: null,
});

/** Each field is an entry of its own, because each has a form of its own. */
const offers = ({ customFields: fields, companies }: Setup): readonly Offer[] =>
  [...fields.values()]
    .filter(({ subject, archived }) => subject === 'CALL' && !archived)
    .map((field) => {
      const company = companies.get(field.companyId ?? '');
      return {
        label: `Set “${field.name}”`,
        group: 'Custom fields of the call',
        description: company ? `Calls of ${company.name} have this field.` : '',
        settings: { fieldId: typedId('CustomField', field.id) },
        fields: [formOfField(field)],
      };
    });

export const setCustomField = defineCallAction({
  name: 'setCustomField',
  title: 'Set a field',
  description: "Sets one of the account's own fields on the call.",
  stored,
  given: z.object({
    fieldId: givenId('CustomField').meta({ description: 'Which field.' }),
    value: z.unknown().optional().meta({
      description:
        "As the field's kind wants it: a text, a number, a day like `2026-11-20`, true or false. Null empties it.",
    }),
  }),
  offers,
  read: (given, { setup, companyId }, field) => {
    const fieldId = idIn('CustomField', given.fieldId, `${field}.fieldId`);
    const custom = setup.customFields.get(fieldId);
    if (custom?.subject !== 'CALL')
      throw new Refusal('NOT_FOUND', 'There is no such custom field of calls.', `${field}.fieldId`);
    const about = { subject: 'CALL' as const, companyId: companyId ?? custom.companyId ?? '' };
    const value = given.value ?? null;
    const values = withCustomValues({}, { [custom.key]: value }, about, setup, `${field}.value`);
    return { fieldId, value: values[fieldId] ?? null };
  },
  place: ({ fieldId }) => placeOf(customFields, fieldId),
  apply: (call, { fieldId, value }, { setup }) => {
    const custom = setup.customFields.get(fieldId);
    if (!custom || custom.archived) return { call, did: 'left the fields: the one it names is gone' };
    if (custom.companyId !== null && typedId('Company', custom.companyId) !== call.company.id)
      return { call, did: 'left the fields: the one it names is for another company' };
    if ((call.customFields[custom.key] ?? null) === value)
      return { call, did: `left “${custom.name}” as it was` };
    const did = value === null ? `emptied “${custom.name}”` : `set “${custom.name}” to ${String(value)}`;
    return { call: withCustomField(call, custom.key, value), did };
  },
  shown: ({ fieldId, value }, { setup }) => {
    const name = setup.customFields.get(fieldId)?.name ?? 'a field that is gone';
    return {
      title: value === null ? `Empty ${name}` : `Set ${name} to ${String(value)}`,
      settings: { fieldId: typedId('CustomField', fieldId), value },
    };
  },
});
