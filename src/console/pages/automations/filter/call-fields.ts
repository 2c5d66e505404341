import type { CallFieldDetailFragment, CallFieldKind, CallFieldUnit } from '../../../generated/graphql.ts';

export type FieldKind =
  | 'text'
  | 'number'
  | 'time'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'ownChoice'
  | 'id'
  | 'tags';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The account's own things that choices may be. */
type List = 'trackers' | 'companies' | 'tags' | 'agents';

/** What an operator and its value depend on. */
export interface FilterField {
  readonly kind: FieldKind;
  readonly unit?: string;
  readonly choices?: readonly Choice[];
  readonly list?: List;
  /** True where a call may lack the value, so that one may ask whether it is known. */
  readonly optional: boolean;
}

const kinds: Record<CallFieldKind, FieldKind> = {
  TEXT: 'text',
  NUMBER: 'number',
  TIME: 'time',
  DATE: 'date',
  BOOLEAN: 'boolean',
  CHOICE: 'choice',
  ID: 'id',
  TAGS: 'tags',
};

const unitWords: Partial<Record<CallFieldUnit, string>> = {
  SECONDS: 'seconds',
  HOUR: 'o’clock',
  POINTS: 'points',
};

/** By the type whose ids they are. */
const lists: Readonly<Record<string, List>> = {
  Tracker: 'trackers',
  Company: 'companies',
  Tag: 'tags',
  Agent: 'agents',
};

/** A field as the server says it, as the builder's controls need it. */
export const filterFieldOf = (field: CallFieldDetailFragment): FilterField => {
  const unit = field.unit && unitWords[field.unit];
  const list = field.type && lists[field.type];
  return {
    kind: kinds[field.kind],
    optional: field.optional && field.operators.includes('present'),
    ...(unit ? { unit } : {}),
    ...(list ? { list } : {}),
    ...(field.words.length > 0 ? { choices: field.words } : {}),
  };
};

export type Filterable = readonly CallFieldDetailFragment[];

/** What a filter asks about every call; the account's own fields are in `own-fields.ts`. */
export const callField = (name: string, fields: Filterable): CallFieldDetailFragment | undefined =>
  fields.find((field) => field.name === name && !field.customField && field.operators.length > 0);
