import { byGroup } from '../../../api/call-fields.tsx';
import { callField, type Filterable, type FilterField, filterFieldOf } from './call-fields.ts';
import type { Lists } from './lists.ts';
import { conditionName, isOwnFieldName, ownField, ownFieldIn, ownKey } from './own-fields.ts';

/** How the builder treats a field, of every call or one of the account's own; null for one it does not know. */
export const fieldNamed = (name: string, fields: Filterable): FilterField | null => {
  if (isOwnFieldName(name)) return ownField(name);
  const field = callField(name, fields);
  return field ? filterFieldOf(field) : null;
};

/** Every field there is to choose from, by group, and the one a condition asks about already. */
export const fieldMenu = ({ callFields }: Lists, asked: string) => {
  const menu = byGroup(callFields, (field) =>
    field.operators.length > 0 ? [{ value: conditionName(field), label: field.label }] : [],
  );
  if (!isOwnFieldName(asked) || ownFieldIn(asked, callFields)) return menu;
  return [...menu, { group: 'No longer in use', items: [{ value: asked, label: ownKey(asked) }] }];
};

export const fieldLabel = (name: string, { callFields }: Lists): string =>
  isOwnFieldName(name)
    ? (ownFieldIn(name, callFields)?.label ?? ownKey(name))
    : (callField(name, callFields)?.label ?? name);

/** What a value is chosen from; undefined where it is typed. */
export const valueChoices = (name: string, { kind, list, choices }: FilterField, lists: Lists) => {
  if (isOwnFieldName(name))
    return kind === 'ownChoice' ? (ownFieldIn(name, lists.callFields)?.words ?? []) : undefined;
  return list ? lists[list] : choices;
};
