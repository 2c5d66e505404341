import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { JsonRow } from './json-rows.ts';

/** PostgreSQL's `2026-11-20 15:04:05.123+00` (the connection's zone is UTC) as ISO 8601. */
export const isoOf = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction(text.slice(19, -3))}Z`;

/** Milliseconds as ISO 8601 writes them; PostgreSQL leaves zeros out. */
const fraction = (digits: string): string => (digits === '' ? '.000' : digits.padEnd(4, '0'));

/** The same of a time inside JSON: `2026-11-20T15:04:05.123+00:00`. */
export const isoOfJson = (text: string): string => `${text.slice(0, 19)}${fraction(text.slice(19, -6))}Z`;

type Key<Table extends PgTable> = keyof JsonRow<Table> & string;

/**
 * Reads some columns of a table by a statement of its own, for paths where Drizzle's unprepared ones are
 * too slow. `list` goes behind `select`; `read` gives a row as Drizzle types it, with times as ISO 8601.
 */
export const rowReader = <Table extends PgTable, Keys extends Key<Table>>(
  table: Table,
  keys: readonly Keys[],
): {
  readonly list: SQL;
  readonly read: (row: Record<string, unknown>) => Pick<JsonRow<Table>, Keys>;
  /** The same for a row that came as JSON. */
  readonly readJson: (row: Record<string, unknown>) => Pick<JsonRow<Table>, Keys>;
} => {
  const columns = getTableColumns(table);
  const chosen = keys.map((key) => ({ key, column: columns[key] })).filter((entry) => entry.column);
  const name = getTableName(table);
  const times = chosen.filter(({ column }) => column?.dataType === 'date').map(({ key }) => key);
  const numbers = chosen.filter(({ column }) => column?.columnType === 'PgBigInt53').map(({ key }) => key);
  return {
    list: sql.raw(chosen.map(({ key, column }) => `"${name}"."${column?.name}" as "${key}"`).join(', ')),
    read: (row) => {
      for (const key of times) if (row[key] !== null) row[key] = isoOf(String(row[key]));
      for (const key of numbers) if (row[key] !== null) row[key] = Number(row[key]);
      return row as Pick<JsonRow<Table>, Keys>;
    },
    readJson: (row) => {
      for (const key of times) if (row[key] !== null) row[key] = isoOfJson(String(row[key]));
      return row as Pick<JsonRow<Table>, Keys>;
    },
  };
};

/** Every column of a table. */
export const wholeRow = <Table extends PgTable>(table: Table) =>
  rowReader<Table, Key<Table>>(table, Object.keys(getTableColumns(table)) as Key<Table>[]);
