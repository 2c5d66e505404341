import type { FieldNode, FragmentDefinitionNode, GraphQLResolveInfo, SelectionNode } from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The names of the fields that are selected below some fields, with the nodes that select them. */
export type Selection = ReadonlyMap<string, readonly FieldNode[]>;

const walk = (
  nodes: readonly SelectionNode[],
  fragments: Fragments,
  into: Map<string, FieldNode[]>,
): void => {
  for (const node of nodes) {
    if (node.kind === 'Field') {
      const { value } = node.name;
      into.set(value, [...(into.get(value) ?? []), node]);
      continue;
    }
    const fragment = node.kind === 'FragmentSpread' ? fragments[node.name.value] : node;
    walk(fragment?.selectionSet.selections ?? [], fragments, into);
  }
};

/**
 * What is selected below these fields. `@skip` and `@include` are not looked at: a column read for nothing
 * costs less than a plan for every combination of variables.
 */
export const selectedIn = (fields: readonly FieldNode[], fragments: Fragments): Selection => {
  const names = new Map<string, FieldNode[]>();
  for (const field of fields) walk(field.selectionSet?.selections ?? [], fragments, names);
  return names;
};

/** Looks ahead once for each place in a document: documents are cached, and so is what they ask for. */
export const rememberedBySelection = <Plan extends object>(
  make: (selection: Selection, fragments: Fragments) => Plan,
): ((info: GraphQLResolveInfo) => Plan) => {
  const known = new WeakMap<FieldNode, Plan>();
  return (info) => {
    const [field, ...others] = info.fieldNodes;
    const remembered = field && others.length === 0 ? known.get(field) : undefined;
    if (remembered) return remembered;
    const plan = make(selectedIn(info.fieldNodes, info.fragments), info.fragments);
    if (field && others.length === 0) known.set(field, plan);
    return plan;
  };
};
