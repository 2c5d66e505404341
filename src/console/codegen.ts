import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: ['src/console/**/*.{ts,tsx}', '!src/console/generated/**', '!src/console/**/*.test.ts'],
  ignoreNoDocuments: true,
  importExtension: '.ts',
  generates: {
    'src/console/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        // exactOptionalPropertyTypes: a form may hand over `undefined` where it has no value.
        inputMaybeValue: 'T | null | undefined',
        scalars: { DateTime: 'string', JSONObject: 'Record<string, unknown>' },
      },
    },
  },
};

export default config;
