import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import type { CustomValues } from '../../../schema/index.ts';
import type { CustomField, Setup } from '../../setup/setup.ts';
import { valueText } from '../custom-values.ts';
import type { Part } from './part.ts';

type Value = CustomValues[string];

/** Values by id or key with another one there; null takes it away. */
const withValue = (
  values: Readonly<Record<string, Value>>,
  name: string,
  value: Value | null,
): Readonly<Record<string, Value>> => {
  const { [name]: _, ...others } = values;
  return value === null ? others : { ...others, [name]: value };
};

/** The snapshot with another value under this key. */
export const withCustomField = (call: CallSnapshot, key: string, value: Value | null): CallSnapshot => ({
  ...call,
  customFields: withValue(call.customFields, key, value),
});

const ofCalls = (setup: Setup): readonly CustomField[] =>
  [...setup.customFields.values()].filter(({ subject }) => subject === 'CALL');

const prefix = 'custom:';

/** The account's own fields on calls, a place each; the history names them by key, `custom:job_type`. */
export const customFields: Part<Value> = {
  name: 'custom',
  columns: ['customValues'],
  of: (call) => new Map(Object.entries(call.customValues)),
  put: (call, id, value) => ({ ...call, customValues: withValue(call.customValues, id, value) }),
  seen: (call, setup) =>
    new Map(
      ofCalls(setup).flatMap(({ id, key }) => {
        const value = call.customFields[key];
        return value === undefined ? [] : [[id, value]];
      }),
    ),
  take: (call, other, id, setup) => {
    const key = setup.customFields.get(id)?.key;
    return key === undefined ? call : withCustomField(call, key, other.customFields[key] ?? null);
  },
  same: (a, b) => a === b,
  field: (id, setup) => `${prefix}${setup.customFields.get(id)?.key ?? id}`,
  label: (field, setup) => {
    const key = field.slice(prefix.length);
    return ofCalls(setup).find((one) => one.key === key)?.name ?? key;
  },
  told: (call, setup) =>
    new Map(
      Object.entries(call.customValues).map(([id, value]) => [
        customFields.field(id, setup),
        valueText(value),
      ]),
    ),
  news: (before, after, setup) =>
    [...setup.customFields.values()]
      .filter(({ id }) => before.customValues[id] !== after.customValues[id])
      .map(({ id, name }) => {
        const value = after.customValues[id];
        return value === undefined ? `${name}: removed.` : `${name}: ${valueText(value)}.`;
      }),
};
