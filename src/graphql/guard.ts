import type { GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { Refusal } from '../errors.ts';
import { type ApiScope, requireScope } from '../identity/scopes.ts';
import type { GraphqlContext } from './context.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphqlContext>;

/** PostgreSQL stores neither NUL nor half a surrogate pair, and its answer would look like our fault. */
const broken = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

const checkTexts = (value: unknown, path: string): void => {
  if (typeof value === 'string') {
    if (broken(value)) throw new Refusal('INVALID', 'Texts must not contain NUL or broken characters.', path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    checkTexts(key, path);
    checkTexts(item, path === '' ? key : `${path}.${key}`);
  }
};

const guarded =
  (scopes: readonly ApiScope[], resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    for (const scope of scopes) requireScope(context.viewer, scope);
    checkTexts(args, '');
    return resolve(source, args, context, info);
  };

/**
 * Puts the scope each kind of operation needs, and the check every text needs, around the fields
 * operations begin with. Here they hold for every transport, and nobody can forget them.
 */
export const guardRoots = (schema: GraphQLSchema): void => {
  const around = (
    fields: readonly GraphQLField<unknown, GraphqlContext>[],
    scopes: readonly ApiScope[],
    step: 'resolve' | 'subscribe',
  ): void => {
    for (const field of fields) {
      const own = field[step];
      if (own) field[step] = guarded(scopes, own);
    }
  };
  const fieldsOf = (type: ReturnType<GraphQLSchema['getQueryType']>) =>
    Object.values(type?.getFields() ?? {});
  around(fieldsOf(schema.getQueryType()), ['READ'], 'resolve');
  // Payloads show what was changed, so changing alone would read.
  around(fieldsOf(schema.getMutationType()), ['WRITE', 'READ'], 'resolve');
  around(fieldsOf(schema.getSubscriptionType()), ['READ'], 'subscribe');
};
