import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createCompile, type Run } from './compile.ts';
import type { GraphqlContext } from './context.ts';
import { afterFeedStart } from './feed-start.ts';
import { variablesRefusal } from './limits.ts';

/** A validated document with what it is run with. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly context: GraphqlContext;
}

/** Compiled documents kept. One takes up to a few hundred kilobytes. */
const mostCompiled = 300;

/**
 * Runs operations, whichever way they came in. A document that comes again is compiled: that halves its
 * cost, and a document that comes once is not worth the milliseconds. What cannot be compiled is
 * interpreted.
 */
export const createExecute = (schema: GraphQLSchema) => {
  const compile = createCompile(schema);
  const known = new LRUCache<DocumentNode, Map<string | null, Run | 'once' | 'never'>>({ max: mostCompiled });

  const compiled = (document: DocumentNode, name: string | null): Run | null => {
    const runs = known.get(document) ?? new Map<string | null, Run | 'once' | 'never'>();
    const run = runs.get(name);
    if (run === undefined) {
      known.set(document, runs.set(name, 'once'));
      return null;
    }
    if (run !== 'once') return run === 'never' ? null : run;
    const made = compile(document, name);
    runs.set(name, made ?? 'never');
    return made;
  };

  const answer = ({
    document,
    operationName = null,
    variables,
    context,
  }: Operation): ExecutionResult | Promise<ExecutionResult> => {
    const run = compiled(document, operationName);
    if (run) return run(context, variables ?? {});
    return execute({
      schema,
      document,
      operationName,
      variableValues: variables ?? {},
      contextValue: context,
    });
  };

  return (operation: Operation): ExecutionResult | Promise<ExecutionResult> => {
    const refusal = variablesRefusal(operation.variables);
    if (refusal) return { errors: [refusal] };
    return afterFeedStart(operation.document, operation.context, () => answer(operation));
  };
};
