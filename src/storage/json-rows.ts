import { getTableColumns, type InferSelectModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

/**
 * A row as it travels to and from PostgreSQL in one JSON value: many rows go in one parameter
 * (`json_populate_recordset`) and come back in one column (`to_jsonb`), so a batch costs one round trip.
 * Times are ISO 8601 texts, everything else as Drizzle types it.
 */
export type JsonRow<Table extends PgTable> = {
  readonly [Key in keyof InferSelectModel<Table>]: TimesAsText<InferSelectModel<Table>[Key]>;
};
type TimesAsText<Value> = Value extends Date ? string : Value;

const namesOf = new WeakMap<PgTable, readonly { key: string; name: string; time: boolean }[]>();

const columnsOf = (table: PgTable) => {
  const known = namesOf.get(table);
  if (known) return known;
  const made = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name,
    time: column.dataType === 'date',
  }));
  namesOf.set(table, made);
  return made;
};

/** From `to_json(row)`: snake_case to camelCase, times to ISO 8601 with milliseconds in UTC. */
export const fromJson = <Table extends PgTable>(
  table: Table,
  row: Readonly<Record<string, unknown>>,
): JsonRow<Table> => {
  const made: Record<string, unknown> = {};
  for (const { key, name, time } of columnsOf(table)) {
    const value = row[name];
    made[key] = time && typeof value === 'string' ? new Date(value).toISOString() : value;
  }
  return made as JsonRow<Table>;
};

/** For `json_populate_recordset(null::table, …)`. Keys the row lacks become null. */
export const toJson = <Table extends PgTable>(table: Table, row: JsonRow<Table>): Record<string, unknown> => {
  const made: Record<string, unknown> = {};
  for (const { key, name } of columnsOf(table)) made[name] = (row as Readonly<Record<string, unknown>>)[key];
  return made;
};

/** Column names in the table's own order, quoted. */
export const columnNames = (table: PgTable): readonly string[] =>
  columnsOf(table).map(({ name }) => `"${name}"`);
