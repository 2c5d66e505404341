import { isDeepStrictEqual } from 'node:util';
import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import type { Call } from '../../calls/call.ts';
import type { Setup } from '../../setup/setup.ts';
import { assignee } from './assignee.ts';
import { customFields } from './custom-fields.ts';
import { leadStatus } from './lead-status.ts';
import { nothing, type Part } from './part.ts';
import { score } from './score.ts';
import { tags } from './tags.ts';
import { value } from './value.ts';

/** What of a call people and rules write, in the order its timeline tells of it. */
export const parts: readonly Part[] = [tags, leadStatus, value, assignee, score, customFields];

/** What a rule can have the last word about: `value`, `tags:<uuid>`, `custom:<uuid>`. */
export type Place = string;

export const placeOf = (part: Pick<Part, 'name'>, which = ''): Place =>
  which === '' ? part.name : `${part.name}:${which}`;

/** The part a place, or a field of the history, belongs to. */
const partOf = (place: Place): Part | undefined => {
  const [name] = place.split(':');
  return parts.find((part) => part.name === name);
};

const whichOf = (place: Place): string => place.slice(place.indexOf(':') + 1 || place.length);

/** What became another in one place; null is nothing. Values are JSON. */
export interface PartChange {
  readonly part: Part;
  readonly which: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Values = ReadonlyMap<string, unknown>;

const sameIn = (part: Part, a: unknown, b: unknown): boolean =>
  a === null || b === null ? a === b : part.same(a, b);

const changesOf = (part: Part, before: Values, after: Values): readonly PartChange[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .map((which) => ({ part, which, from: before.get(which) ?? null, to: after.get(which) ?? null }))
    .filter(({ from, to }) => !sameIn(part, from, to));

/** Cheap, for the many versions of a call that leave its lead alone. */
export const isUntouched = (part: Part, before: Call, after: Call): boolean =>
  part.columns.every((column) => isDeepStrictEqual(before[column], after[column]));

/** What differs between two stored versions. Without one before, everything counts that nobody's call has. */
export const changesBetween = (
  before: Call | null,
  after: Call,
  some: readonly Part[] = parts,
): readonly PartChange[] =>
  some.flatMap((part) => changesOf(part, before ? part.of(before) : (part.fresh ?? nothing), part.of(after)));

/** What differs between two pictures of a call. */
export const changesSeen = (before: CallSnapshot, after: CallSnapshot, setup: Setup): readonly PartChange[] =>
  parts.flatMap((part) => changesOf(part, part.seen(before, setup), part.seen(after, setup)));

/** The snapshot with one place as it stands on another picture of the call. */
export const withPlace = (
  call: CallSnapshot,
  other: CallSnapshot,
  place: Place,
  setup: Setup,
): CallSnapshot => partOf(place)?.take(call, other, whichOf(place), setup) ?? call;

/** The stored call with `to` in a place, if `from` still stands there; who wrote since has the last word. */
export const replaced = (call: Call, place: Place, from: unknown, to: unknown): Call => {
  const part = partOf(place);
  const which = whichOf(place);
  return part && sameIn(part, part.of(call).get(which) ?? null, from) ? part.put(call, which, to) : call;
};

/** What people call a field of the history. */
export const fieldLabel = (field: string, setup: Setup): string =>
  partOf(field)?.label(field, setup) ?? field;
