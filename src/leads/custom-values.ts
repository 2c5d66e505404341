import { z } from 'zod';
import type { CustomValues } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { textIn } from '../input.ts';
import type { CustomField, Setup } from '../setup/setup.ts';

type Value = CustomValues[string];

/** A value of a custom field as a person reads it. */
export const valueText = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** A value as its field's kind wants it; throws Refusal naming `path`. */
const valueIn = (given: unknown, field: CustomField, path: string): Value => {
  const refused = (wanted: string) => new Refusal('INVALID', `${field.name} takes ${wanted}.`, path);
  switch (field.kind) {
    case 'TEXT':
      if (typeof given !== 'string') throw refused('a text');
      return textIn(given, path, { max: 2_000 });
    case 'NUMBER':
      if (typeof given !== 'number' || !(Math.abs(given) <= 1e12))
        throw refused('a number up to a million millions');
      return Math.round(given * 1e6) / 1e6;
    case 'CHOICE':
      if (typeof given === 'string' && field.choices.includes(given)) return given;
      throw refused(`one of: ${field.choices.join(', ')}`);
    case 'DATE':
      if (typeof given === 'string' && isDay(given)) return given;
      throw refused('a day like 2026-11-20');
    case 'CHECKBOX':
      if (typeof given === 'boolean') return given;
      throw refused('true or false');
  }
};

const fieldOf = (
  key: string,
  about: { readonly subject: CustomField['subject']; readonly companyId: string },
  setup: Setup,
  path: string,
): CustomField => {
  const field = [...setup.customFields.values()].find(
    (one) => one.subject === about.subject && one.key === key,
  );
  if (!field) {
    const subject = about.subject === 'CALL' ? 'calls' : 'callers';
    throw new Refusal('NOT_FOUND', `There is no custom field with this key on ${subject}.`, path);
  }
  if (field.companyId === null || field.companyId === about.companyId) return field;
  throw new Refusal('INVALID', `${field.name} is a field of another company.`, path);
};

/**
 * The values with these put in by key: null and a blank text take one away. Throws Refusal naming the value
 * at fault below `root`. An archived field takes no new value.
 */
export const withCustomValues = (
  values: CustomValues,
  given: Readonly<Record<string, unknown>>,
  about: { readonly subject: CustomField['subject']; readonly companyId: string },
  setup: Setup,
  root: string,
): CustomValues => {
  const next: Record<string, Value> = { ...values };
  for (const [key, value] of Object.entries(given)) {
    const path = `${root}.${key}`;
    const field = fieldOf(key, about, setup, path);
    if (value === null || (typeof value === 'string' && value.trim() === '')) {
      delete next[field.id];
      continue;
    }
    if (field.archived)
      throw new Refusal(
        'INVALID',
        `${field.name} is archived: it keeps its values and takes no new ones.`,
        path,
      );
    next[field.id] = valueIn(value, field, path);
  }
  return next;
};
