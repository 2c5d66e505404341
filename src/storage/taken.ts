import { Refusal } from '../errors.ts';

/** SQLSTATE of a value that has to be unique and is not. */
const notUnique = '23505';

/** The failure under what Drizzle wraps around it. */
const codeOf = (error: unknown): unknown => {
  if (!(error instanceof Error)) return null;
  return error.cause === undefined ? (error as { readonly code?: unknown }).code : codeOf(error.cause);
};

/**
 * For what has to be unique in the account: another's may be one that a limited reach does not see and could not look
 * for. The transaction is lost either way.
 */
export const refuseTaken =
  (message: string, field: string) =>
  (error: unknown): never => {
    if (codeOf(error) === notUnique) throw new Refusal('CONFLICT', message, field);
    throw error;
  };
