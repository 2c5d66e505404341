import { Refusal } from '../errors.ts';
import { type CallFilter, parseCallFilter } from '../filter/call-filter.ts';
import { customLists, customSubjects } from '../filter/custom-fields.ts';
import { typedId } from '../ids.ts';
import type { CustomField, Setup, Tag } from '../setup/setup.ts';

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

/** What filters can name, as far as an account has it. */
interface Nameable {
  readonly customFields: Iterable<Pick<CustomField, 'subject' | 'key'>>;
  readonly tags: Iterable<Pick<Tag, 'id' | 'name'>>;
}

/** Every node with the path of its own, as refusals name it. */
const nodesBelow = (filter: CallFilter, path: string): readonly (readonly [CallFilter, string])[] => [
  [filter, path],
  ...(filter.all ?? []).flatMap((node, at) => nodesBelow(node, `${path}.all[${at}]`)),
  ...(filter.any ?? []).flatMap((node, at) => nodesBelow(node, `${path}.any[${at}]`)),
  ...(filter.not ? nodesBelow(filter.not, `${path}.not`) : []),
];

/**
 * Throws Refusal INVALID, naming the condition at fault below `root`, when a filter asks about a custom field
 * or a tag there is none of: kept, it would silently hold for no call, or for every one.
 */
export const refuseUnknownNames = (filter: CallFilter, known: Nameable, root: string): void => {
  const keys = new Set([...known.customFields].map(({ subject, key }) => `${subject} ${key}`));
  const tags = new Set([...known.tags].flatMap(({ id, name }) => [typedId('Tag', id), name]));
  for (const [node, path] of nodesBelow(filter, root)) {
    for (const list of customLists) {
      const { word } = customSubjects[list];
      const at = node[list]?.findIndex(({ key }) => !keys.has(`${word} ${key}`)) ?? -1;
      if (at === -1) continue;
      const subject = word === 'CALL' ? 'calls' : 'callers';
      throw new Refusal(
        'INVALID',
        `There is no custom field with the key ${node[list]?.[at]?.key} on ${subject}.`,
        `${path}.${list}[${at}].key`,
      );
    }
    for (const [operator, wanted] of Object.entries(node.tags ?? {})) {
      const words: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      const at = words.findIndex((word) => typeof word === 'string' && !tags.has(word));
      if (at === -1) continue;
      throw new Refusal(
        'INVALID',
        `There is no tag with the name or id ${String(words[at])}.`,
        `${path}.tags.${operator}${Array.isArray(wanted) ? `[${at}]` : ''}`,
      );
    }
  }
};

/** A filter from outside, checked against what the account has. Throws Refusal naming the field at fault. */
export const parseFilterOf = (input: unknown, { customFields, tags }: Setup, root: string): CallFilter => {
  const filter = parseCallFilter(input, root);
  refuseUnknownNames(filter, { customFields: customFields.values(), tags: tags.values() }, root);
  return filter;
};
