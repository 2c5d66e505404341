import fc from 'fast-check';
import type { CallFilter } from '../../src/filter/call-filter.ts';
import { type CustomList, customKinds } from '../../src/filter/custom-fields.ts';
import { type Field, type FieldName, fields } from '../../src/filter/fields.ts';
import { typedId } from '../../src/ids.ts';
import type { CustomField } from '../../src/setup/setup.ts';
import { dayWord, type Referred, word } from './arbitrary-calls.ts';

interface Nouns extends Referred {
  readonly callerFields: readonly CustomField[];
}

/** What a field of this type may be compared with. */
const operandOf = (name: FieldName, field: Field, nouns: Nouns): fc.Arbitrary<string | number | boolean> => {
  if (field.choices) return fc.constantFrom(...field.choices);
  switch (field.type) {
    case 'NumberComparison':
      return fc.oneof(fc.nat(700), fc.constantFrom(-1, 0, 0.5, 59.5, 125.5));
    case 'TimeComparison':
      return fc.constantFrom('2026-03-29T01:30:00Z', '2026-06-01T00:00:00+02:00', '2026-10-25T02:30:00.123Z');
    case 'BooleanComparison':
      return fc.boolean();
    case 'WeekdayComparison':
      return fc.constantFrom('MONDAY', 'SATURDAY', 'SUNDAY');
    case 'IdComparison':
      if (name === 'assignee') return fc.constantFrom(...nouns.agents.map((row) => typedId('Agent', row.id)));
      return name === 'company'
        ? fc.constantFrom(...nouns.companies.map((row) => typedId('Company', row.id)))
        : fc.constantFrom(...nouns.trackers.map((row) => typedId('Tracker', row.id)));
    case 'TagsComparison':
      return fc.constantFrom(
        ...nouns.tags.flatMap((row) => [row.name, typedId('Tag', row.id)]),
        'no such tag',
      );
    default:
      return name === 'callerNumber' ? fc.constantFrom('+12125550177', '2125') : word;
  }
};

const lists = new Set(['in', 'notIn', 'hasAny', 'hasAll', 'hasNone']);

const comparisonOf = (name: FieldName, nouns: Nouns): fc.Arbitrary<CallFilter> => {
  const field: Field = fields[name];
  const operand = operandOf(name, field, nouns);
  const operators = Object.keys(field.comparison).map((op) => {
    const value =
      op === 'present' ? fc.boolean() : lists.has(op) ? fc.array(operand, { maxLength: 3 }) : operand;
    return value.map((wanted) => ({ [name]: { [op]: wanted } }) as CallFilter);
  });
  return fc.oneof(...operators);
};

const customOperand: Readonly<Record<keyof typeof customKinds, fc.Arbitrary<unknown>>> = {
  text: word,
  number: fc.oneof(fc.nat(200), fc.constantFrom(-1, 0.5, 59.5)),
  choice: word,
  date: dayWord.filter((day) => day.length === 10),
  checkbox: fc.boolean(),
};

/** One or two conditions on the account's own fields; the last key names none. */
const customOf = (list: CustomList, fields: readonly CustomField[]): fc.Arbitrary<CallFilter> => {
  const key = fc.constantFrom(...fields.map((row) => row.key), 'no_such_field');
  const conditions = Object.entries(customKinds).flatMap(([kind, { comparison }]) =>
    Object.keys(comparison).map((op) => {
      const operand = customOperand[kind as keyof typeof customKinds];
      const value =
        op === 'present' ? fc.boolean() : lists.has(op) ? fc.array(operand, { maxLength: 3 }) : operand;
      return fc.tuple(key, value).map(([name, wanted]) => ({ key: name, [kind]: { [op]: wanted } }));
    }),
  );
  return fc
    .array(fc.oneof(...conditions), { minLength: 1, maxLength: 2 })
    .map((given) => ({ [list]: given }) as CallFilter);
};

/** Random filters over every field and operator, a few levels deep. */
export const arbitraryFilter = (nouns: Nouns): fc.Arbitrary<CallFilter> => {
  const leaf = fc.oneof(
    ...(Object.keys(fields) as FieldName[]).map((name) => comparisonOf(name, nouns)),
    { weight: 5, arbitrary: customOf('customFields', nouns.callFields) },
    { weight: 3, arbitrary: customOf('callerCustomFields', nouns.callerFields) },
  );
  return fc.letrec<{ node: CallFilter }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })),
      tie('node').map((not) => ({ not })),
      fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
    ),
  })).node;
};
