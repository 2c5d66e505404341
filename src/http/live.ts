import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type DocumentNode,
  type ExecutionArgs,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { Refusal } from '../errors.ts';
import { parseOptions, variablesRefusal } from '../graphql/limits.ts';
import type { Viewer } from '../identity/scopes.ts';
import type { Live } from '../live/hub.ts';
import { createDocuments, refusalOf } from './live-documents.ts';
import { type BoundedSocket, boundSocket, createMember, type Member } from './live-member.ts';
import { createShare } from './live-share.ts';

/** The path of the endpoint, HTTP and WebSocket alike. */
const endpoint = '/graphql';

/** "Try again later": clients reconnect by themselves. */
const tryLater = 1013;
const goingAway = 1001;
const forbidden = 4403;
const badRequest = 4400;
const internalError = 4500;
/** What graphql-ws throws at a message only servers send. */
const unexpected = /^Unexpected message/;

const defaultLimits = {
  /** Bytes of one message from a client. */
  messageBytes: 1_048_576,
  /** Bytes that may wait for a client to read them; beyond, it is dropped. */
  bufferBytes: 1_048_576,
  /** Subscriptions, queries and mutations running on one socket. */
  operationsPerSocket: 50,
  socketsPerKey: 20_000,
  sockets: 50_000,
  /** Of a document, as over HTTP. */
  tokens: parseOptions.maxTokens ?? 2_500,
  /** ms between signs of life, and between looks at whether a key still holds. */
  keepAliveMs: 15_000,
};

export interface LiveSocketsOptions {
  readonly schema: GraphQLSchema;
  readonly live: Pick<Live, 'position' | 'isNear'>;
  /** Whose key the header carries; null when nobody's. */
  readonly authenticate: (authorization: string | undefined) => Promise<Viewer | null>;
  /**
   * A fresh context; called for each operation and each change. `remember`: it serves one execution only.
   * `document`: a query or mutation that is about to be executed with it.
   */
  readonly contextFor: (
    viewer: Viewer,
    options: { readonly remember: boolean; readonly document?: DocumentNode },
  ) => unknown;
  /** What a client may see of an error. */
  readonly formatError: (error: GraphQLError) => GraphQLFormattedError;
  /** Limits on documents, besides GraphQL's own rules. */
  readonly rules: readonly ValidationRule[];
  readonly onError: (error: unknown) => void;
  readonly metrics: {
    readonly sockets: { readonly inc: () => void; readonly dec: () => void };
    readonly subscriptions: { readonly inc: () => void; readonly dec: () => void };
    readonly dropped: { readonly inc: () => void };
  };
  readonly limits?: Partial<typeof defaultLimits>;
}

interface Extra {
  readonly bounded: BoundedSocket;
  viewer: Viewer | null;
}
type SocketContext = Context<Record<string, unknown>, Extra>;

const authorizationIn = (params: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  return typeof given === 'string' ? given : undefined;
};

const keyOf = ({ reach }: Viewer): string => reach.actor.id ?? reach.accountId;

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/**
 * GraphQL over WebSocket (graphql-transport-ws). The protocol is graphql-ws's own; only the results of
 * subscriptions go around it, executed and serialised once for all sockets that show the same.
 */
export const createLiveSockets = (options: LiveSocketsOptions) => {
  const { schema, metrics } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const documents = createDocuments({ schema, rules: options.rules, maxTokens: limits.tokens });
  const share = createShare(options);
  const perKey = new Map<string, number>();
  const sockets = new Map<WebSocket, { alive: boolean; context: SocketContext | null }>();
  let stopping = false;

  const count = (keyId: string, by: 1 | -1): number => {
    const sum = (perKey.get(keyId) ?? 0) + by;
    if (sum > 0) perKey.set(keyId, sum);
    else perKey.delete(keyId);
    return sum;
  };

  const subscribe = async (args: ExecutionArgs) => {
    const { begin } = args.contextValue as { readonly begin: () => Promise<object> };
    return (await begin()) as AsyncIterableIterator<never>;
  };

  const leave = (member: Member): void => {
    metrics.subscriptions.dec();
    share.leave(member);
  };

  const prepare = async (
    { extra }: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    const { viewer, bounded } = extra;
    if (!viewer) throw new Error('A socket without a viewer was let in.');
    const tooDeep = variablesRefusal(payload.variables);
    if (tooDeep) return [tooDeep];
    const operation = documents.operation(payload.query, payload.operationName);
    if (!('document' in operation)) return operation;
    const args: ExecutionArgs = {
      schema,
      document: operation.document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? {},
    };
    if (!operation.template)
      return {
        ...args,
        contextValue: await options.contextFor(viewer, { remember: true, document: operation.document }),
      };

    const plan = documents.plan(operation.template, operation.definition, payload.variables ?? {});
    if (!('text' in plan)) return plan;
    const begin = async (): Promise<object> => {
      const member = createMember(id, bounded, leave);
      metrics.subscriptions.inc();
      try {
        const refused = await share.join(plan, viewer, member);
        if (!refused) return member.results;
        member.leave();
        return refused;
      } catch (error) {
        member.leave();
        if (error instanceof Refusal) return refusalOf(plan, error);
        options.onError(error);
        bounded.socket.close(tryLater, 'Try again later');
        return member.results;
      }
    };
    return { ...args, contextValue: { begin } };
  };

  const protocol = makeServer<Record<string, unknown>, Extra>({
    execute,
    subscribe,
    onConnect: async (context) => {
      const { socket } = context.extra.bounded;
      const viewer = await options.authenticate(authorizationIn(context.connectionParams)).catch((error) => {
        options.onError(error);
        socket.close(tryLater, 'Try again later');
        return null;
      });
      if (!viewer || socket.readyState !== socket.OPEN) return false;
      context.extra.viewer = viewer;
      if (count(keyOf(viewer), 1) > limits.socketsPerKey) {
        socket.close(tryLater, 'Too many sockets for this key');
        return false;
      }
      const state = sockets.get(socket);
      if (state) state.context = context;
      return true;
    },
    onSubscribe: (context, id, payload) =>
      Object.keys(context.subscriptions).length > limits.operationsPerSocket
        ? [new GraphQLError(`One socket carries at most ${limits.operationsPerSocket} operations at a time.`)]
        : prepare(context, id, payload),
    onNext: (_context, _id, _payload, _args, { data, errors }) =>
      errors && { ...(data === undefined ? {} : { data }), errors: errors.map(options.formatError) },
    onError: (_context, _id, _payload, errors) => errors.map(options.formatError),
  });

  const welcome = (socket: WebSocket, connection: Duplex): void => {
    const bounded = boundSocket(socket, connection, {
      bufferBytes: limits.bufferBytes,
      onDrop: () => metrics.dropped.inc(),
    });
    const extra: Extra = { bounded, viewer: null };
    const state = { alive: true, context: null };
    sockets.set(socket, state);
    metrics.sockets.inc();
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) =>
          new Promise((resolve) => {
            if (bounded.hasRoom()) socket.send(text, () => resolve());
            else resolve();
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (hear) =>
          socket.on('message', (data) => {
            hear(String(data)).catch((error: unknown) => {
              if (error instanceof Error && unexpected.test(error.message)) {
                return socket.close(badRequest, 'Only servers send messages of this type');
              }
              options.onError(error);
              socket.close(internalError, 'Internal server error');
            });
          }),
      },
      extra,
    );
    socket.on('pong', () => {
      state.alive = true;
    });
    // Broken frames and lost connections; ws closes the socket itself, with the right code.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      sockets.delete(socket);
      metrics.sockets.dec();
      if (extra.viewer) count(keyOf(extra.viewer), -1);
      for (const member of [...bounded.members]) member.leave();
      closed(code, String(reason)).catch(options.onError);
    });
  };

  /** A key that was revoked closes its sockets; who stopped answering is cut off. */
  const look = async (): Promise<void> => {
    const asked = new Map<string | undefined, Promise<boolean>>();
    for (const [socket, state] of sockets) {
      if (!state.alive) {
        socket.terminate();
        continue;
      }
      state.alive = false;
      socket.ping();
      if (!state.context) continue;
      const authorization = authorizationIn(state.context.connectionParams);
      const holds =
        asked.get(authorization) ??
        // While the database is away nobody is thrown out.
        options.authenticate(authorization).then(
          (viewer) => viewer !== null,
          () => true,
        );
      asked.set(authorization, holds);
      holds.then((held) => {
        if (!held) socket.close(forbidden, 'Forbidden');
      });
    }
  };
  const looking = setInterval(look, limits.keepAliveMs);

  const acceptor = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    // Results are shared as they are; compressing them for each socket would undo that.
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols,
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const [path] = (request.url ?? '').split('?');
    if (path !== endpoint) refuseUpgrade(socket, '404 Not Found');
    else if (stopping || sockets.size >= limits.sockets) refuseUpgrade(socket, '503 Service Unavailable');
    else acceptor.handleUpgrade(request, socket, head, (opened) => welcome(opened, socket));
  };

  const servers = new Set<Server>();
  return {
    /** Answers WebSocket upgrades on this server; it must have no other handler for them. */
    attach: (server: Server): void => {
      servers.add(server);
      server.on('upgrade', upgrade);
    },

    /** Says goodbye to everybody (1001, clients reconnect elsewhere). Resolves when all sockets are closed. */
    stop: async (): Promise<void> => {
      stopping = true;
      clearInterval(looking);
      const closing = [...sockets.keys()].map(
        (socket) =>
          new Promise<void>((resolve) => {
            const cut = setTimeout(() => socket.terminate(), 2_000);
            socket.once('close', () => {
              clearTimeout(cut);
              resolve();
            });
            socket.close(goingAway, 'Going away');
          }),
      );
      await Promise.all(closing);
      for (const server of servers) server.off('upgrade', upgrade);
    },
  };
};
