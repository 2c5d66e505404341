import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import * as tables from '../schema/index.ts';
import { printedSchema } from '../src/graphql/emit.ts';
import { buildSchema } from '../src/graphql/schema.ts';

const root = join(import.meta.dirname, '..');
const schema = buildSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Everything of a type that has a description, as `Type.field(argument)`. */
const described = (type: GraphQLNamedType): readonly (readonly [string, string | null | undefined])[] => {
  const own = [[type.name, type.description] as const];
  if (isEnumType(type))
    return [
      ...own,
      ...type.getValues().map((value) => [`${type.name}.${value.name}`, value.description] as const),
    ];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return [...own, ...fields.map((field) => [`${type.name}.${field.name}`, field.description] as const)];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).flatMap((field) => [
      [`${type.name}.${field.name}`, field.description] as const,
      ...field.args.map((arg) => [`${type.name}.${field.name}(${arg.name})`, arg.description] as const),
    ]);
    return [...own, ...fields];
  }
  return own;
};

describe('the emitted schema', () => {
  it('is what the code says; `npm run schema` writes it', async () => {
    expect(await readFile(join(root, 'schema/schema.graphql'), 'utf8')).toBe(printedSchema());
  });

  it('describes every type, field, argument and enum value', () => {
    const missing = types.flatMap(described).filter(([, description]) => !description?.trim());
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it('reads as English where a type makes the words', () => {
    const words = types.flatMap(described).map(([, description]) => description ?? '');
    const wrong =
      /(?<!, |or )\b[Aa] [AEIOUaeiou][a-z]|\b[A-Za-z]+[^aeiou\W]ys\b|\b(A|An|The|of) [A-Z][a-z]+[A-Z]|\bcriterions\b/;
    expect(words.filter((text) => wrong.test(text))).toEqual([]);
  });

  it('gives an id to what `node(id)` finds, and to nothing else', () => {
    const withId = types.filter(isObjectType).filter((type) => type.getFields()['id']);
    const nodes = withId.filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(nodes.length).toBeGreaterThan(20);
    expect(withId.filter((type) => !nodes.includes(type)).map(({ name }) => name)).toEqual([]);
  });

  it('names inputs and payloads by what they are', () => {
    const inputs = types.filter(isInputObjectType).map(({ name }) => name);
    expect(inputs.filter((name) => !/(Input|Filter|Comparison|Order)$/.test(name))).toEqual([]);
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    for (const { name, args, type } of mutations) {
      const noun = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      expect(String(type)).toBe(`${noun}Payload!`);
      expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${noun}Input!`]);
      const payload = schema.getType(`${noun}Payload`);
      const fields = isObjectType(payload) ? payload.getFields() : {};
      expect(String(fields['userErrors']?.type)).toBe('[UserError!]!');
    }
  });

  it('has connections as Relay wants them', () => {
    const connections = types
      .filter((type) => isObjectType(type))
      .filter(({ name }) => /.Connection$/.test(name));
    expect(connections.length).toBeGreaterThan(10);
    for (const type of connections) {
      const noun = type.name.replace(/Connection$/, '');
      const fields = Object.entries(type.getFields()).map(([name, field]) => `${name}: ${field.type}`);
      expect(fields.sort()).toEqual([
        `edges: [${noun}Edge!]!`,
        `nodes: [${noun}!]!`,
        'pageInfo: PageInfo!',
        'totalCount: Int!',
      ]);
    }
    const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
      /.Connection!$/.test(String(type)),
    );
    for (const { name, args } of lists.filter((field) => field.name !== 'changes'))
      expect([name, ...args.map((arg) => arg.name)]).toEqual(
        expect.arrayContaining(['first', 'after', 'last', 'before']),
      );
  });
});

describe('the migrations', () => {
  it('make the tables the code has; `drizzle-kit generate` would add nothing', async () => {
    const folder = join(root, 'schema/migrations/meta');
    const journal = JSON.parse(await readFile(join(folder, '_journal.json'), 'utf8'));
    const last = String(journal.entries.at(-1).idx).padStart(4, '0');
    const migrated = JSON.parse(await readFile(join(folder, `${last}_snapshot.json`), 'utf8'));
    const wanted = generateDrizzleJson({ ...tables }, migrated.id);
    expect(await generateMigration(migrated, wanted)).toEqual([]);
  });
});
