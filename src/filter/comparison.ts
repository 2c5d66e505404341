import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';

/** One operator of the language, declared once for both evaluators, so neither can know a word the other lacks. */
export interface Operator<Value, Wanted> {
  readonly wanted: z.ZodType<Wanted>;
  /** Does a value that is there pass? */
  readonly holds: (value: Value, wanted: Wanted) => boolean;
  /** The same as SQL, for a column that is not null. */
  readonly where: (column: SQL, wanted: Wanted) => SQL;
  /** What a missing value answers; false unless said. "Is not google" holds for a call without a source. */
  readonly missing?: (wanted: Wanted) => boolean;
  /** The condition in words, to stand after the field's name: `is at least 60`. */
  readonly words: (wanted: Wanted) => string;
}

/** The operators a type of field understands, by name. All that are given must hold. */
// biome-ignore lint/suspicious/noExplicitAny: a heterogeneous table; each entry was checked where it was made
export type Comparison<Value> = Readonly<Record<string, Operator<Value, any>>>;

/** Gives an operator its types and loses them again for the table. */
export const operator = <Value, Wanted>(declared: Operator<Value, Wanted>): Operator<Value, Wanted> =>
  declared;

/** An operator as SQL that is never null: the missing value is answered, so `not` may stand around it. */
export const whereOf = <Value>(
  comparison: Operator<Value, unknown>,
  column: SQL,
  wanted: unknown,
  negated: boolean,
): SQL => {
  const condition = comparison.where(column, wanted);
  if (comparison.missing?.(wanted)) return sql`(${column} is null or ${condition})`;
  // Null and false are the same to a WHERE; only below a `not` they differ, and there an index is lost anyway.
  return negated ? sql`coalesce(${condition}, false)` : condition;
};
