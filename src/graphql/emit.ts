import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './schema.ts';

/** The schema as `schema/schema.graphql` holds it: sorted, with descriptions. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;

// Run as a program: writes the file whose path is given.
const [, program, target] = process.argv;
if (target && program && import.meta.filename === program) writeFileSync(target, printedSchema());
