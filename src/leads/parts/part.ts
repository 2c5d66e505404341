import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import type { Call } from '../../calls/call.ts';
import type { Setup } from '../../setup/setup.ts';

/**
 * A part of a call that people and rules write. A call may have several of it (tags, custom fields): `which`
 * tells them apart, a UUID; it is '' where a call has one at most. A place is one of them, named `value` or
 * `tags:<uuid>`.
 *
 * Declared as methods, so that a part of any value fits the list of all parts.
 */
export interface Part<Value = unknown> {
  /** As places and the history name it. */
  readonly name: string;
  /** Where a stored call keeps it: while these stay, nothing about it has changed. */
  readonly columns: readonly (keyof Call)[];
  /** What a stored call has, by which. Values are JSON. */
  of(call: Call): ReadonlyMap<string, Value>;
  /** The stored call with another value there; null takes it away. */
  put(call: Call, which: string, value: Value | null): Call;
  /** What a snapshot shows, by the same names. */
  seen(call: CallSnapshot, setup: Setup): ReadonlyMap<string, Value>;
  /** The snapshot with what another picture of the call has there. */
  take(call: CallSnapshot, other: CallSnapshot, which: string, setup: Setup): CallSnapshot;
  same(a: Value, b: Value): boolean;
  /** What a call has that nobody has touched; nothing unless given. */
  readonly fresh?: ReadonlyMap<string, Value>;
  /** The field under which the history tells of it. */
  field(which: string, setup: Setup): string;
  /** What people call such a field. */
  label(field: string, setup: Setup): string;
  /** What the history says a stored call has, by field. What it has nothing of is left out. */
  told(call: Call, setup: Setup): ReadonlyMap<string, string>;
  /** What differs between two versions of a call, as sentences for its timeline. */
  news(before: Call, after: Call, setup: Setup): readonly string[];
}

export const nothing: ReadonlyMap<string, never> = new Map<string, never>();

/** A part a call has one of at most. Null is none. */
interface Single<Value> extends Pick<Part<Value>, 'name' | 'columns'> {
  readonly label: string;
  of(call: Call): Value | null;
  put(call: Call, value: Value | null): Call;
  seen(call: CallSnapshot): Value | null;
  take(call: CallSnapshot, other: CallSnapshot): CallSnapshot;
  /** Identical unless given. */
  same?(a: Value, b: Value): boolean;
  readonly fresh?: Value;
  /** As the history has it. */
  words(value: Value, setup: Setup): string;
  /** That it changed, as a sentence. */
  news(before: Value | null, after: Value | null, setup: Setup): string;
}

const identical = <Value>(a: Value, b: Value): boolean => a === b;

export const singlePart = <Value>(single: Single<Value>): Part<Value> => {
  const { name, columns, label, fresh } = single;
  const alone = <Kind>(value: Kind | null | undefined): ReadonlyMap<string, Kind> =>
    value === null || value === undefined ? nothing : new Map([['', value]]);
  const same = single.same ?? identical;
  return {
    name,
    columns,
    same,
    of: (call) => alone(single.of(call)),
    put: (call, _, value) => single.put(call, value),
    seen: (call) => alone(single.seen(call)),
    take: (call, other) => single.take(call, other),
    fresh: alone(fresh),
    field: () => name,
    label: () => label,
    told: (call, setup) => {
      const value = single.of(call);
      return value === null ? nothing : new Map([[name, single.words(value, setup)]]);
    },
    news: (before, after, setup) => {
      const [was, is] = [single.of(before), single.of(after)];
      const stays = was === null || is === null ? was === is : same(was, is);
      return stays ? [] : [single.news(was, is, setup)];
    },
  };
};
