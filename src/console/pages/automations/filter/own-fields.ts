import type {
  CustomFieldComparison,
  CustomFieldDetailFragment,
  CustomFieldSubject,
} from '../../../generated/graphql.ts';
import type { FieldKind, FilterField } from './call-fields.ts';

/** Whose fields a list of a filter asks about. */
const subjects = { customFields: 'CALL', callerCustomFields: 'CALLER' } as const satisfies Record<
  string,
  CustomFieldSubject
>;
type OwnList = keyof typeof subjects;

const kinds = {
  text: 'text',
  number: 'number',
  choice: 'ownChoice',
  date: 'date',
  checkbox: 'boolean',
} as const satisfies Record<Exclude<keyof CustomFieldComparison, 'key' | '__typename'>, FieldKind>;
type OwnKind = keyof typeof kinds;

/** One of the account's own fields in a condition: `callerCustomFields.choice.job_type`. */
export type OwnFieldName = `${OwnList}.${OwnKind}.${string}`;

export const isOwnList = (name: string): name is OwnList => Object.hasOwn(subjects, name);
const isOwnKind = (name: string): name is OwnKind => Object.hasOwn(kinds, name);

const partsOf = (name: OwnFieldName) => {
  const [list = '', kind = '', ...key] = name.split('.');
  if (!isOwnList(list) || !isOwnKind(kind)) throw new Error(`${name} names no field.`);
  return { list, kind, key: key.join('.') };
};

export const isOwnFieldName = (name: string): name is OwnFieldName => {
  const [list = '', kind = '', key = ''] = name.split('.');
  return isOwnList(list) && isOwnKind(kind) && key !== '';
};

/** A box is always ticked or not; everything else may be unset. */
export const ownField = (name: OwnFieldName): FilterField => {
  const { kind } = partsOf(name);
  return { kind: kinds[kind], optional: kind !== 'checkbox' };
};

export const ownComparison = (name: OwnFieldName, comparison: Readonly<Record<string, unknown>>) => {
  const { list, kind, key } = partsOf(name);
  return { [list]: [{ key, [kind]: comparison }] };
};

/** The fields a list of conditions asks about, each with its comparison. */
export const ownConditions = (
  list: OwnList,
  conditions: readonly CustomFieldComparison[],
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  conditions.flatMap(({ key, ...byKind }) =>
    Object.entries(byKind).flatMap(([kind, comparison]) =>
      comparison ? [[`${list}.${kind}.${key}`, comparison] as const] : [],
    ),
  );

const nameOf = ({ subject, kind, key }: CustomFieldDetailFragment): OwnFieldName =>
  `${subject === 'CALL' ? 'customFields' : 'callerCustomFields'}.${kind.toLowerCase() as OwnKind}.${key}`;

export const ownFieldIn = (
  name: OwnFieldName,
  fields: readonly CustomFieldDetailFragment[],
): CustomFieldDetailFragment | undefined => fields.find((field) => nameOf(field) === name);

/** The fields one may ask about: those in use, and the one a condition asks about already. */
export const ownChoices = (
  subject: CustomFieldSubject,
  fields: readonly CustomFieldDetailFragment[],
  asked: string,
) => {
  const choices = fields
    .filter((field) => field.subject === subject && (!field.archived || nameOf(field) === asked))
    .map((field) => ({ value: nameOf(field) as string, label: field.name }));
  if (!isOwnFieldName(asked) || subjects[partsOf(asked).list] !== subject) return choices;
  const known = choices.some(({ value }) => value === asked);
  // A field that is no more, or is of another kind now, still shows by its key.
  return known ? choices : [...choices, { value: asked, label: `${partsOf(asked).key} (gone)` }];
};
