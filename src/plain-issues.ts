import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address like https://example.com',
  e164: 'a phone number like +12125550100',
};

const bound = (origin: string, word: 'at least' | 'at most', size: number | bigint): string => {
  if (origin === 'array') return `This must have ${word} ${size} entries.`;
  return `This must be ${word} ${size}${origin === 'string' ? ' characters long' : ''}.`;
};

/** For `safeParse`: what is wrong with a field of a form, for its reader, where the schema itself has no words for it. */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is required.'
        : `This must be ${kinds[issue.expected] ?? 'something else'}.`;
    case 'invalid_value':
      return `This must be one of ${issue.values.join(', ')}.`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'This must not be empty.'
        : bound(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.maximum);
    case 'invalid_format':
      return `This is not ${formats[issue.format] ?? 'in the form it needs'}.`;
    default:
      return undefined;
  }
};

/** The place of an issue below `root`: `input.settings.to[2]`. */
export const issuePath = (root: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    root,
  );
