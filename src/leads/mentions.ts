import type { CallFilter } from '../filter/call-filter.ts';

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
