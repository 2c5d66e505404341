import { isUtf8 } from 'node:buffer';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { GraphqlContext } from '../graphql/context.ts';
import type { Graphql } from '../graphql/graphql.ts';
import type { Identity } from '../identity/identity.ts';
import type { Viewer } from '../identity/scopes.ts';

const path = '/graphql';
/** Bytes. The largest real request, an automation with a large filter, is under 20 kB. */
const bodyLimit = 1024 * 1024;
const responseType = 'application/graphql-response+json';

const notOverHttp = new GraphQLError(
  'Subscriptions run over WebSocket (graphql-transport-ws) on this path.',
  {
    extensions: { code: 'INVALID' },
  },
);

/** Apollo leaves execution to a gateway when it has one: the way to a compiled executor. */
const gatewayOf = ({ schema, execute }: Graphql): GatewayInterface => ({
  load: async () => ({
    executor: async ({ document, operation, operationName, request, context }) => {
      if (operation.operation === 'subscription') return { errors: [notOverHttp] };
      return execute({
        document,
        operationName,
        variables: request.variables,
        context: context as unknown as GraphqlContext, // the one this file's handler made
      }) as ReturnType<NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>>;
    },
  }),
  onSchemaLoadOrUpdate: (listener) => {
    listener({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => undefined;
  },
  stop: async () => undefined,
});

/**
 * GraphQL over HTTP: with `application/json` a well-formed request is answered 200 whatever became of it,
 * because proxies make their own pages of a 400. With the newer media type the status says it.
 */
const legacyStatus: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const { status = 200 } = response.http;
      const modern = request.http?.headers.get('accept')?.includes(responseType);
      if (status === 400 && !modern && request.query) response.http.status = 200;
    },
  }),
};

const createApollo = (graphql: Graphql, log: Logger): ApolloServer<GraphqlContext> =>
  new ApolloServer<GraphqlContext>({
    gateway: gatewayOf(graphql),
    parseOptions: graphql.parseOptions,
    validationRules: [...graphql.validationRules],
    formatError: graphql.formatError,
    introspection: graphql.introspection,
    includeStacktraceInErrorResponses: false,
    // Requests are authorised by a header no other page can send, never by a cookie.
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      legacyStatus,
    ],
  });

/** An answer Apollo did not give, in GraphQL's form. */
const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
) => {
  const modern = request.headers.accept?.includes(responseType);
  return reply
    .code(status)
    .type(`${modern ? responseType : 'application/json'}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
};

const answerError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
  const status = error.statusCode ?? 500;
  if (status === 413)
    return refuse(request, reply, 413, 'TOO_LARGE', `The body is larger than ${bodyLimit / 1024} kB.`);
  if (status === 415)
    return refuse(request, reply, 415, 'INVALID', 'Send the request as `content-type: application/json`.');
  if (status < 500) return refuse(request, reply, status, 'INVALID', error.message);
  request.log.error({ failure: error.name }, 'A GraphQL request could not be answered.');
  const message = `Something went wrong on our side and was logged as ${request.id}.`;
  return refuse(request, reply, 500, 'INTERNAL_SERVER_ERROR', message);
};

/** `POST /graphql` and `GET /graphql`. Register it as a plugin of its own: its parsers and errors stay inside. */
export const graphqlRoutes =
  (parts: { readonly graphql: Graphql; readonly identity: Identity; readonly log: Logger }) =>
  async (app: FastifyInstance): Promise<void> => {
    const { graphql, identity, log } = parts;
    const apollo = createApollo(graphql, log);
    await apollo.start();
    app.addHook('onClose', () => apollo.stop());

    const viewers = new WeakMap<FastifyRequest, Viewer>();
    const parseJson = app.getDefaultJsonParser('error', 'error');

    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      if (isUtf8(body as Buffer)) return parseJson(request, body.toString(), done);
      done(Object.assign(new Error('The body is not UTF-8.'), { statusCode: 400 }));
    });
    app.setErrorHandler(answerError);

    // Frontends live on other origins. A key in a header is never sent unasked, so any origin may ask.
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.origin) reply.header('access-control-allow-origin', '*');
    });
    app.options(path, (_request, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'authorization, content-type, accept',
          'access-control-max-age': '86400',
        })
        .send(),
    );

    app.route({
      method: ['GET', 'POST'],
      url: path,
      bodyLimit,
      // Before the body is read: who has no key does not get to send a megabyte.
      onRequest: async (request, reply) => {
        const viewer = await identity.authenticate(request.headers.authorization);
        if (viewer) return void viewers.set(request, viewer);
        reply.header('www-authenticate', 'Bearer');
        const message =
          'This needs an API key: send the header `Authorization: Bearer rp_live_…` with a key that is in force.';
        return refuse(request, reply, 401, 'UNAUTHENTICATED', message);
      },
      handler: fastifyApolloHandler(apollo, {
        context: async (request) => {
          const viewer = viewers.get(request);
          if (!viewer) throw new Error('A request came past the door without a viewer.');
          return graphql.contextOf(viewer);
        },
      }),
    });
  };
