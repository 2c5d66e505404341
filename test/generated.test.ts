import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { printedSchema } from '../src/graphql/emit.ts';

it('is current', async () => {
  if (process.env['WRITE']) writeFileSync('schema/schema.graphql', printedSchema());
  expect(await readFile('schema/schema.graphql', 'utf8')).toBe(printedSchema());
});
