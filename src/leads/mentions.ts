import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { customLists, customSubjects } from '../filter/custom-fields.ts';
import type { CustomField } from '../setup/setup.ts';

/** A filter and every filter inside it. */
export const nodesOf = (filter: CallFilter): readonly CallFilter[] => [
  filter,
  ...[...(filter.all ?? []), ...(filter.any ?? []), ...(filter.not ? [filter.not] : [])].flatMap(nodesOf),
];

/** Whether a filter asks about one of these tags, by ids or names. */
export const mentionsTag = (filter: CallFilter, words: readonly string[]): boolean =>
  nodesOf(filter)
    .flatMap((node) => Object.values(node.tags ?? {}).flat())
    .some((word) => words.includes(String(word)));

/**
 * Throws Refusal INVALID when a filter asks about a custom field there is none of: kept, it would silently
 * hold for no call, or for every one.
 */
export const refuseUnknownFields = (
  filter: CallFilter,
  known: readonly Pick<CustomField, 'subject' | 'key'>[],
  root: string,
): void => {
  for (const node of nodesOf(filter)) {
    for (const list of customLists) {
      const { word } = customSubjects[list];
      const unknown = node[list]?.find(
        ({ key }) => !known.some((field) => field.subject === word && field.key === key),
      );
      if (!unknown) continue;
      const subject = word === 'CALL' ? 'calls' : 'callers';
      throw new Refusal(
        'INVALID',
        `There is no custom field with the key ${unknown.key} on ${subject}.`,
        root,
      );
    }
  }
};
