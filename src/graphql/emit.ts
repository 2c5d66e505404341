import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './schema.ts';

/** The schema as `schema/schema.graphql` holds it: sorted, with descriptions. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;

// Run as a program from the project's folder, or with another path as its argument.
const [, program, target = 'schema/schema.graphql'] = process.argv;
if (import.meta.filename === program) writeFileSync(target, printedSchema());
