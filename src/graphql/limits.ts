import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  type ASTVisitor,
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

const broken = (text: string): boolean => text.includes('\0') || !text.isWellFormed();
const brokenMessage = 'Texts must not contain NUL or broken characters.';

/** PostgreSQL stores neither, and its answer would look like our fault. */
const cleanTexts = (context: ValidationContext): ASTVisitor => ({
  StringValue: (node) => {
    if (broken(node.value))
      context.reportError(new GraphQLError(brokenMessage, { nodes: node, extensions: { code: 'INVALID' } }));
  },
});

/** Rules besides GraphQL's own. */
export const validationRules = (options: { readonly introspection: boolean }): readonly ValidationRule[] => [
  maxDepthRule({ n: most.depth, flattenFragments: true, ...reported }) as ValidationRule,
  maxAliasesRule({ n: most.aliases, allowList: [], ...reported }) as ValidationRule,
  maxDirectivesRule({ n: most.directives, ...reported }) as ValidationRule,
  costRule(most.cost),
  cleanTexts,
  ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
];

const refused = (name: string, message: string, code: string): GraphQLError =>
  new GraphQLError(`Variable "$${name}": ${message}`, { extensions: { code, field: name } });

/** What is wrong with the variables before they are looked at one by one, or null. Walks without recursion. */
export const variablesRefusal = (
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | null => {
  for (const [name, variable] of Object.entries(variables ?? {})) {
    let level: unknown[] = [variable];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > most.variableDepth)
        return refused(name, `it may be nested ${most.variableDepth} deep.`, 'TOO_LARGE');
      if (level.some((value) => typeof value === 'string' && broken(value)))
        return refused(name, brokenMessage, 'INVALID');
      const objects = level.filter((value) => typeof value === 'object' && value !== null) as object[];
      if (objects.some((value) => Object.keys(value).some(broken)))
        return refused(name, brokenMessage, 'INVALID');
      level = objects.flatMap((value) => Object.values(value) as unknown[]);
    }
  }
  return null;
};
