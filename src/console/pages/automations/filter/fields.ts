import { type CallFieldName, callFields, type FilterField, isCallFieldName } from './call-fields.ts';
import type { Lists } from './lists.ts';
import { isOwnFieldName, type OwnFieldName, ownChoices, ownField, ownFieldIn } from './own-fields.ts';

/** A field a condition may ask about: of every call, or one of the account's own. */
export type FieldName = CallFieldName | OwnFieldName;

export const isFieldName = (name: string): name is FieldName => isCallFieldName(name) || isOwnFieldName(name);

export const fieldOf = (name: FieldName): FilterField =>
  isCallFieldName(name) ? callFields[name] : ownField(name);

const groups = ['Call', 'Source', 'Caller', 'When', 'Lead'] as const;

const callGroups = groups.map((group) => ({
  group: group as string,
  items: Object.entries(callFields)
    .filter(([, field]) => field.group === group)
    .map(([value, { label }]) => ({ value, label: label as string })),
}));

/** Every field there is to choose from, by group. */
export const fieldMenu = ({ customFields }: Lists, asked: FieldName) =>
  [
    ...callGroups,
    { group: 'Your fields on calls', items: ownChoices('CALL', customFields, asked) },
    { group: 'Your fields on callers', items: ownChoices('CALLER', customFields, asked) },
  ].filter(({ items }) => items.length > 0);

export const fieldLabel = (name: FieldName, { customFields }: Lists): string =>
  isCallFieldName(name) ? callFields[name].label : (ownFieldIn(name, customFields)?.name ?? name);

/** What a value is chosen from; undefined where it is typed. */
export const valueChoices = (name: FieldName, lists: Lists) => {
  if (isOwnFieldName(name))
    return fieldOf(name).kind === 'ownChoice'
      ? (ownFieldIn(name, lists.customFields)?.choices ?? []).map((value) => ({ value, label: value }))
      : undefined;
  const { list, choices } = fieldOf(name);
  return list ? lists[list] : choices;
};
