import graphql from '@graphql-eslint/eslint-plugin';

const file = 'schema/schema.graphql';

/** Only the emitted schema is linted here, by the rules of the GraphQL community and of Relay; Biome has the code. */
export default [
  {
    files: [file],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: file } } },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // An id promises that `node(id)` finds the thing. Payloads, edges, pages and values are none.
      '@graphql-eslint/strict-id-in-types': 'off',
      // It takes `Call.caller` for the word Call and a rest.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Short lists that come whole (the tags of a call, the errors of an input) are no pages.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      // The change feed is read forwards only.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    },
  },
];
