import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  type OperationTypeNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { type ApiScope, requireScope } from '../identity/scopes.ts';
import type { GraphqlContext } from './context.ts';
import { asGraphQLError } from './errors.ts';
import { variablesRefusal } from './limits.ts';

/** A validated document with what it is run with. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly context: GraphqlContext;
}

type Run = CompiledQuery['query'];

/** Compiled documents kept. One takes up to a few hundred kilobytes. */
const mostCompiled = 300;

const scopes: Readonly<Record<OperationTypeNode, ApiScope>> = {
  query: 'READ',
  subscription: 'READ',
  mutation: 'WRITE',
} as Record<OperationTypeNode, ApiScope>;

/** Why an operation may not run, before any of it does. */
const refusalOf = ({ document, operationName, variables, context }: Operation) => {
  const operation = getOperationAST(document, operationName);
  try {
    if (operation) requireScope(context.viewer, scopes[operation.operation]);
  } catch (error) {
    return asGraphQLError(error);
  }
  return variablesRefusal(variables);
};

/**
 * Runs operations, whichever way they came in. A document that comes again is compiled: that halves its
 * cost, and a document that comes once is not worth the milliseconds. What cannot be compiled is
 * interpreted.
 */
export const createExecute = (schema: GraphQLSchema) => {
  const known = new LRUCache<DocumentNode, Map<string, Run | 'once' | 'never'>>({ max: mostCompiled });

  const compiled = (document: DocumentNode, name: string): Run | null => {
    const runs = known.get(document) ?? new Map<string, Run | 'once' | 'never'>();
    const run = runs.get(name);
    if (typeof run === 'function') return run;
    if (run === 'never') return null;
    if (run === undefined) {
      known.set(document, runs.set(name, 'once'));
      return null;
    }
    const made = compileQuery(schema, document, name, { disablingCapturingStackErrors: true });
    runs.set(name, isCompiledQuery(made) ? made.query : 'never');
    return isCompiledQuery(made) ? made.query : null;
  };

  return (operation: Operation): ExecutionResult | Promise<ExecutionResult> => {
    const refusal = refusalOf(operation);
    if (refusal) return { errors: [refusal] };
    const { document, operationName, variables, context } = operation;
    const run = compiled(document, operationName ?? '');
    if (run) return run(undefined, context, variables ?? {});
    return execute({
      schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
      contextValue: context,
    });
  };
};

export type Execute = ReturnType<typeof createExecute>;
