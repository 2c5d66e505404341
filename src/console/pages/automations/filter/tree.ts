import type { CallFilter } from '../../../generated/graphql.ts';
import { type CallFieldName, callField, isCallFieldName } from './call-fields.ts';
import { isKnown, isUnknown, operatorOf, operatorsOf } from './operators.ts';

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
  readonly field: CallFieldName;
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

const emptyValue = (field: CallFieldName, operator: string): ConditionValue => {
  const { arity } = operatorOf(field, operator);
  if (arity === 'many') return [];
  return callField(field).kind === 'boolean' ? true : '';
};

export const newCondition = (field: CallFieldName): Condition => {
  const operator = operatorsOf(field)[0].name;
  return { kind: 'CONDITION', key: nextKey(), field, operator, value: emptyValue(field, operator) };
};

/** The condition with another operator; its value stays where it still makes sense. */
export const withOperator = (condition: Condition, operator: string): Condition => {
  const { field, value } = condition;
  const { arity } = operatorOf(field, operator);
  if (arity === 'one' && Array.isArray(value)) return { ...condition, operator, value: value[0] ?? '' };
  if (arity === 'many' && typeof value === 'string')
    return { ...condition, operator, value: value === '' ? [] : [value] };
  return { ...condition, operator };
};

const condition = (field: CallFieldName, operator: string, value: unknown): Condition => {
  const presence = operator === 'present' ? (value === true ? isKnown : isUnknown) : null;
  return {
    kind: 'CONDITION',
    key: nextKey(),
    field,
    operator: presence ?? operator,
    value: presence ? '' : Array.isArray(value) ? value.map(String) : (value as ConditionValue),
  };
};

const asGroup = (kind: GroupKind, filter: CallFilter): Group => {
  const items = itemsOf(filter);
  const [only] = items;
  return items.length === 1 && only?.kind === kind ? only : newGroup(kind, items);
};

const negated = (filter: CallFilter): Group => {
  const items = itemsOf(filter);
  const [only] = items;
  if (items.length === 1 && only?.kind === 'ANY') return newGroup('NONE', only.items);
  if (items.length === 1 && only?.kind === 'ALL') return newGroup('NOT_ALL', only.items);
  return newGroup(items.length === 1 ? 'NONE' : 'NOT_ALL', items);
};

const childItem = (filter: CallFilter): Item => {
  const items = itemsOf(filter);
  const [only] = items;
  return items.length === 1 && only ? only : newGroup('ALL', items);
};

/** The parts of a filter, all of which have to hold. */
const itemsOf = (filter: CallFilter): readonly Item[] => {
  const items: Item[] = [];
  if (filter.all) items.push(newGroup('ALL', filter.all.map(childItem)));
  if (filter.any) items.push(newGroup('ANY', filter.any.map(childItem)));
  if (filter.not) items.push(negated(filter.not));
  for (const [field, comparison] of Object.entries(filter)) {
    if (['all', 'any', 'not'].includes(field) || !comparison) continue;
    if (!isCallFieldName(field)) {
      items.push({ kind: 'KEPT', key: nextKey(), filter: { [field]: comparison } });
      continue;
    }
    for (const [operator, value] of Object.entries(comparison))
      if (value !== null && value !== undefined) items.push(condition(field, operator, value));
  }
  return items;
};

export const toTree = (filter: CallFilter): Group => {
  const items = itemsOf(filter);
  const [only] = items;
  return items.length === 1 && only && isGroup(only) ? only : asGroup('ALL', filter);
};

const isFilled = ({ field, operator, value }: Condition): boolean =>
  operatorOf(field, operator).arity === 'none' ||
  (Array.isArray(value) ? value.length > 0 : typeof value !== 'string' || value.trim() !== '');

/** False while a condition still lacks its value. */
export const isComplete = (item: Item): boolean =>
  item.kind === 'CONDITION' ? isFilled(item) : !isGroup(item) || item.items.every(isComplete);

const comparison = ({ operator, value }: Condition): Record<string, unknown> => {
  if (operator === isKnown) return { present: true };
  if (operator === isUnknown) return { present: false };
  return { [operator]: typeof value === 'string' ? value.trim() : value };
};

const itemFilter = (item: Item): CallFilter | null => {
  if (item.kind === 'CONDITION') return { [item.field]: comparison(item) };
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
