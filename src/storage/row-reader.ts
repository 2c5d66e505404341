import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { JsonRow } from './json-rows.ts';

/** PostgreSQL's `2026-11-20 15:04:05.123+00` (the connection's zone is UTC) as ISO 8601. */
export const isoOf = (text: string): string => {
  const seconds = text.slice(11, -3);
  const fraction = seconds.length > 8 ? seconds.slice(8).padEnd(4, '0') : '.000';
  return `${text.slice(0, 10)}T${seconds.slice(0, 8)}${fraction}Z`;
};

/** The same of a time inside JSON: `2026-11-20T15:04:05.123+00:00`. */
export const isoOfJson = (text: string): string => isoOf(text.slice(0, -3));

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
  };
};

/** Every column of a table. */
export const wholeRow = <Table extends PgTable>(table: Table) =>
  rowReader<Table, Key<Table>>(table, Object.keys(getTableColumns(table)) as Key<Table>[]);
