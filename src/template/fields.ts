import type { CallSnapshot, CustomFieldValues } from '../../integrations/kit/vocabulary.ts';
import type { customFields } from '../../schema/index.ts';
import { callFieldNames, callFields } from '../call-fields/call-fields.ts';
import type { Fill, FillType } from '../call-fields/field.ts';

/** A property of a call that templates can name. */
export interface TemplateField {
  /** How a template names it: `callerNumber`. */
  readonly path: string;
  readonly label: string;
  readonly type: FillType;
  /** A value as it fills in. */
  readonly example: string;
  /** Its value as text; null where the call has none. */
  readonly read: (call: CallSnapshot) => string | null;
}

export type TemplateFields = ReadonlyMap<string, TemplateField>;

export type CustomField = Pick<
  typeof customFields.$inferSelect,
  'subject' | 'key' | 'name' | 'kind' | 'choices'
>;

const textOf = (value: Fill): string | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
};

/** What every call has: the registry. */
const ofEveryCall: readonly TemplateField[] = callFieldNames.map((path) => {
  const { label, example, fill } = callFields[path];
  return { path, label, type: fill.type, example, read: (call) => textOf(fill.read(call)) };
});

const customTypes = {
  TEXT: ['TEXT', 'Boiler'],
  NUMBER: ['NUMBER', '3'],
  CHOICE: ['TEXT', 'Boiler'],
  DATE: ['DATE', '2026-11-20'],
  CHECKBOX: ['BOOLEAN', 'yes'],
} as const satisfies Record<CustomField['kind'], readonly [FillType, string]>;

/** One of the account's own fields, as templates name it. */
export const ownTemplateField = ({ subject, key, name, kind, choices }: CustomField): TemplateField => {
  const [type, sample] = customTypes[kind];
  const example = kind === 'CHOICE' ? (choices[0] ?? sample) : sample;
  // `Object.hasOwn`: a key may be called like something every object has.
  const valueIn = (values: CustomFieldValues): string | null =>
    textOf(Object.hasOwn(values, key) ? values[key] : null);
  return subject === 'CALL'
    ? {
        path: `customFields.${key}`,
        label: name,
        type,
        example,
        read: (call) => valueIn(call.customFields),
      }
    : {
        path: `callerCustomFields.${key}`,
        label: `Caller: ${name}`,
        type,
        example,
        read: (call) => valueIn(call.caller.customFields),
      };
};

const made = new WeakMap<ReadonlyMap<string, CustomField>, TemplateFields>();

/** Everything templates of an account can name, by path. Made once for each picture of its setup. */
export const templateFieldsOf = (custom: ReadonlyMap<string, CustomField>): TemplateFields => {
  const known = made.get(custom);
  if (known) return known;
  const all = [...ofEveryCall, ...[...custom.values()].map(ownTemplateField)];
  const fields = new Map(all.map((one) => [one.path, one]));
  made.set(custom, fields);
  return fields;
};
