import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HookHandlerDoneFunction,
} from 'fastify';
import type { Refusal } from '../errors.ts';
import type {
  ClickInput,
  HeartbeatInput,
  IdentifyInput,
  RequestFacts,
  SessionInput,
} from '../tracking/input.ts';
import type { Tracking } from '../tracking/sessions.ts';
import { bodyLimit, faultOf, readBody, readJson, sendJson } from './dni-answer.ts';
import { createDniLimits, type DniLimits, dniLimits, networkOf } from './dni-limits.ts';

/** Proxies that know a visitor's country say it under one of these names; anybody else could too. */
const countryHeaders = ['cf-ipcountry', 'cloudfront-viewer-country', 'x-vercel-ip-country', 'x-country-code'];

/** Everybody behind a proxy on this machine that was not named in TRUSTED_PROXIES: no one network. */
const isLocal = (ip: string): boolean => ip === '::1' || /^(::ffff:)?127\./.test(ip);

const factsOf = (request: FastifyRequest): RequestFacts => {
  const { headers, ip } = request;
  const country = countryHeaders.map((name) => headers[name]).find((value) => typeof value === 'string');
  return {
    origin: headers.origin,
    userAgent: headers['user-agent'],
    // More than one address: the request came through a proxy named in TRUSTED_PROXIES.
    country: country && (request.ips?.length ?? 0) > 1 ? country : undefined,
    network: isLocal(ip) ? undefined : networkOf(ip),
  };
};

const answerError = (error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply) => {
  const { status, ...fault } = faultOf(error, request.id, request.log.error.bind(request.log));
  // Without the header the page's own script cannot read an answer its origin has no right to.
  if (fault.code === 'FORBIDDEN') reply.removeHeader('access-control-allow-origin');
  return reply.code(status).send({ error: fault });
};

/**
 * A page view is answered past the framework, which would take as long for its hooks and its reply as all
 * the rest together. Limits have been asked by now, and the answer is what `answerError` would say.
 */
const answerPageView = async (
  tracking: Tracking,
  request: FastifyRequest,
  response: ServerResponse,
): Promise<void> => {
  const { origin } = request.headers;
  try {
    const body = readJson(await readBody(request.raw));
    const answer = await tracking.openSession(body as SessionInput, factsOf(request));
    sendJson(response, origin, 200, JSON.stringify(answer));
  } catch (error) {
    const { status, ...fault } = faultOf(error, request.id, request.log.error.bind(request.log));
    const told = fault.code === 'FORBIDDEN' ? undefined : origin;
    sendJson(response, told, status, JSON.stringify({ error: fault }));
  }
};

/**
 * The visitor's side: the swap script and the two requests it makes. Any origin may ask, and the company's
 * own list decides; no cookie of ours crosses origins, so credentials are never allowed.
 */
export const dniRoutes =
  ({
    tracking,
    script,
    limits = dniLimits,
  }: {
    readonly tracking: Tracking;
    readonly script: string | Buffer;
    /** Null for none. */
    readonly limits?: DniLimits | null;
  }) =>
  async (app: FastifyInstance): Promise<void> => {
    const etag = `"${createHash('sha256').update(script).digest('base64url')}"`;

    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      try {
        done(null, readJson(body as Buffer));
      } catch (error) {
        done(error as Refusal);
      }
    });
    app.setErrorHandler(answerError);
    app.addHook('onRequest', (request, reply, done) => {
      reply.header('vary', 'origin');
      const { origin } = request.headers;
      if (origin) reply.header('access-control-allow-origin', origin);
      done();
    });

    if (limits) app.addHook('onRequest', createDniLimits(limits));

    app.get('/dni.js', async (request, reply) => {
      reply
        .header('etag', etag)
        .header('cache-control', 'public, max-age=300, stale-while-revalidate=86400')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('x-content-type-options', 'nosniff');
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      return reply.type('text/javascript; charset=utf-8').send(script);
    });

    for (const path of ['/dni/sessions', '/dni/sessions/:id/:act']) {
      app.options(path, async (_request, reply) =>
        reply
          .code(204)
          .header('access-control-allow-methods', 'POST')
          .header('access-control-allow-headers', 'content-type')
          .header('access-control-max-age', '86400')
          .send(),
      );
    }

    const pageView = (request: FastifyRequest, reply: FastifyReply, _done: HookHandlerDoneFunction): void => {
      reply.hijack();
      answerPageView(tracking, request, reply.raw).catch(() => reply.raw.destroy());
    };
    // The handler is never reached: the page view is taken over before the framework reads its body.
    app.post('/dni/sessions', { onRequest: pageView }, () => undefined);

    app.post<{ Params: { id: string } }>(
      '/dni/sessions/:id/heartbeat',
      { bodyLimit },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const body = (request.body ?? {}) as Omit<HeartbeatInput, 'sessionId'>;
        return tracking.heartbeat({ ...body, sessionId: request.params.id }, factsOf(request));
      },
    );

    const acts = {
      clicks: (body, facts) => tracking.clickNumber(body as ClickInput, facts),
      forget: tracking.forget,
      identify: (body, facts) => tracking.identify(body as IdentifyInput, facts),
    } satisfies Readonly<
      Record<string, (body: { companyKey: string; sessionId: string }, facts: RequestFacts) => Promise<void>>
    >;
    for (const [name, act] of Object.entries(acts)) {
      app.post<{ Params: { id: string } }>(
        `/dni/sessions/:id/${name}`,
        { bodyLimit },
        async (request, reply) => {
          const body = (request.body ?? {}) as { companyKey: string };
          await act({ ...body, sessionId: request.params.id }, factsOf(request));
          return reply.code(204).header('cache-control', 'no-store').send();
        },
      );
    }
  };
