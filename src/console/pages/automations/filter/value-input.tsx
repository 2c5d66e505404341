import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { Choice } from './call-fields.ts';
import { fieldLabel, valueChoices } from './fields.ts';
import type { Lists } from './lists.ts';
import { operatorOf } from './operators.ts';
import type { Condition, ConditionValue } from './tree.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** ISO to what a `datetime-local` input holds, in the browser's zone. */
const toLocal = (iso: ConditionValue): string => {
  const at = new Date(typeof iso === 'string' ? iso : '');
  if (Number.isNaN(at.getTime())) return '';
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** A tag or tracker that was deleted meanwhile still shows, as what the filter stores. */
const choicesWith = (choices: readonly Choice[], values: readonly string[]): Choice[] => [
  ...choices.map((choice) => ({ ...choice })),
  ...values
    .filter((value) => value !== '' && !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: value })),
];

const texts = (value: ConditionValue): string[] =>
  Array.isArray(value) ? value.map(String) : value === '' ? [] : [String(value)];

export const ValueInput = ({
  condition,
  lists,
  change,
  error,
}: {
  condition: Condition;
  lists: Lists;
  change: (value: ConditionValue) => void;
  error: string | null;
}) => {
  const { value, about: field } = condition;
  const { arity } = operatorOf(field, condition.operator);
  const common = { 'aria-label': `Value for ${fieldLabel(condition.field, lists)}`, error };
  if (arity === 'none') return <div />;
  if (field.kind === 'boolean')
    return (
      <Select
        {...common}
        allowDeselect={false}
        data={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
        value={String(value)}
        onChange={(next) => change(next === 'true')}
      />
    );
  if (field.kind === 'number')
    return (
      <NumberInput
        {...common}
        suffix={field.unit ? ` ${field.unit}` : ''}
        value={typeof value === 'number' || typeof value === 'string' ? value : ''}
        onChange={change}
      />
    );
  if (field.kind === 'time')
    return (
      <TextInput
        {...common}
        type="datetime-local"
        value={toLocal(value)}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          change(typed ? new Date(typed).toISOString() : '');
        }}
      />
    );
  if (field.kind === 'date')
    return (
      <TextInput
        {...common}
        type="date"
        value={String(value)}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  const choices = valueChoices(condition.field, field, lists);
  if (arity === 'many')
    return choices ? (
      <MultiSelect
        {...common}
        searchable
        data={choicesWith(choices, texts(value))}
        value={texts(value)}
        onChange={change}
      />
    ) : (
      <TagsInput {...common} value={texts(value)} onChange={change} splitChars={[',', '\n']} />
    );
  return choices ? (
    <Select
      {...common}
      searchable={choices.length > 7}
      allowDeselect={false}
      data={choicesWith(choices, texts(value))}
      value={texts(value)[0] ?? null}
      onChange={(next) => change(next ?? '')}
    />
  ) : (
    <TextInput
      {...common}
      value={typeof value === 'string' ? value : String(value)}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
};
