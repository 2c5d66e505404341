import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import type { Call } from '../../calls/call.ts';
import { typedId, uuidOf } from '../../ids.ts';
import type { Setup } from '../../setup/setup.ts';
import { nothing, type Part } from './part.ts';

const wornBy = (call: CallSnapshot) => call.tagIds.map((id, at) => ({ id, name: call.tags[at] ?? '' }));

/** The snapshot with this tag on it, or without the one of this typed id. */
export const withTag = (call: CallSnapshot, id: string, name: string | null): CallSnapshot => {
  const others = wornBy(call).filter((item) => item.id !== id);
  const sorted = (name === null ? others : [...others, { id, name }]).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return { ...call, tags: sorted.map((item) => item.name), tagIds: sorted.map((item) => item.id) };
};

const namesOf = ({ tagIds }: Call, setup: Setup): string =>
  tagIds
    .map((id) => setup.tags.get(id)?.name)
    .filter((name) => name !== undefined)
    .sort()
    .join(', ');

const quoted = (ids: readonly string[], setup: Setup): string =>
  ids.map((id) => `“${setup.tags.get(id)?.name ?? 'a removed tag'}”`).join(', ');

const on = (ids: readonly string[]): ReadonlyMap<string, true> => new Map(ids.map((id) => [id, true]));

/** Each tag is a place of its own; the history tells of all of them in one field. */
export const tags: Part<true> = {
  name: 'tags',
  columns: ['tagIds'],
  of: (call) => on(call.tagIds),
  put: (call, id, value) => {
    const others = call.tagIds.filter((other) => other !== id);
    return { ...call, tagIds: value === null ? others : [...others, id] };
  },
  seen: (call) => on(call.tagIds.map((id) => uuidOf('Tag', id) ?? id)),
  take: (call, other, uuid) => {
    const id = typedId('Tag', uuid);
    return withTag(call, id, wornBy(other).find((item) => item.id === id)?.name ?? null);
  },
  same: () => true,
  field: () => 'tags',
  label: () => 'Tags',
  told: (call, setup) => {
    const names = namesOf(call, setup);
    return names === '' ? nothing : new Map([['tags', names]]);
  },
  news: (before, after, setup) => {
    const added = after.tagIds.filter((id) => !before.tagIds.includes(id));
    const taken = before.tagIds.filter((id) => !after.tagIds.includes(id));
    return [
      ...(added.length > 0 ? [`Tagged ${quoted(added, setup)}.`] : []),
      ...(taken.length > 0 ? [`Untagged ${quoted(taken, setup)}.`] : []),
    ];
  },
};
