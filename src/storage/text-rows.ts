import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { JsonRow } from './json-rows.ts';

type Cell = string | number | boolean | null | readonly string[] | object;

/** One column: its name in the statement, its SQL type, and where its value comes from. */
export interface TextColumn<Item> {
  readonly name: string;
  readonly type: string;
  readonly of: (item: Item) => Cell;
}

/** Control characters that nobody types: between cells, between rows, and for null. */
const [betweenCells, betweenRows, nothing] = ['\x1f', '\x1e', '\x1d'];
const separator = new RegExp(`[${nothing}-${betweenCells}]`);

/** Free text could hold a separator, and would shift what follows it; a blank says as much. */
const scrub = (text: string): string =>
  separator.test(text) ? text.replaceAll(new RegExp(separator, 'g'), ' ') : text;

const write = (cell: Cell, type: string): string => {
  if (cell === null) return nothing;
  if (type === 'text') return scrub(String(cell));
  if (typeof cell !== 'object') return String(cell);
  return type.endsWith('[]') ? `{${(cell as readonly string[]).join(',')}}` : JSON.stringify(cell);
};

/** Columns of a table, all but some, as its rows have them. */
export const columnsBut = <Table extends PgTable, Item>(
  table: Table,
  rowOf: (item: Item) => JsonRow<Table>,
  but: readonly string[],
): readonly TextColumn<Item>[] =>
  Object.entries(getTableColumns(table))
    .filter(([key]) => !but.includes(key))
    .map(([key, column]) => ({
      name: column.name,
      type: column.getSQLType(),
      of: (item) => (rowOf(item) as Readonly<Record<string, Cell>>)[key] ?? null,
    }));

/**
 * Many rows in one text parameter. PostgreSQL takes it apart in half the time JSON needs, and a parameter
 * for each column would cost as much as that again. Arrays are of UUIDs: their elements are not quoted.
 */
export const textRows = <Item>(columns: readonly TextColumn<Item>[]) => ({
  /**
   * What goes behind `with`; the parameter is one of the statement's, like `$2`. Materialized: where a cell's
   * cast stands in the condition of a join, row-level security keeps the join from using an index.
   */
  as: (name: string, parameter: string): string => {
    const cells = columns.map(
      (column, at) => `a[${at + 1}]${column.type === 'text' ? '' : `::${column.type}`} as ${column.name}`,
    );
    // `offset 0`: otherwise the line is taken apart again for each column.
    return `${name} as materialized (select ${cells.join(', ')} from (
      select string_to_array(line, E'\\x1f', E'\\x1d') as a from string_to_table(${parameter}::text, E'\\x1e') as line offset 0) cells)`;
  },

  /** The parameter. */
  write: (items: readonly Item[]): string => {
    let text = '';
    for (const item of items) {
      let before = text === '' ? '' : betweenRows;
      for (const { type, of } of columns) {
        text += before + write(of(item), type);
        before = betweenCells;
      }
    }
    return text;
  },
});
