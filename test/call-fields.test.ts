import { isLeafType, isObjectType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { callFieldNames, callFields } from '../src/call-fields/call-fields.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { columnsWithoutEntry, membersWithoutEntry } from './support/field-gaps.ts';

const entries = callFieldNames.map((name) => ({ name, ...callFields[name] }));

describe('the registry of fields', () => {
  it('has an entry for every column of a call', () => {
    expect(columnsWithoutEntry()).toEqual([]);
  });

  it('has an entry for everything an integration is told of a call', () => {
    expect(membersWithoutEntry()).toEqual([]);
  });

  it('finds each field where it says that GraphQL has it, and misses none there', () => {
    const schema = buildSchema();
    const nested = (path: string): string =>
      path
        .split('.')
        .reverse()
        .reduce((inner, name) => (inner ? `${name} { ${inner} }` : name), '');
    for (const { name, path } of entries)
      if (path) {
        const query = parse(`query ($id: ID!) { call(id: $id) { ${nested(path)} } }`);
        expect(validate(schema, query), name).toEqual([]);
      }
    const type = schema.getType('Call');
    const plain = isObjectType(type) ? Object.values(type.getFields()) : [];
    const leaves = plain.filter((field) =>
      isLeafType('ofType' in field.type ? field.type.ofType : field.type),
    );
    const shown = new Set(entries.map(({ path }) => path));
    expect(leaves.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([
      'version',
      'ringAt',
      'overflow',
    ]);
  });

  it('gives every field a label of its own', () => {
    const labels = entries.map(({ label }) => label);
    expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  });
});
