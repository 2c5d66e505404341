import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql';
import { errorWords } from './error-words.ts';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
}

export type Saved<Payload> =
  | { readonly ok: true; readonly payload: Payload }
  | { readonly ok: false; readonly errors: readonly UserError[] };

/** A mutation whose expected failures come back as data, and whose unexpected ones look the same. */
export const useSave = <Data, Variables extends AnyVariables, Payload extends { userErrors: UserError[] }>(
  mutation: TypedDocumentNode<Data, Variables>,
  pick: (data: Data) => Payload,
): { readonly save: (variables: Variables) => Promise<Saved<Payload>>; readonly saving: boolean } => {
  const [{ fetching }, execute] = useMutation(mutation);
  return {
    saving: fetching,
    save: async (variables) => {
      const { data, error } = await execute(variables);
      if (error || !data) return { ok: false, errors: [{ code: 'FAILED', message: errorWords(error) }] };
      const payload = pick(data);
      return payload.userErrors.length > 0
        ? { ok: false, errors: payload.userErrors }
        : { ok: true, payload };
    },
  };
};

/** Without the `input.` some servers put in front, `a[0].b` written `a.0.b` as forms name it. */
const formPath = (field: string): string => field.replace(/^input\./, '').replace(/\[(\d+)\]/g, '.$1');

/**
 * User errors laid out for a form: those that name one of its fields by field, the rest as sentences.
 * `known` holds top-level field names; an error about `settings.x` belongs to `settings`.
 */
export const errorsByField = (
  errors: readonly UserError[],
  known: readonly string[],
): { readonly fields: Record<string, string>; readonly rest: string | null } => {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const error of errors) {
    const path = error.field ? formPath(error.field) : '';
    if (known.includes(path.split('.')[0] ?? '')) fields[path] ??= error.message;
    else rest.push(error.message);
  }
  return { fields, rest: rest.length > 0 ? rest.join(' ') : null };
};

/** What went wrong in words; null, behind `done`, when nothing did. */
export const failureOf = <Payload>(
  saved: Saved<Payload>,
  done: (payload: Payload) => void = () => undefined,
): string | null => {
  if (!saved.ok) return allErrors(saved.errors);
  done(saved.payload);
  return null;
};

export const allErrors = (errors: readonly UserError[]): string =>
  errors.map(({ message }) => message).join(' ');
