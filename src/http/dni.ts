import { createHash } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type RefusalCode } from '../errors.ts';
import type {
  ClickInput,
  HeartbeatInput,
  IdentifyInput,
  RequestFacts,
  SessionInput,
} from '../tracking/input.ts';
import type { Tracking } from '../tracking/sessions.ts';
import { createDniLimits, type DniLimits, dniLimits, networkOf } from './dni-limits.ts';

/** Bytes of a body. Room for an address of 100 kB, which is cut and answered like any other. */
const bodyLimit = 256 * 1024;

const statuses: Readonly<Record<RefusalCode, number>> = {
  INVALID: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON whatever the content type says: a page sends `text/plain` to spare itself a preflight. */
const readJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Refusal('INVALID', 'The body is not JSON in UTF-8.');
  }
};

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
  const tooLarge = !(error instanceof Refusal) && error.statusCode === 413;
  const refusal = tooLarge
    ? new Refusal('TOO_LARGE', `The body is larger than ${bodyLimit / 1024} kB.`)
    : error;
  if (refusal instanceof Refusal) {
    // Without the header the page's own script cannot read an answer its origin has no right to.
    if (refusal.code === 'FORBIDDEN') reply.removeHeader('access-control-allow-origin');
    const { code, message, field } = refusal;
    return reply.code(statuses[code]).send({ error: { code, message, field } });
  }
  const status = refusal.statusCode ?? 500;
  if (status < 500)
    return reply.code(status).send({ error: { code: 'INVALID', message: refusal.message, field: null } });
  // Only the kind of failure: messages of the database repeat what the visitor sent.
  request.log.error({ failure: refusal.name, code: refusal.code }, 'A page could not be answered.');
  const message = `Something went wrong on our side and was logged as ${request.id}.`;
  return reply.code(500).send({ error: { code: 'INTERNAL', message, field: null } });
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
    app.addHook('onRequest', async (request, reply) => {
      reply.header('vary', 'origin');
      const { origin } = request.headers;
      if (origin) reply.header('access-control-allow-origin', origin);
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

    app.post('/dni/sessions', { bodyLimit }, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return tracking.openSession(request.body as SessionInput, factsOf(request));
    });

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
