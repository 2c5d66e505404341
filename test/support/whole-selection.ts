import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

type Fields = readonly GraphQLField<unknown, unknown>[];

/** What can be asked without saying anything more. */
const free = (type: GraphQLObjectType): Fields =>
  Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));

const isComposite = ({ type }: GraphQLField<unknown, unknown>): boolean => {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named);
};

/** Few, so that lists in lists stay below what a document may cost. */
const page = 2;
const paged = ({ name, args }: GraphQLField<unknown, unknown>): string =>
  args.some((one) => one.name === 'first') ? `${name}(first: ${page})` : name;

interface Place {
  readonly type: GraphQLObjectType;
  readonly parts: string[];
}

/**
 * Everything a root field can answer: each type is written out in full at the first place it stands, level by level,
 * and by its id alone where it comes again.
 */
export const wholeSelection = (field: GraphQLField<unknown, unknown>): string => {
  const root = getNamedType(field.type);
  if (!isObjectType(root)) return isInterfaceType(root) ? '{ id }' : '';
  const done = new Set<string>([root.name]);
  const write = (places: readonly Place[]): void => {
    const next: { readonly into: string[]; readonly head: string; readonly place: Place }[] = [];
    for (const { type, parts } of places)
      for (const one of free(type)) {
        const named = getNamedType(one.type);
        if (!isComposite(one)) parts.push(one.name);
        else if (isObjectType(named) && !done.has(named.name)) {
          done.add(named.name);
          next.push({ into: parts, head: paged(one), place: { type: named, parts: [] } });
        } else if (isObjectType(named))
          parts.push(`${paged(one)} { ${'id' in named.getFields() ? 'id' : '__typename'} }`);
        else parts.push(`${paged(one)} { __typename }`);
      }
    if (next.length === 0) return;
    write(next.map(({ place }) => place));
    for (const { into, head, place } of next) into.push(`${head} { ${place.parts.join(' ')} }`);
  };
  const parts: string[] = [];
  write([{ type: root, parts }]);
  return `{ ${parts.join(' ')} }`;
};
