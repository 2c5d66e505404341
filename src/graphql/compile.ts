import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  GraphQLScalarType,
  GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

export type Run = (
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

/** Stands for every variable in what is compiled: its value is checked before. */
const checked = new GraphQLScalarType({ name: 'CheckedVariable', parseValue: (value) => value });

const withCheckedVariables = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: () => false,
    VariableDefinition: ({ kind, variable }): VariableDefinitionNode => ({
      kind,
      variable,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: checked.name } },
    }),
  });

/** graphql-jit's errors lack what other servers' error handling relies on. */
const standard = (error: GraphQLError): GraphQLError => {
  const { message, path, locations, originalError, extensions = {} } = error;
  const made = new GraphQLError(message, { path, originalError, extensions });
  return Object.defineProperty(made, 'locations', { value: locations, enumerable: Boolean(locations) });
};

const standardResult = ({ data, errors }: ExecutionResult): ExecutionResult =>
  errors ? { data: data ?? null, errors: errors.map(standard) } : { data: data ?? null };

/**
 * Compiles operations of one schema. Variables are read by graphql-js: graphql-jit writes out a reader for
 * an input type that contains itself level by level, and took three seconds over a filter.
 */
export const createCompile = (schema: GraphQLSchema) => {
  const config = schema.toConfig();
  const compiling = new GraphQLSchema({ ...config, types: [...config.types, checked], assumeValid: true });

  /** Null when it cannot be compiled. */
  return (document: DocumentNode, operationName: string | null): Run | null => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const compiled = compileQuery(compiling, withCheckedVariables(document), operationName ?? undefined, {
      disablingCapturingStackErrors: true,
      // Texts, numbers and enums come from typed columns and go out as they are.
      disableLeafSerialization: true,
    });
    if (!isCompiledQuery(compiled)) return null;
    return (context, variables) => {
      const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
        maxErrors: 50,
      });
      if (errors) return { errors };
      const result = compiled.query(undefined, context, coerced);
      return result instanceof Promise ? result.then(standardResult) : standardResult(result);
    };
  };
};
