import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Any JSON, and the values programs trip over. */
export const junk = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, [], {}, '', '\0', '\ud800', -1, 1e308, 0.5, true, [[]]),
  },
);

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', ' ', 'a\0b', '\ud800', '%', '_', '\\', "'; drop", '\u2028', '🏴‍☠️', 'x'.repeat(20_000)),
  fc.constantFrom(
    'US',
    'USD',
    'America/New_York',
    '+1 212 555 0142',
    '(212) 555-0100',
    '149.90',
    '-1',
    '1e5',
  ),
  fc.constantFrom('twilio', 'webhook', 'hubspot', 'google-ads', 'log-call', 'https://127.0.0.1/', 'teal'),
);

const moment = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999-14:00', '2026-02-30T00:00:00Z', 'now'),
);

const number = fc.oneof(
  fc.nat(200),
  fc.double(),
  fc.constantFrom(-1, 201, 2_147_483_647, 2_147_483_648, -(2 ** 53), 1e308, -1e308, 5e-324, 0.1),
);

const cursor = fc.oneof(
  text,
  fc
    .tuple(
      fc.constantFrom('calls STARTED_AT DESC', 'calls VALUE ASC', 'events', 'deliveries', 'tags', 'callers'),
      fc.oneof(number, text, fc.constant(null)),
      fc.oneof(fc.uuid(), text),
    )
    .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url')),
  fc.stringMatching(/^[0-9]{1,25}(\.[0-9]{1,25})?$/),
);

const scalars = (ids: readonly string[]): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({
  ID: fc.oneof(fc.constantFrom(...ids), text, fc.stringMatching(/^[a-z]{3,4}_[0-9a-z]{26}$/)),
  String: text,
  Int: fc.oneof(fc.nat(200), fc.constantFrom(-1, 201, 2_147_483_647, -2_147_483_648)),
  Float: number,
  Boolean: fc.boolean(),
  DateTime: moment,
  JSONObject: fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'url', 'accountSid')), junk, {
    maxKeys: 3,
  }),
});

/** Values of an input type: of the right shape with anything in it, and now and then anything at all. */
const valuesOf = (
  type: GraphQLInputType,
  kinds: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  depth: number,
): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return valuesOf(type.ofType, kinds, depth);
  if (isListType(type)) return fc.array(valuesOf(type.ofType, kinds, depth), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) return kinds[type.name] ?? junk;
  const fields = Object.values(type.getFields()).filter(
    (field) => depth > 0 || !isInputObjectType(getNamedType(field.type)) || isNonNullType(field.type),
  );
  const required = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
  const well = (some: readonly string[]) =>
    fc.record(
      Object.fromEntries(
        fields
          .filter(({ name }) => some.includes(name))
          .map((field) => [field.name, valuesOf(field.type, kinds, depth - 1)]),
      ),
    );
  const optional = fields.map(({ name }) => name).filter((name) => !required.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(4, optional.length) })
    .chain((some) =>
      fc.oneof({ weight: 25, arbitrary: well([...required, ...some]) }, { weight: 1, arbitrary: junk }),
    );
};

/** What to ask of a field so that its resolver has to do all its work. */
const selectionOf = (field: GraphQLField<unknown, unknown>): string => {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '{ __typename }';
  const names = new Set(Object.keys(type.getFields()));
  if (names.has('userErrors')) return '{ userErrors { code message field } }';
  const parts = ['__typename'];
  if (names.has('nodes')) parts.push('nodes { __typename }');
  if (names.has('pageInfo')) parts.push('pageInfo { startCursor endCursor hasNextPage }');
  if (names.has('totalCount')) parts.push('totalCount');
  if (names.has('rows')) parts.push('rows { __typename }');
  return `{ ${parts.join(' ')} }`;
};

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Operations over every field of the API that takes arguments, these `ids` among the ids they name. */
export const arbitraryOperation = (
  schema: GraphQLSchema,
  kind: 'query' | 'mutation' | 'subscription',
  ids: readonly string[],
): fc.Arbitrary<Operation> => {
  const kinds = scalars(ids);
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind];
  const fields = Object.values(root?.getFields() ?? {}).filter(({ args }) => args.length > 0);
  const operations = fields.map((field) => {
    const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
    const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
    const query = `${kind} (${declared}) { ${field.name}(${passed}) ${selectionOf(field)} }`;
    const variables = field.args.map(({ name, type }): [string, fc.Arbitrary<unknown>] => {
      const values = /^(after|before)$/.test(name) ? cursor : valuesOf(type, kinds, 3);
      return [name, isNonNullType(type) ? values : fc.option(values, { nil: undefined, freq: 1 })];
    });
    return fc.record(Object.fromEntries(variables)).map((given) => ({ query, variables: given }));
  });
  return fc.oneof(...operations);
};
