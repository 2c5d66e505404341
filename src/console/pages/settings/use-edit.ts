import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { Saved, UserError } from '../../api/save.ts';
import { formErrors } from '../../parts/form-errors.ts';

/** By field, what is wrong with it; null: nothing. */
type Checks<Values> = {
  readonly [Field in keyof Values]?: (value: Values[Field], all: Values) => string | null;
};

const failed = <Values extends Record<string, unknown>>(
  checks: Checks<Values>,
  values: Values,
): Record<string, string> =>
  Object.fromEntries(
    Object.keys(values).flatMap((field: keyof Values & string) => {
      const words = checks[field]?.(values[field], values);
      return words ? [[field, words]] : [];
    }),
  );

/**
 * A form in a dialog that makes a thing or changes one: what the server refuses is said at its field. Answers
 * the form, and what its dialog needs.
 */
export const useEdit = <Values extends Record<string, unknown>, Payload extends { userErrors: UserError[] }>({
  what,
  thing,
  initialValues,
  validate,
  send,
  busy,
  close,
  done,
}: {
  /** What is made: `tag`. */
  what: string;
  /** What is changed; null for a new one. */
  thing: { readonly name: string } | null;
  initialValues: Values;
  validate: Checks<Values>;
  send: (values: Values) => Promise<Saved<Payload>>;
  busy: boolean;
  close: () => void;
  done: (payload: Payload) => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ initialValues, validate: (values: Values) => failed(validate, values) });
  const refuse = (errors: Readonly<Record<string, ReactNode>>): void => {
    form.setErrors(errors);
    const [first] = Object.keys(errors);
    if (first) form.getInputNode(first)?.focus();
  };
  const submit = form.onSubmit(async (values) => {
    setProblem(null);
    const saved = await send(values);
    if (saved.ok) {
      done(saved.payload);
      return;
    }
    const { fields, rest } = formErrors(saved.errors, Object.keys(initialValues));
    refuse(fields);
    setProblem(rest);
  }, refuse);
  const dialog = {
    title: thing ? `Edit ${thing.name}` : `New ${what}`,
    submitLabel: thing ? 'Save' : 'Create',
    opened: true,
    ...{ close, submit, busy, problem },
  };
  return { form, dialog };
};

/** For `validate`: says so at a field that was left empty. */
export const needed = (words: string) => (value: string | null) => (value?.trim() ? null : words);
