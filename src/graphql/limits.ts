import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  type ParseOptions,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { costRule } from './cost.ts';

/** The same for HTTP and WebSocket. Real queries of the console stay under a fifth of each. */
const most = { depth: 14, aliases: 30, directives: 20, tokens: 2_500, cost: 200_000, variableDepth: 40 };

/** Tokens are counted while parsing, so a huge document is refused before it is a tree. */
export const parseOptions: ParseOptions = { maxTokens: most.tokens };

/** graphql-armor throws by default, which ends in a 500; and it calls every refusal a syntax error. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) =>
      context?.reportError(
        new GraphQLError(error.message.replace('Syntax Error: ', ''), { extensions: { code: 'TOO_LARGE' } }),
      ),
  ],
};

/** Rules besides GraphQL's own. */
export const validationRules = (options: { readonly introspection: boolean }): readonly ValidationRule[] => [
  maxDepthRule({ n: most.depth, flattenFragments: true, ...reported }) as ValidationRule,
  maxAliasesRule({ n: most.aliases, allowList: [], ...reported }) as ValidationRule,
  maxDirectivesRule({ n: most.directives, ...reported }) as ValidationRule,
  costRule(most.cost),
  ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
];

/**
 * Whether these variables are nested too deep to be looked at one by one, which goes down by recursion.
 * Walks without it.
 */
export const variablesRefusal = (
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | null => {
  let level: readonly unknown[] = Object.values(variables ?? {});
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most.variableDepth) {
      const message = `Variables may be nested ${most.variableDepth} deep.`;
      return new GraphQLError(message, { extensions: { code: 'TOO_LARGE' } });
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return null;
};
