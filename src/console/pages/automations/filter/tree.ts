import type { CallFilter } from '../../../generated/graphql.ts';
import type { Filterable, FilterField } from './call-fields.ts';
import { fieldNamed } from './fields.ts';
import { isKnown, isOffered, isUnknown, operatorOf, operatorsOf } from './operators.ts';
import { isOwnFieldName, isOwnList, ownComparison, ownConditions } from './own-fields.ts';

export type GroupKind = 'ALL' | 'ANY' | 'NONE' | 'NOT_ALL';

export interface Group {
  readonly kind: GroupKind;
  readonly key: number;
  readonly items: readonly Item[];
}

/** One comparison. `value` is text as typed, a number, yes or no, or a list of texts. */
export interface Condition {
  readonly kind: 'CONDITION';
  readonly key: number;
  readonly field: string;
  /** How the builder treats the field. */
  readonly about: FilterField;
  readonly operator: string;
  readonly value: ConditionValue;
}

/** Conditions the builder has no controls for: shown, and saved as they came. */
export interface Kept {
  readonly kind: 'KEPT';
  readonly key: number;
  readonly filter: CallFilter;
}

export type ConditionValue = string | number | boolean | readonly string[];
export type Item = Group | Condition | Kept;

let keys = 0;
const nextKey = (): number => {
  keys += 1;
  return keys;
};

export const newGroup = (kind: GroupKind, items: readonly Item[] = []): Group => ({
  kind,
  items,
  key: nextKey(),
});

const isGroup = (item: Item): item is Group => item.kind !== 'CONDITION' && item.kind !== 'KEPT';

const emptyValue = (about: FilterField, operator: string): ConditionValue => {
  const { arity } = operatorOf(about, operator);
  if (arity === 'many') return [];
  return about.kind === 'boolean' ? true : '';
};

/** A condition on a field that is yet to be given its value. Throws for a field the server did not name. */
export const newCondition = (field: string, fields: Filterable): Condition => {
  const about = fieldNamed(field, fields);
  if (!about) throw new Error(`There is no field ${field} to filter by.`);
  const operator = operatorsOf(about)[0].name;
  return { kind: 'CONDITION', key: nextKey(), field, about, operator, value: emptyValue(about, operator) };
};

/** The condition with another operator; its value stays where it still makes sense. */
export const withOperator = (condition: Condition, operator: string): Condition => {
  const { about, value } = condition;
  const { arity } = operatorOf(about, operator);
  if (arity === 'one' && Array.isArray(value)) return { ...condition, operator, value: value[0] ?? '' };
  if (arity === 'many' && typeof value === 'string')
    return { ...condition, operator, value: value === '' ? [] : [value] };
  return { ...condition, operator };
};

const filterOf = (field: string, comparison: Readonly<Record<string, unknown>>): CallFilter =>
  isOwnFieldName(field) ? ownComparison(field, comparison) : { [field]: comparison };

const condition = (field: string, about: FilterField, operator: string, value: unknown): Condition | Kept => {
  const presence = operator === 'present' ? (value === true ? isKnown : isUnknown) : null;
  if (!isOffered(about, presence ?? operator))
    return { kind: 'KEPT', key: nextKey(), filter: filterOf(field, { [operator]: value }) };
  return {
    kind: 'CONDITION',
    key: nextKey(),
    field,
    about,
    operator: presence ?? operator,
    value: presence ? '' : Array.isArray(value) ? value.map(String) : (value as ConditionValue),
  };
};

const asGroup = (kind: GroupKind, filter: CallFilter, fields: Filterable): Group => {
  const items = itemsOf(filter, fields);
  const [only] = items;
  return items.length === 1 && only?.kind === kind ? only : newGroup(kind, items);
};

const negated = (filter: CallFilter, fields: Filterable): Group => {
  const items = itemsOf(filter, fields);
  const [only] = items;
  if (items.length === 1 && only?.kind === 'ANY') return newGroup('NONE', only.items);
  if (items.length === 1 && only?.kind === 'ALL') return newGroup('NOT_ALL', only.items);
  return newGroup(items.length === 1 ? 'NONE' : 'NOT_ALL', items);
};

const childItem = (filter: CallFilter, fields: Filterable): Item => {
  const items = itemsOf(filter, fields);
  const [only] = items;
  return items.length === 1 && only ? only : newGroup('ALL', items);
};

const conditionsOn = (
  field: string,
  comparison: Readonly<Record<string, unknown>>,
  fields: Filterable,
): readonly Item[] => {
  const about = fieldNamed(field, fields);
  return about
    ? Object.entries(comparison).flatMap(([operator, value]) =>
        value === null || value === undefined ? [] : [condition(field, about, operator, value)],
      )
    : [{ kind: 'KEPT', key: nextKey(), filter: { [field]: comparison } }];
};

/** The parts of a filter, all of which have to hold. */
const itemsOf = (filter: CallFilter, fields: Filterable): readonly Item[] => {
  const { all, any, not, ...comparisons } = filter;
  const items: Item[] = [];
  const childOf = (child: CallFilter): Item => childItem(child, fields);
  if (all) items.push(newGroup('ALL', all.map(childOf)));
  if (any) items.push(newGroup('ANY', any.map(childOf)));
  if (not) items.push(negated(not, fields));
  for (const [field, comparison] of Object.entries(comparisons)) {
    if (!comparison) continue;
    const asked =
      isOwnList(field) && Array.isArray(comparison)
        ? ownConditions(field, comparison)
        : [[field, comparison as Readonly<Record<string, unknown>>] as const];
    for (const [name, compared] of asked) items.push(...conditionsOn(name, compared, fields));
  }
  return items;
};

export const toTree = (filter: CallFilter, fields: Filterable): Group => {
  const items = itemsOf(filter, fields);
  const [only] = items;
  return items.length === 1 && only && isGroup(only) ? only : asGroup('ALL', filter, fields);
};

const isFilled = ({ about, operator, value }: Condition): boolean => {
  if (operatorOf(about, operator).arity === 'none') return true;
  // Half a number, such as a lone minus, comes as text.
  if (about.kind === 'number') return typeof value === 'number';
  return Array.isArray(value) ? value.length > 0 : typeof value !== 'string' || value.trim() !== '';
};

/** False while a condition still lacks its value. */
export const isComplete = (item: Item): boolean =>
  item.kind === 'CONDITION' ? isFilled(item) : !isGroup(item) || item.items.every(isComplete);

const comparison = ({ operator, value }: Condition): Record<string, unknown> => {
  if (operator === isKnown) return { present: true };
  if (operator === isUnknown) return { present: false };
  return { [operator]: typeof value === 'string' ? value.trim() : value };
};

const itemFilter = (item: Item): CallFilter | null => {
  if (item.kind === 'CONDITION') return filterOf(item.field, comparison(item));
  if (item.kind === 'KEPT') return item.filter;
  const filters = item.items.flatMap((each) => itemFilter(each) ?? []);
  if (filters.length === 0) return null;
  switch (item.kind) {
    case 'ALL':
      return { all: filters };
    case 'ANY':
      return { any: filters };
    case 'NONE':
      return { not: { any: filters } };
    case 'NOT_ALL':
      return { not: { all: filters } };
  }
};

/** The filter the tree stands for. A group without conditions asks for nothing and is left out. */
export const toFilter = (tree: Group): CallFilter => itemFilter(tree) ?? {};
