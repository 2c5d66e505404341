import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CallSnapshot, CustomFieldValues } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import type { Comparison, Operator } from './comparison.ts';
import {
  checkboxComparison,
  dateComparison,
  exactComparison,
  numberComparison,
  text,
  textComparison,
} from './comparisons.ts';

/** What a filter asks about one of the account's own fields: its key, and a comparison for its kind. */
export type CustomCondition = { readonly key: string } & Readonly<
  Partial<Record<CustomKind, Readonly<Record<string, unknown>>>>
>;

interface Kind {
  /** The comparison's name in GraphQL. */
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a heterogeneous table; `read` fits each entry
  readonly comparison: Comparison<any>;
  /** The value when it is one of this kind, else null: a text is no number, whatever a filter calls it. */
  readonly read: (value: unknown) => string | number | boolean | null;
  /** The same over a `jsonb` value. */
  readonly column: (value: SQL) => SQL;
}

const textIn = (value: SQL): SQL =>
  sql`(case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' end)`;
const readText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export const customKinds = {
  text: { type: 'TextComparison', comparison: textComparison, read: readText, column: textIn },
  number: {
    type: 'NumberComparison',
    comparison: numberComparison(),
    read: (value) => (typeof value === 'number' ? value : null),
    column: (value) =>
      sql`(case when jsonb_typeof(${value}) = 'number' then (${value} #>> '{}')::float8 end)`,
  },
  choice: { type: 'ChoiceComparison', comparison: exactComparison, read: readText, column: textIn },
  date: {
    type: 'DateComparison',
    comparison: dateComparison,
    read: (value) => (typeof value === 'string' && day.test(value) ? value : null),
    column: (value) =>
      sql`(case when jsonb_typeof(${value}) = 'string' and ${value} #>> '{}' ~ ${sql.raw(`'${day.source}'`)}
        then (${value} #>> '{}') collate "C" end)`,
  },
  checkbox: {
    type: 'CheckboxComparison',
    comparison: checkboxComparison,
    read: (value) => (typeof value === 'boolean' ? value : null),
    column: (value) => sql`(case when jsonb_typeof(${value}) = 'boolean' then (${value})::boolean end)`,
  },
} as const satisfies Record<string, Kind>;

type CustomKind = keyof typeof customKinds;
const kindNames = Object.keys(customKinds) as readonly CustomKind[];

interface Subject {
  readonly description: string;
  /** How a verdict calls one of its fields. */
  readonly label: string;
  readonly values: (call: CallSnapshot) => CustomFieldValues;
  /** The stored values, by the fields' ids, as an expression over the table `calls`. */
  readonly column: SQL;
  readonly word: 'CALL' | 'CALLER';
}

/** Whose fields a filter can ask about, by the name the list has in a filter. */
export const customSubjects = {
  customFields: {
    description: "The account's own fields on calls; every condition must hold.",
    label: 'field',
    values: (call) => call.customFields,
    column: sql`${calls.customValues}`,
    word: 'CALL',
  },
  callerCustomFields: {
    description: "The account's own fields on callers; every condition must hold.",
    label: "caller's field",
    values: (call) => call.caller.customFields,
    column: sql`(select r.custom_values from callers r where r.account_id = calls.account_id and r.id = calls.caller_id)`,
    word: 'CALLER',
  },
} as const satisfies Record<string, Subject>;

export type CustomList = keyof typeof customSubjects;
export const customLists = Object.keys(customSubjects) as readonly CustomList[];

/**
 * The stored value of a key. Values are stored by the field's id; asked for without a word about the row,
 * the id is looked up once for the whole statement.
 */
const stored = ({ column, word }: Subject, key: string): SQL =>
  sql`(${column} -> (select f.id::text from custom_fields f
    where f.account_id = nullif(current_setting('app.account_id', true), '')::uuid
      and f.subject = ${word} and f.key = ${key}))`;

/** One operator of a condition, with both forms of the value it is asked about. */
export interface CustomPart {
  readonly label: string;
  // biome-ignore lint/suspicious/noExplicitAny: as in `Comparison`
  readonly operator: Operator<any, any>;
  readonly wanted: unknown;
  readonly read: (call: CallSnapshot) => string | number | boolean | null;
  readonly column: SQL;
}

/** What a list of conditions asks, operator by operator; all must hold. */
export const customParts = (
  list: CustomList,
  conditions: readonly CustomCondition[],
): readonly CustomPart[] => {
  const subject = customSubjects[list];
  return conditions.flatMap((condition) =>
    kindNames.flatMap((name) => {
      const kind: Kind = customKinds[name];
      return Object.entries(condition[name] ?? {}).flatMap(([op, wanted]) => {
        const operator = kind.comparison[op];
        if (!operator) return [];
        const read = (call: CallSnapshot) => kind.read(subject.values(call)[condition.key]);
        const column = kind.column(stored(subject, condition.key));
        return [{ label: `${subject.label} ${condition.key}`, operator, wanted, read, column }];
      });
    }),
  );
};

const wantedOf = (comparison: Kind['comparison']) =>
  z.strictObject(
    Object.fromEntries(Object.entries(comparison).map(([op, { wanted }]) => [op, wanted.optional()])),
  );

/** A list of conditions from outside. */
export const customConditions = z
  .array(
    z.strictObject({
      key: text,
      ...Object.fromEntries(
        kindNames.map((name) => [name, wantedOf(customKinds[name].comparison).optional()]),
      ),
    }),
  )
  .max(20);
