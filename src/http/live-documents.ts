import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  specifiedRules,
  TypeInfo,
  type ValidationRule,
  type ValueNode,
  validate,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** Our own variable in a rewritten subscription: no client can declare it by accident. */
const afterVariable = '__after';

/** A subscription whose `after` was taken out, so that those who resume can share it with those who start. */
interface Template {
  readonly document: DocumentNode;
  readonly text: string;
  /** Variables it still uses. */
  readonly variables: readonly string[];
  /** What the result calls its one field. */
  readonly field: string;
  /** The field has an `after`; the value given for it, null when none was. */
  readonly after: { readonly value: ValueNode | null } | null;
}

export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly template: Template | null;
}

/** One subscription of one client. */
export interface Plan {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Equal for subscriptions that show the same, apart from where they start. */
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly field: string;
  /** False: the field knows no `after`, so its events have no order to resume in. */
  readonly resumable: boolean;
  readonly after: string | null;
}

export const variablesAt = (plan: Plan, after: string | null): Record<string, unknown> =>
  plan.resumable ? { ...plan.variables, [afterVariable]: after } : plan.variables;

const templateOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  definition: OperationDefinitionNode,
): Template => {
  const own = separateOperations(document)[definition.name?.value ?? ''] ?? document;
  const info = new TypeInfo(schema);
  let after: Template['after'] = null;
  let type = 'String';
  let field = '';
  const moved = visit(
    own,
    visitWithTypeInfo(info, {
      Field: (node): FieldNode | undefined => {
        if (info.getParentType() !== schema.getSubscriptionType()) return undefined;
        field = node.alias?.value ?? node.name.value;
        const argument = info.getFieldDef()?.args.find(({ name }) => name === 'after');
        if (!argument) return undefined;
        const given = node.arguments?.find(({ name }) => name.value === 'after');
        after = { value: given?.value ?? null };
        type = String(argument.type);
        return {
          ...node,
          arguments: [
            ...(node.arguments ?? []).filter((other) => other !== given),
            {
              kind: Kind.ARGUMENT,
              name: { kind: Kind.NAME, value: 'after' },
              value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: afterVariable } },
            },
          ],
        };
      },
    }),
  );
  const used = new Set<string>();
  visit(moved, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  const declared = parse(`subscription ($${afterVariable}: ${type}) { a }`).definitions[0];
  const ours = after && declared?.kind === Kind.OPERATION_DEFINITION ? declared.variableDefinitions : null;
  const rewritten = visit(moved, {
    OperationDefinition: (node) => ({
      ...node,
      variableDefinitions: [
        ...(node.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
        ...(ours ?? []),
      ],
    }),
  });
  used.delete(afterVariable);
  return { document: rewritten, text: print(rewritten), variables: [...used].sort(), field, after };
};

const isErrors = (value: object): value is readonly GraphQLError[] => Array.isArray(value);

/** Parses and checks each distinct document once: thousands of consoles send the same few. */
export const createDocuments = (options: {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
}) => {
  const { schema } = options;
  const rules = [...specifiedRules, ...options.rules];
  const known = new LRUCache<string, Operation>({
    max: 500,
    maxSize: 4_000_000,
    sizeCalculation: (_, key) => key.length,
  });

  const read = (query: string, operationName: string | null | undefined): Operation | GraphQLError[] => {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: options.maxTokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    const errors = validate(schema, document, rules, { maxErrors: 20 });
    if (errors.length > 0) return [...errors];
    const definition = getOperationAST(document, operationName);
    if (!definition) {
      return [new GraphQLError('Which operation? Send the `operationName` of one in the document.')];
    }
    const template =
      definition.operation === 'subscription' ? templateOf(schema, document, definition) : null;
    return { document, definition, template };
  };

  return {
    operation: (
      query: string,
      operationName: string | null | undefined,
    ): Operation | readonly GraphQLError[] => {
      const key = `${operationName ?? ''}\n${query}`;
      const cached = known.get(key);
      if (cached) return cached;
      const operation = read(query, operationName);
      if (!isErrors(operation)) known.set(key, operation);
      return operation;
    },

    plan: (
      template: Template,
      definition: OperationDefinitionNode,
      given: Readonly<Record<string, unknown>>,
    ): Plan | readonly GraphQLError[] => {
      const values = getVariableValues(schema, definition.variableDefinitions ?? [], given, {
        maxErrors: 20,
      });
      if (values.errors) return values.errors;
      const value = template.after?.value;
      const after: unknown = value ? valueFromASTUntyped(value, values.coerced) : null;
      return {
        document: template.document,
        operationName: definition.name?.value,
        text: template.text,
        variables: Object.fromEntries(
          template.variables.filter((name) => name in given).map((name) => [name, given[name]]),
        ),
        field: template.field,
        resumable: template.after !== null,
        after: typeof after === 'string' ? after : null,
      };
    },
  };
};

/** What ends a subscription, as the result of its field. */
export const refusalOf = ({ field }: Plan, error: unknown): ExecutionResult => {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { errors: [new GraphQLError(originalError.message, { path: [field], originalError })] };
};

/** A result ready to be sent, its errors in the form clients may see. */
export const serialise = (
  result: ExecutionResult,
  formatError: (error: GraphQLError) => GraphQLFormattedError,
): Buffer => {
  const { errors, ...rest } = result;
  return Buffer.from(JSON.stringify(errors ? { ...rest, errors: errors.map(formatError) } : rest));
};
