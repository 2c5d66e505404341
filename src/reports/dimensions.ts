import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import {
  inCapitals,
  type StoredFieldName,
  storedFieldNames,
  storedFields,
} from '../call-fields/call-fields.ts';
import { Refusal } from '../errors.ts';
import { typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';

/** What a report groups by: a field of the call. */
export type Dimension = StoredFieldName;
export const dimensions: readonly Dimension[] = storedFieldNames.filter((name) => storedFields[name].splits);

/** The ids of the tags a call wears one by one; calls without any have one row of their own. Gone tags count for nothing. */
const tagsOfCalls = sql`left join lateral (
    select t.id from tags t where t.account_id = ${calls.accountId} and t.id = any(${calls.tagIds})) worn on true`;

/** What stands behind `from calls` for these dimensions: nothing unless one of them has several values. */
export const joinedFor = (asked: readonly Dimension[]): SQL =>
  asked.some((name) => storedFields[name].kind === 'TAGS') ? tagsOfCalls : sql``;

/** What a dimension groups by, as text; null where it is missing. */
export const grouped = (dimension: Dimension, zone: string): SQL => {
  const { kind, column, split } = storedFields[dimension];
  const value = split ? split(zone) : column;
  if (kind === 'TEXT' || kind === 'CHOICE') return value;
  return kind === 'TAGS' ? sql`worn.id::text` : sql`(${value})::text`;
};

/** What a touch says for itself, under its column's name; every other dimension is the call's. */
export const touchDimensions: readonly Dimension[] = dimensions.filter((name) => storedFields[name].ofTouch);

const called = new Map(dimensions.map((name) => [inCapitals(name), name]));

/** The dimension of this name in capitals, as the API calls it. */
export const dimensionCalled = (name: string): Dimension => {
  const found = called.get(name);
  if (found) return found;
  throw new Refusal('INVALID', `There is no dimension ${name}.`, 'groupBy');
};

export interface Group {
  /** In capitals, as the API calls it. */
  readonly dimension: string;
  readonly value: string | null;
  readonly label: string;
}

/** The name of one of the account's things, also of one that is gone. */
const nameOf = (noun: string, id: string, setup: Setup): string => {
  const things: Readonly<Record<string, ReadonlyMap<string, { readonly name: string }>>> = {
    Tracker: setup.trackers,
    Company: setup.companies,
    Agent: setup.agents,
    Tag: setup.tags,
  };
  return things[noun]?.get(id)?.name ?? 'Unknown';
};

/** A group as people and clients read it: ids typed, words as they are called. */
export const groupOf = (name: Dimension, stored: string | null, setup: Setup): Group => {
  const { kind, noun, words, unit, missing } = storedFields[name];
  const dimension = inCapitals(name);
  if (stored === null) return { dimension, value: null, label: missing };
  if (noun) return { dimension, value: typedId(noun, stored), label: nameOf(noun, stored, setup) };
  if (kind === 'BOOLEAN') return { dimension, value: stored, label: stored === 'true' ? 'Yes' : 'No' };
  if (unit === 'HOUR') return { dimension, value: stored, label: `${stored.padStart(2, '0')}:00` };
  return { dimension, value: stored, label: words?.words[stored]?.[0] ?? stored };
};
