import { Refusal } from './errors.ts';
import { type Noun, uuidOf } from './ids.ts';

/** A text a person gave: trimmed, neither empty nor too long. `field` names it in the refusal. */
export const textIn = (given: string, field: string, limits: { readonly max: number }): string => {
  const text = given.trim();
  if (text === '') throw new Refusal('INVALID', 'Must not be empty.', field);
  if (text.length > limits.max)
    throw new Refusal('INVALID', `Must not be longer than ${limits.max} characters.`, field);
  // PostgreSQL stores neither, and would answer with an error nobody could read.
  if (text.includes('\0') || !text.isWellFormed())
    throw new Refusal('INVALID', 'Must not contain NUL or broken characters.', field);
  return text;
};

/** The same where nothing may be given: null and blanks are null. */
export const optionalTextIn = (
  given: string | null | undefined,
  field: string,
  limits: { readonly max: number },
): string | null => (given?.trim() ? textIn(given, field, limits) : null);

/** UUID of a typed id somebody gave. */
export const idIn = (noun: Noun, given: string, field: string): string => {
  const uuid = uuidOf(noun, given);
  if (uuid) return uuid;
  throw new Refusal('INVALID', `This is not the id of a ${noun}.`, field);
};

/** The same where none may be given. A blank is no id: taken for none, it would silently mean everything. */
export const optionalIdIn = (noun: Noun, given: string | null | undefined, field: string): string | null =>
  given === null || given === undefined ? null : idIn(noun, given, field);

/** A whole number between two bounds, both allowed. */
export const wholeIn = (
  given: number,
  field: string,
  limits: { readonly min: number; readonly max: number },
): number => {
  if (Number.isInteger(given) && given >= limits.min && given <= limits.max) return given;
  throw new Refusal('INVALID', `Must be a whole number from ${limits.min} to ${limits.max}.`, field);
};
