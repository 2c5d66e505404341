import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { defaultPageSize, largestPage } from '../paging.ts';

/** A list without a page size is taken to have this many entries. */
const listSize = 5;

/** How many entries a page asks for; a variable may say anything up to the largest page. */
const pageSize = (field: FieldNode): number => {
  const given = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (!given || given.kind === 'NullValue') return defaultPageSize;
  return given.kind === 'IntValue' ? Math.min(Number(given.value), largestPage) : largestPage;
};

/**
 * Refuses documents that ask for too much: each field counts one, times the entries of the lists it stands
 * in. graphql-armor's own rule takes a page size given as a variable, or not given, for one.
 */
export const costRule =
  (limit: number) =>
  (context: ValidationContext): ASTVisitor => {
    const fragments = new Map<string, number>();

    const fieldCost = (field: FieldNode, parent: GraphQLNamedType | null | undefined): number => {
      if (!field.selectionSet) return 1;
      if (!isObjectType(parent) && !isInterfaceType(parent)) return 1;
      const declared = parent.getFields()[field.name.value];
      if (!declared) return 1;
      const paged = declared.args.some(({ name }) => name === 'first');
      const list = isListType(getNullableType(declared.type)) && !parent.name.endsWith('Connection');
      const times = paged ? pageSize(field) : list ? listSize : 1;
      return 1 + times * costOf(field.selectionSet, getNamedType(declared.type));
    };

    const fragmentCost = (name: string): number => {
      const known = fragments.get(name);
      if (known !== undefined) return known;
      fragments.set(name, 0); // a fragment inside itself is another rule's business
      const fragment = context.getFragment(name);
      const type = fragment && context.getSchema().getType(fragment.typeCondition.name.value);
      const cost = fragment ? costOf(fragment.selectionSet, type) : 0;
      fragments.set(name, cost);
      return cost;
    };

    const costOf = (set: SelectionSetNode, parent: GraphQLNamedType | null | undefined): number =>
      set.selections.reduce((sum, node) => {
        if (node.kind === 'Field') return sum + fieldCost(node, parent);
        if (node.kind === 'FragmentSpread') return sum + fragmentCost(node.name.value);
        const name = node.typeCondition?.name.value;
        return sum + costOf(node.selectionSet, name ? context.getSchema().getType(name) : parent);
      }, 0);

    return {
      OperationDefinition: (operation) => {
        const schema = context.getSchema();
        const cost = costOf(operation.selectionSet, schema.getRootType(operation.operation));
        if (cost <= limit) return;
        const message = `This asks for up to ${cost} fields; ${limit} are allowed. Ask for fewer fields or smaller pages.`;
        context.reportError(
          new GraphQLError(message, { nodes: operation, extensions: { code: 'TOO_LARGE' } }),
        );
      },
    };
  };
