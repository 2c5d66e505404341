import type {
  CallFieldDetailFragment,
  CallFilter,
  CustomFieldComparison,
} from '../../../generated/graphql.ts';
import type { FieldKind, Filterable, FilterField } from './call-fields.ts';

/** The lists of a filter that ask about the account's own fields. */
const ownLists = ['customFields', 'callerCustomFields'] as const satisfies (keyof CallFilter)[];
type OwnList = (typeof ownLists)[number];

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

export const isOwnList = (name: string): name is OwnList => ownLists.some((list) => list === name);
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

/** How the builder names a field: its own name, or where and how an own one is compared. */
export const conditionName = ({ name, customField }: CallFieldDetailFragment): string => {
  if (!customField) return name;
  const { subject, kind, key } = customField;
  return `${subject === 'CALL' ? 'customFields' : 'callerCustomFields'}.${kind.toLowerCase()}.${key}`;
};

export const ownFieldIn = (name: OwnFieldName, fields: Filterable): CallFieldDetailFragment | undefined =>
  fields.find((field) => conditionName(field) === name);

/** A field that is no longer in use, or is of another kind now, still shows by its key. */
export const ownKey = (name: OwnFieldName): string => partsOf(name).key;
