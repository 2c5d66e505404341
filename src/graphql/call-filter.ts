import { type ClassType, Field, ID } from 'type-graphql';
import { customKinds, customLists, customSubjects } from '../filter/custom-fields.ts';
import { fields } from '../filter/fields.ts';
import { callEnum } from './call-enums.ts';
import { addOptional, inputClass } from './input-class.ts';
import { DateTime } from './scalars.ts';

/** What stands on the right of each operator, by the type of the field. `Value` is the field's own type. */
type Operand = 'Value' | 'Values' | 'Text' | 'Texts' | 'Yes';

const operators: Readonly<Record<string, readonly [Operand, string]>> = {
  eq: ['Value', 'Is exactly this.'],
  notEq: ['Value', 'Is not this; holds for a missing value too.'],
  in: ['Values', 'Is one of these.'],
  notIn: ['Values', 'Is none of these; holds for a missing value too.'],
  contains: ['Text', 'Contains this, A or a alike.'],
  startsWith: ['Text', 'Starts with this, A or a alike.'],
  gt: ['Value', 'Is more, or later, than this.'],
  gte: ['Value', 'Is this, or more, or later.'],
  lt: ['Value', 'Is less, or earlier, than this.'],
  lte: ['Value', 'Is this, or less, or earlier.'],
  has: ['Text', 'Has this tag, by id or name.'],
  hasAny: ['Texts', 'Has one of these tags, by id or name.'],
  hasAll: ['Texts', 'Has all of these tags, by id or name.'],
  hasNone: ['Texts', 'Has none of these tags, by id or name.'],
  present: ['Yes', 'Is known (true) or missing (false).'],
};

const valueTypes: Readonly<Record<string, object>> = {
  TextComparison: String,
  NumberComparison: Number,
  TimeComparison: DateTime,
  BooleanComparison: Boolean,
  IdComparison: ID,
  TagsComparison: String,
  ChoiceComparison: String,
  DateComparison: String,
  CheckboxComparison: Boolean,
};

const descriptions: Readonly<Record<string, string>> = {
  TextComparison: 'Conditions on a text; all that are given must hold.',
  NumberComparison: 'Conditions on a number; all that are given must hold.',
  TimeComparison: 'Conditions on a moment; all that are given must hold.',
  BooleanComparison: 'A condition on yes or no.',
  IdComparison: 'Conditions on an id; all that are given must hold.',
  TagsComparison: 'Conditions on the tags; all that are given must hold.',
  ChoiceComparison: 'Conditions on a choice; all that are given must hold.',
  DateComparison: 'Conditions on a day, written `2026-11-20`; all that are given must hold.',
  CheckboxComparison: 'A condition on a box; one that was never ticked counts as not ticked.',
};

/** `DirectionComparison` compares the enum `Direction`. */
const valueTypeOf = (comparison: string): object =>
  valueTypes[comparison] ?? callEnum(comparison.replace(/Comparison$/, ''));

const operandType = (operand: Operand, value: object): object =>
  ({ Value: value, Values: [value], Text: String, Texts: [String], Yes: Boolean })[operand];

const made = new Map<string, ClassType>();

const comparisonInput = (type: string, names: readonly string[]): ClassType => {
  const known = made.get(type);
  if (known) return known;
  const value = valueTypeOf(type);
  const input = inputClass(type, descriptions[type] ?? 'Conditions on one of a fixed list; all must hold.');
  for (const name of names) {
    const [operand, description] = operators[name] ?? [];
    if (!operand || !description) throw new Error(`The operator ${name} has no GraphQL form.`);
    addOptional(input, name, () => operandType(operand, value), description);
  }
  made.set(type, input);
  return input;
};

/** The filter language as an input: generated, so a field or an operator is added in one place. */
export const CallFilterInput = inputClass(
  'CallFilter',
  'Which calls. Everything given must hold; an empty filter holds for every call. At most 12 levels deep.',
);

addOptional(CallFilterInput, 'all', () => [CallFilterInput], 'All of these must hold.');
addOptional(CallFilterInput, 'any', () => [CallFilterInput], 'One of these must hold.');
addOptional(CallFilterInput, 'not', () => CallFilterInput, 'This must not hold.');
for (const [name, { type, description, comparison }] of Object.entries(fields)) {
  const input = comparisonInput(type, Object.keys(comparison));
  addOptional(CallFilterInput, name, () => input, description);
}

const customMeanings: Readonly<Record<keyof typeof customKinds, string>> = {
  text: 'For fields of the kind TEXT.',
  number: 'For fields of the kind NUMBER.',
  choice: 'For fields of the kind CHOICE.',
  date: 'For fields of the kind DATE.',
  checkbox: 'For fields of the kind CHECKBOX.',
};

const CustomFieldComparison = inputClass(
  'CustomFieldComparison',
  "A condition on one of the account's own fields. Compared as another kind than its own, a value counts as missing.",
);
Field(() => String, { description: 'The key of the field: `job_type`.' })(
  CustomFieldComparison.prototype,
  'key',
);
for (const [name, { type, comparison }] of Object.entries(customKinds)) {
  const input = comparisonInput(type, Object.keys(comparison));
  addOptional(CustomFieldComparison, name, () => input, customMeanings[name as keyof typeof customKinds]);
}
for (const name of customLists)
  addOptional(CallFilterInput, name, () => [CustomFieldComparison], customSubjects[name].description);
