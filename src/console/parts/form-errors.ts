import { errorsByField, type UserError } from '../api/save.ts';

/** User errors by the first part of the field they name: an error about `choices.3` belongs to `choices`. */
export const formErrors = (
  errors: readonly UserError[],
  known: readonly string[],
): { readonly fields: Record<string, string>; readonly rest: string | null } => {
  const { fields, rest } = errorsByField(errors, known);
  const byName = Object.entries(fields).map(([path, message]) => [path.split('.')[0], message] as const);
  return { fields: Object.fromEntries(byName.toReversed()), rest };
};
