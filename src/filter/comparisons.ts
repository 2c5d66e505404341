import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Noun, uuidOf } from '../ids.ts';
import { type Comparison, operator } from './comparison.ts';

/** PostgreSQL stores neither NUL nor half a surrogate pair, so no value could ever equal one. */
export const text = z
  .string()
  .max(2_048)
  .refine(
    (value) => !value.includes('\0') && value.isWellFormed(),
    'must not contain NUL or broken characters',
  );
const texts = z.array(text).max(500);
const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

/** Folds A to Z only: what PostgreSQL's lower() does under the C collation, so both evaluators agree. */
const fold = (value: string): string => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const folded = (value: SQL): SQL => sql`lower(${value} collate "C")`;
const array = (values: readonly unknown[]): SQL => sql`${sql.param(values)}`;

const present = operator<unknown, boolean>({
  wanted: z.boolean(),
  holds: (_, wanted) => wanted,
  where: (column, wanted) => (wanted ? sql`${column} is not null` : sql`${column} is null`),
  missing: (wanted) => !wanted,
  words: (wanted) => (wanted ? 'is known' : 'is not known'),
});

/** `eq` and `in` are exact; `contains` and `startsWith` do not mind A or a. */
export const textComparison: Comparison<string> = {
  eq: operator<string, string>({
    wanted: text,
    holds: (value, wanted) => value === wanted,
    where: (column, wanted) => sql`${column} = ${wanted}`,
    words: (wanted) => `is "${wanted}"`,
  }),
  notEq: operator<string, string>({
    wanted: text,
    holds: (value, wanted) => value !== wanted,
    where: (column, wanted) => sql`${column} <> ${wanted}`,
    missing: () => true,
    words: (wanted) => `is not "${wanted}"`,
  }),
  in: operator<string, readonly string[]>({
    wanted: texts,
    holds: (value, wanted) => wanted.includes(value),
    where: (column, wanted) => sql`${column} = any(${array(wanted)}::text[])`,
    words: (wanted) => `is one of ${quoted(wanted)}`,
  }),
  notIn: operator<string, readonly string[]>({
    wanted: texts,
    holds: (value, wanted) => !wanted.includes(value),
    where: (column, wanted) => sql`${column} <> all(${array(wanted)}::text[])`,
    missing: () => true,
    words: (wanted) => `is none of ${quoted(wanted)}`,
  }),
  contains: operator<string, string>({
    wanted: text,
    holds: (value, wanted) => fold(value).includes(fold(wanted)),
    where: (column, wanted) => sql`strpos(${folded(column)}, ${folded(sql`${wanted}::text`)}) > 0`,
    words: (wanted) => `contains "${wanted}"`,
  }),
  startsWith: operator<string, string>({
    wanted: text,
    holds: (value, wanted) => fold(value).startsWith(fold(wanted)),
    where: (column, wanted) => sql`starts_with(${folded(column)}, ${folded(sql`${wanted}::text`)})`,
    words: (wanted) => `starts with "${wanted}"`,
  }),
  present,
};

/** The part of it that fits one of a list people keep themselves. */
export const exactComparison: Comparison<string> = Object.fromEntries(
  Object.entries(textComparison).filter(([op]) => !['contains', 'startsWith'].includes(op)),
);

/** `scale`: how many stored units are one given unit (money is stored in micros). */
export const numberComparison = (scale = 1): Comparison<number> => {
  const wanted = z.number().min(-1e12).max(1e12);
  const stored = (given: number): number => Math.round(given * scale * 1e6) / 1e6;
  const order = (sign: string, name: string, holds: (value: number, given: number) => boolean) =>
    operator<number, number>({
      wanted,
      holds: (value, given) => holds(value, stored(given)),
      where: (column, given) => sql`${column} ${sql.raw(sign)} ${stored(given)}::float8`,
      words: (given) => `is ${name} ${given}`,
    });
  return {
    eq: order('=', 'exactly', (value, given) => value === given),
    gt: order('>', 'more than', (value, given) => value > given),
    gte: order('>=', 'at least', (value, given) => value >= given),
    lt: order('<', 'less than', (value, given) => value < given),
    lte: order('<=', 'at most', (value, given) => value <= given),
    present,
  };
};

/** Times arrive as ISO 8601 text, or as a Date where GraphQL has parsed them already. */
const instant = z
  .union([z.iso.datetime({ offset: true }), z.date().transform((date) => date.toISOString())])
  .transform((given) => new Date(given).toISOString());

const timeOrder = (sign: string, name: string, holds: (value: number, wanted: number) => boolean) =>
  operator<string, string>({
    wanted: instant,
    holds: (value, wanted) => holds(Date.parse(value), Date.parse(wanted)),
    where: (column, wanted) => sql`${column} ${sql.raw(sign)} ${wanted}::timestamptz`,
    words: (wanted) => `is ${name} ${wanted}`,
  });

export const timeComparison: Comparison<string> = {
  gt: timeOrder('>', 'after', (value, wanted) => value > wanted),
  gte: timeOrder('>=', 'at or after', (value, wanted) => value >= wanted),
  lt: timeOrder('<', 'before', (value, wanted) => value < wanted),
  lte: timeOrder('<=', 'at or before', (value, wanted) => value <= wanted),
  present,
};

export const booleanComparison: Comparison<boolean> = {
  eq: operator<boolean, boolean>({
    wanted: z.boolean(),
    holds: (value, wanted) => value === wanted,
    where: (column, wanted) => (wanted ? sql`${column}` : sql`not ${column}`),
    words: (wanted) => (wanted ? 'is yes' : 'is no'),
  }),
};

/** A box nobody has ticked is a no, whether or not it was ever looked at. */
export const checkboxComparison: Comparison<boolean> = {
  eq: operator<boolean, boolean>({
    wanted: z.boolean(),
    holds: (value, wanted) => value === wanted,
    where: (column, wanted) => (wanted ? sql`${column}` : sql`not ${column}`),
    missing: (wanted) => !wanted,
    words: (wanted) => (wanted ? 'is ticked' : 'is not ticked'),
  }),
};

const dayOrder = (sign: string, name: string, holds: (value: string, wanted: string) => boolean) =>
  operator<string, string>({
    wanted: z.iso.date(),
    holds,
    where: (column, wanted) => sql`${column} ${sql.raw(sign)} ${wanted}::text`,
    words: (wanted) => `is ${name} ${wanted}`,
  });

/** Days as `2026-11-20`, which sort like the days they name. */
export const dateComparison: Comparison<string> = {
  eq: dayOrder('=', 'exactly', (value, wanted) => value === wanted),
  gt: dayOrder('>', 'after', (value, wanted) => value > wanted),
  gte: dayOrder('>=', 'on or after', (value, wanted) => value >= wanted),
  lt: dayOrder('<', 'before', (value, wanted) => value < wanted),
  lte: dayOrder('<=', 'on or before', (value, wanted) => value <= wanted),
  present,
};

/** One of a fixed list. `stored` turns the given word into what the column holds, `say` into what people say. */
const choices = <Word extends string>(
  words: z.ZodType<Word>,
  cast: SQL,
  stored: (word: Word) => string | number,
  say: (word: string) => string,
): Comparison<Word> => ({
  eq: operator<Word, Word>({
    wanted: words,
    holds: (value, wanted) => value === wanted,
    where: (column, wanted) => sql`${column} = ${stored(wanted)}::${cast}`,
    words: (wanted) => `is ${say(wanted)}`,
  }),
  in: operator<Word, readonly Word[]>({
    wanted: z.array(words).max(500),
    holds: (value, wanted) => wanted.includes(value),
    where: (column, wanted) => sql`${column} = any(${array(wanted.map(stored))}::${cast}[])`,
    words: (wanted) => `is one of ${wanted.map(say).join(', ')}`,
  }),
  notIn: operator<Word, readonly Word[]>({
    wanted: z.array(words).max(500),
    holds: (value, wanted) => !wanted.includes(value),
    where: (column, wanted) => sql`${column} <> all(${array(wanted.map(stored))}::${cast}[])`,
    missing: () => true,
    words: (wanted) => `is none of ${wanted.map(say).join(', ')}`,
  }),
  present,
});

export const choiceComparison = (
  values: readonly [string, ...string[]],
  say: (word: string) => string,
): Comparison<string> => choices(z.enum(values), sql.raw('text'), (word) => word, say);

/** Typed ids outside, UUIDs in the column. */
export const idComparison = (noun: Noun): Comparison<string> => {
  const id = z.string().refine((given) => uuidOf(noun, given) !== null, `is not the id of a ${noun}`);
  return choices(
    id,
    sql.raw('uuid'),
    (given) => uuidOf(noun, given) ?? given,
    (given) => given,
  );
};

export interface TagSet {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/**
 * Tags by id or by name. The column is the call's array of tag ids, where the ids of deleted tags stay:
 * they count for nothing, here as in a snapshot.
 */
const wearing = (set: TagSet, tag: string): boolean => set.ids.includes(tag) || set.names.includes(tag);
const ours = sql`t.account_id = nullif(current_setting('app.account_id', true), '')::uuid`;
const wears = (column: SQL, tag: string): SQL => {
  const id = uuidOf('Tag', tag);
  return id
    ? sql`(${column} @> array[${id}::uuid] and exists (select from tags t where t.id = ${id}::uuid and ${ours}))`
    : sql`${column} && array(select t.id from tags t where ${ours} and t.name = ${tag})`;
};
const some = (parts: readonly SQL[]): SQL =>
  parts.length === 0 ? sql`false` : sql`(${sql.join([...parts], sql` or `)})`;
const every = (parts: readonly SQL[]): SQL =>
  parts.length === 0 ? sql`true` : sql`(${sql.join([...parts], sql` and `)})`;
const tagList = z.array(text).max(50);

export const tagsComparison: Comparison<TagSet> = {
  has: operator<TagSet, string>({
    wanted: text,
    holds: wearing,
    where: wears,
    words: (wanted) => `include ${wanted}`,
  }),
  hasAny: operator<TagSet, readonly string[]>({
    wanted: tagList,
    holds: (set, wanted) => wanted.some((tag) => wearing(set, tag)),
    where: (column, wanted) => some(wanted.map((tag) => wears(column, tag))),
    words: (wanted) => `include one of ${wanted.join(', ')}`,
  }),
  hasAll: operator<TagSet, readonly string[]>({
    wanted: tagList,
    holds: (set, wanted) => wanted.every((tag) => wearing(set, tag)),
    where: (column, wanted) => every(wanted.map((tag) => wears(column, tag))),
    words: (wanted) => `include ${wanted.join(' and ')}`,
  }),
  hasNone: operator<TagSet, readonly string[]>({
    wanted: tagList,
    holds: (set, wanted) => !wanted.some((tag) => wearing(set, tag)),
    where: (column, wanted) => sql`not ${some(wanted.map((tag) => wears(column, tag)))}`,
    words: (wanted) => `include none of ${wanted.join(', ')}`,
  }),
  present: operator<TagSet, boolean>({
    wanted: z.boolean(),
    holds: (set, wanted) => set.ids.length > 0 === wanted,
    where: (column, wanted) =>
      sql`${sql.raw(wanted ? '' : 'not ')}(${column} && array(select t.id from tags t where ${ours}))`,
    words: (wanted) => (wanted ? 'are set' : 'are not set'),
  }),
};
