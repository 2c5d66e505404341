import { type SQL, sql } from 'drizzle-orm';
import type { CallFilter } from './call-filter.ts';
import { whereOf } from './comparison.ts';
import { customLists, customParts } from './custom-fields.ts';
import { fieldNames, fields } from './fields.ts';

const compile = (filter: CallFilter, negated: boolean): SQL => {
  const parts: SQL[] = [];
  for (const name of fieldNames) {
    for (const [op, operand] of Object.entries(filter[name] ?? {})) {
      const operator = fields[name].comparison[op];
      if (operator) parts.push(whereOf(operator, fields[name].column, operand, negated));
    }
  }
  for (const list of customLists) {
    for (const { operator, wanted, column } of customParts(list, filter[list] ?? [])) {
      parts.push(whereOf(operator, column, wanted, negated));
    }
  }
  for (const part of filter.all ?? []) parts.push(compile(part, negated));
  if (filter.any) {
    const choices = filter.any.map((part) => compile(part, negated));
    parts.push(choices.length === 0 ? sql`false` : sql`(${sql.join(choices, sql` or `)})`);
  }
  if (filter.not) parts.push(sql`not ${compile(filter.not, true)}`);
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
};

/** The filter as a condition on the table `calls`. */
export const where = (filter: CallFilter): SQL => compile(filter, false);
