import { byGroup } from '../../../api/call-fields.tsx';
import { callField, type Filterable, type FilterField, filterFieldOf } from './call-fields.ts';
import type { Lists } from './lists.ts';
import { isOwnFieldName, ownChoices, ownField, ownFieldIn } from './own-fields.ts';

/** How the builder treats a field, of every call or one of the account's own; null for one it does not know. */
export const fieldNamed = (name: string, fields: Filterable): FilterField | null => {
  if (isOwnFieldName(name)) return ownField(name);
  const field = callField(name, fields);
  return field ? filterFieldOf(field) : null;
};

/** Every field there is to choose from, by group. */
export const fieldMenu = ({ customFields, callFields }: Lists, asked: string) =>
  [
    ...byGroup(callFields, ({ name, label, operators, customField }) =>
      operators.length > 0 && !customField ? [{ value: name, label }] : [],
    ),
    { group: 'Your fields on calls', items: ownChoices('CALL', customFields, asked) },
    { group: 'Your fields on callers', items: ownChoices('CALLER', customFields, asked) },
  ].filter(({ items }) => items.length > 0);

export const fieldLabel = (name: string, { customFields, callFields }: Lists): string =>
  (isOwnFieldName(name) ? ownFieldIn(name, customFields)?.name : callField(name, callFields)?.label) ?? name;

/** What a value is chosen from; undefined where it is typed. */
export const valueChoices = (name: string, { kind, list, choices }: FilterField, lists: Lists) => {
  if (isOwnFieldName(name))
    return kind === 'ownChoice'
      ? (ownFieldIn(name, lists.customFields)?.choices ?? []).map((value) => ({ value, label: value }))
      : undefined;
  return list ? lists[list] : choices;
};
