import type { DocumentNode } from 'graphql';
import type { Viewer } from '../identity/scopes.ts';
import type { Reach } from '../reach.ts';
import type { GraphqlContext, GraphqlServices, NounsFor } from './context.ts';
import { createFormatError } from './errors.ts';
import { createExecute } from './execute.ts';
import { createFeatures, createReads } from './features.ts';
import { afterFeedStart } from './feed-start.ts';
import { parseOptions, validationRules } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { nounsOf } from './nouns.ts';
import { buildSchema } from './schema.ts';

/** The API without a transport: HTTP and WebSocket put theirs around it. */
export const createGraphql = (
  services: GraphqlServices,
  options: {
    /** Whether clients may ask for the schema. */
    readonly introspection: boolean;
  },
) => {
  const schema = buildSchema();
  const reads = createReads(services);
  const features = createFeatures(services, reads);
  const { setup } = services;

  const nounsFor =
    (reach: Reach): NounsFor =>
    async (ids = []) => {
      const known = await setup.of(reach);
      const missing = ids.some((id) => !known.companies.has(id) && !known.linkedAccounts.has(id));
      // Rows may refer to what another process made within the second this copy is old.
      const fresh = missing ? await setup.current(reach, known.version + 1) : known;
      return nounsOf(fresh, features.catalogue);
    };

  /** What is remembered of the setup may be older than that place, behind which its changes do not come again. */
  const feedStart = async (reach: Reach): Promise<string> => {
    const place = await services.live.position(reach.accountId);
    await setup.fresh(reach);
    return place;
  };

  /**
   * What resolvers get. A request remembers what it loaded; a subscription (`remember: false`) must see
   * each change anew.
   */
  const contextOf = (
    viewer: Viewer,
    { remember = true }: { readonly remember?: boolean } = {},
  ): GraphqlContext => {
    const { reach } = viewer;
    const nouns = nounsFor(reach);
    const loaders = createLoaders(reach, reads, nouns, remember);
    let place: Promise<string> | undefined;
    const changeCursor = (): Promise<string> => (place ??= feedStart(reach));
    return { viewer, reach, services, features, reads, loaders, nouns, changeCursor };
  };

  return {
    schema,
    execute: createExecute(schema),
    formatError: createFormatError(services.log),
    parseOptions,
    validationRules: validationRules(options),
    introspection: options.introspection,

    contextOf,

    /** The same for who runs the operation, with what has to be read before it. */
    contextFor: async (
      viewer: Viewer,
      { remember, document }: { readonly remember: boolean; readonly document?: DocumentNode },
    ): Promise<GraphqlContext> => {
      const context = contextOf(viewer, { remember });
      return document ? afterFeedStart(document, context, () => context) : context;
    },
  };
};

export type Graphql = ReturnType<typeof createGraphql>;
