import { Text, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { CallFieldDetailFragment } from '../../../generated/graphql.ts';
import type { FieldProps } from '../../../parts/form-fields.tsx';
import { FieldPicker } from './field-picker.tsx';
import { inserted } from './insert.ts';

/** What the field becomes on the call it is tried on. */
export interface Shown {
  readonly value: string | null;
  readonly error: string | null;
}

/** What comes out, below a field that fills something in. */
const Outcome = ({ shown }: { shown: Shown }) => (
  <Text size="xs" mt={4} lineClamp={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    <Text span c="dimmed" inherit>
      Becomes:{' '}
    </Text>
    {shown.value ?? 'left out'}
  </Text>
);

/** A text with fields of the call in it. */
export const TemplateInput = ({
  field,
  value,
  change,
  error,
  fields,
  shown,
}: FieldProps & {
  fields: readonly CallFieldDetailFragment[];
  shown: Shown | undefined;
}) => {
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const offered = fields.filter(
    ({ templateType }) => templateType && (field.template === 'TEXT' || templateType === field.template),
  );
  const insert = (path: string): void => {
    const { current } = input;
    const start = current?.selectionStart ?? text.length;
    const next = inserted(text, { start, end: current?.selectionEnd ?? start }, path);
    change(next.text);
    // The caret can be placed only in text that is there.
    requestAnimationFrame(() => {
      current?.focus();
      current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const fault = error ?? (text.trim() === '' ? null : shown?.error);
  const common = {
    name: field.name,
    label: field.label,
    description: field.help,
    withAsterisk: field.required,
    value: text,
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(fault ? { error: fault } : {}),
    rightSectionPointerEvents: 'all',
    rightSection: <FieldPicker fields={offered} label={field.label} choose={insert} />,
  } as const;
  return (
    <>
      {field.template === 'TEXT' ? (
        <Textarea
          {...common}
          ref={input}
          autosize
          minRows={1}
          maxRows={8}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <TextInput {...common} ref={input} onChange={(event) => change(event.currentTarget.value)} />
      )}
      {!fault && shown && text.includes('{{') && <Outcome shown={shown} />}
    </>
  );
};
