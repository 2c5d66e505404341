import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { issuePath, plainIssue } from '../plain-issues.ts';
import { type CustomCondition, type CustomList, customConditions, customLists } from './custom-fields.ts';
import { type FieldName, fields } from './fields.ts';

/**
 * The one condition language: a tree of `all`, `any`, `not` and comparisons on the fields of a call.
 * Everything given in one node must hold; an empty node holds for every call.
 */
export interface CallFilter
  extends Readonly<Partial<Record<FieldName, Readonly<Record<string, unknown>>>>>,
    Readonly<Partial<Record<CustomList, readonly CustomCondition[]>>> {
  readonly all?: readonly CallFilter[];
  readonly any?: readonly CallFilter[];
  readonly not?: CallFilter;
}

const deepest = 12;
const largest = 200;

/** GraphQL sends null for what a client left out. */
const given = (value: unknown): boolean => value !== null && value !== undefined;

const comparisons = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [
    name,
    z
      .strictObject(
        Object.fromEntries(
          Object.entries(field.comparison).map(([op, { wanted }]) => [op, wanted.optional()]),
        ),
      )
      .optional(),
  ]),
);
const node: z.ZodType<CallFilter> = z.lazy(() =>
  z.strictObject({
    all: z.array(node).optional(),
    any: z.array(node).optional(),
    not: node.optional(),
    ...comparisons,
    ...Object.fromEntries(customLists.map((name) => [name, customConditions.optional()])),
  }),
) as unknown as z.ZodType<CallFilter>; // the keys come from the registry, so inference cannot name them

/** A copy without nulls; refuses what is too deep or too large before anything recurses over it. */
const prune = (value: unknown, depth: number, count: { nodes: number }, path: string): unknown => {
  if (depth > deepest * 2) throw new Refusal('TOO_LARGE', `A filter may be ${deepest} levels deep.`, path);
  if (Array.isArray(value)) return value.map((item) => prune(item, depth + 1, count, path));
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  count.nodes += 1;
  if (count.nodes > largest) throw new Refusal('TOO_LARGE', `A filter may have ${largest} conditions.`, path);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => given(item))
      .map(([key, item]) => [key, prune(item, depth + 1, count, path)]),
  );
};

/** A filter from outside, checked. Throws Refusal naming the field at fault, below `root`. */
export const parseCallFilter = (input: unknown, root = 'filter'): CallFilter => {
  const result = node.safeParse(prune(input ?? {}, 0, { nodes: 0 }, root), { error: plainIssue });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal('INVALID', issue?.message ?? 'This is not a filter.', issuePath(root, issue?.path ?? []));
};
