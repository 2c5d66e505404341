import { isUtf8 } from 'node:buffer';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import {
  type Carrier,
  type CarrierCallback,
  type CarrierRequest,
  carrierCallbacks,
} from '../../integrations/kit/carrier.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { CallStep } from '../../integrations/kit/vocabulary.ts';
import type { IncomingEvent } from '../conductor/event.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Spool } from '../ingest/spool.ts';
import { understand } from '../ingest/understand.ts';
import {
  answerCall,
  answerDialEnded,
  answerUnknown,
  answerWhisper,
  type CallbackUrls,
} from '../routing/answer.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Setup } from '../setup/setup.ts';
import { createAnswerError } from './answer-error.ts';

export interface CarrierRoutesOptions {
  readonly findIntegration: (id: string) => Integration | undefined;
  /** Whose carrier account this is and its secrets; remembered, so it answers while the database is down. */
  readonly carrierSecrets: (
    integration: string,
    accountKey: string,
    options?: { readonly fresh?: boolean },
  ) => Promise<{ readonly accountId: string; readonly secrets: Readonly<Record<string, string>> } | null>;
  /** Connected accounts to try when a callback names none of them. */
  readonly carrierCandidates: (integration: string) => Promise<readonly Owner[]>;
  readonly ingest: Ingest;
  readonly spool: Spool;
  readonly setup: SetupCache;
  /** Rung when nothing else is known, E.164. */
  readonly fallbackDestination: string | null;
  /** The address carriers call, without a trailing slash. Signatures are over it, never over forwarded headers. */
  readonly publicUrl: string;
  readonly audit: (accountId: string | null, kind: string, detail: string) => void;
  readonly logger: Logger;
  /** A carrier waits 15 s for its answer; the database gets a part of that. */
  readonly patienceMs: number;
}

type Params = Readonly<Record<string, string>>;

/** PostgreSQL stores no NUL; nothing a carrier says needs one. */
const clean = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key.replaceAll('\0', ''),
      value.replaceAll('\0', '').toWellFormed(),
    ]),
  );

const isCallback = (text: string): text is CarrierCallback =>
  carrierCallbacks.some((callback) => callback === text);

const within = async <Result>(work: Promise<Result>, ms: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${ms} ms.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

interface Owner {
  readonly accountId: string;
  readonly secrets: Params;
}

/** The owner when the signature is theirs; asked again for a fresh secret, which another process may have changed. */
const verified = async (
  owner: Owner,
  carrier: Carrier,
  request: CarrierRequest,
  again: () => Promise<Owner | null>,
): Promise<Owner | null> => {
  if (carrier.verify(request, owner.secrets)) return owner;
  const fresh = await again().catch(() => null); // the database is away: what we knew has already said no
  return fresh && carrier.verify(request, fresh.secrets) ? fresh : null;
};

/** Of the connected accounts the one whose secret made this signature. */
const signerOf = async (
  carrier: Carrier,
  request: CarrierRequest,
  candidates: () => Promise<readonly Owner[]>,
): Promise<Owner | null> => {
  const found = await candidates().catch(() => []); // the database is away, and memory knows nobody
  return found.find((owner) => carrier.verify(request, owner.secrets)) ?? null;
};

/** Bytes of a form. The largest a carrier sends has under 4 kB. */
const bodyLimit = 64 * 1024;

const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ error: { code, message } });

const answerError = (logger: Logger) => {
  const answerOther = createAnswerError(logger);
  return (error: FastifyError, http: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error.statusCode === 413)
      return refuse(reply, 413, 'TOO_LARGE', `The body is larger than ${bodyLimit / 1024} kB.`);
    if (error.statusCode === 415)
      return refuse(reply, 415, 'INVALID', 'Send the fields as `application/x-www-form-urlencoded`.');
    return answerOther(error, http, reply);
  };
};

/** `POST /carriers/<integration>/<voice|status|dial|recording|whisper>`. */
export const carrierRoutes =
  (options: CarrierRoutesOptions) =>
  async (server: FastifyInstance): Promise<void> => {
    const { ingest, spool, setup, publicUrl, logger, fallbackDestination, patienceMs } = options;

    server.removeAllContentTypeParsers();
    server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit },
      (_, body, done) => {
        if (isUtf8(body as Buffer)) return done(null, new URLSearchParams(body.toString()));
        done(Object.assign(new Error('The body is not UTF-8.'), { statusCode: 400 }));
      },
    );
    server.setErrorHandler(answerError(logger));

    const urlsOf = (integration: string): CallbackUrls => {
      const base = `${publicUrl}/carriers/${integration}`;
      return {
        dial: `${base}/dial?step=1`,
        status: `${base}/status`,
        recording: `${base}/recording`,
        whisper: (trackerId) => `${base}/whisper?tracker=${trackerId}`,
      };
    };

    /** Stores the event and what follows from it. False: kept on disk, the database is away. */
    const store = async (event: IncomingEvent): Promise<boolean> => {
      try {
        await within(ingest.take(event), patienceMs);
        return true;
      } catch (error) {
        logger.error(
          { err: error, callback: event.callback },
          'a carrier callback could not be stored; it is kept on disk',
        );
        await spool.keep(event);
        return false;
      }
    };

    /** The account's setup, however old when the database is away. */
    const setupOf = (accountId: string): Promise<Setup | undefined> =>
      setup.of(accountId).catch(() => setup.remembered(accountId));

    const stepsFor = async (
      request: CarrierRequest,
      event: IncomingEvent,
      carrier: Carrier,
      query: Params,
    ): Promise<readonly CallStep[]> => {
      const urls = urlsOf(event.carrier);
      const dialled = carrier.dialled(request);
      if (request.callback === 'whisper')
        return answerWhisper(query['tracker'] ?? '', await setupOf(event.accountId));
      const stored = await store(event);
      const known = stored ? await setupOf(event.accountId) : setup.remembered(event.accountId);
      if (request.callback === 'voice')
        return answerCall(dialled, known, fallbackDestination, stored ? urls : null);
      const ended = event.events.find((item) => item.kind === 'DIAL_ENDED');
      return ended ? answerDialEnded(dialled, ended.endReason, known, urls) : [];
    };

    server.post<{ Params: { integration: string; callback: string }; Querystring: Params }>(
      '/carriers/:integration/:callback',
      async (http, reply) => {
        const integration = options.findIntegration(http.params.integration);
        const { callback } = http.params;
        if (!integration?.carrier || !isCallback(callback))
          return refuse(reply, 404, 'NOT_FOUND', 'There is no such carrier callback.');
        const { carrier } = integration;
        const request = requestOf(http, callback, publicUrl);
        const send = (steps: readonly CallStep[]): FastifyReply => {
          const { contentType, body } = carrier.render(steps);
          return reply.type(contentType).send(body);
        };

        const accountKey = carrier.accountKey(request);
        const owner = await within(
          options.carrierSecrets(integration.id, accountKey ?? ''),
          patienceMs,
        ).catch(() => undefined);
        // Undefined: the database is away and this account was never seen. Its caller still must not hear silence.
        if (owner === undefined)
          return callback === 'voice'
            ? send(answerUnknown(fallbackDestination))
            : refuse(reply, 503, 'UNAVAILABLE', 'The database is away. Send this again in a minute.');
        const sender =
          owner === null
            ? await signerOf(carrier, request, () => options.carrierCandidates(integration.id))
            : await verified(owner, carrier, request, () =>
                options.carrierSecrets(integration.id, accountKey ?? '', { fresh: true }),
              );
        if (!sender) {
          options.audit(
            owner?.accountId ?? null,
            'CARRIER_REFUSED',
            `${integration.id}/${callback}: the signature is missing or wrong.`,
          );
          const message =
            'The signature is missing or does not fit this address and these fields. Check the auth token and PUBLIC_URL.';
          return refuse(reply, 403, 'FORBIDDEN', message);
        }
        const event: IncomingEvent = {
          accountId: sender.accountId,
          carrier: integration.id,
          callback,
          params: clean(request.params),
          receivedAt: request.receivedAt.toISOString(),
          ...understand(integration, { ...request, params: clean(request.params) }),
        };
        try {
          return send(await stepsFor(request, event, carrier, http.query));
        } catch (error) {
          if (callback !== 'voice') throw error;
          // Not even the disk took it, and the caller still must not hear silence.
          logger.error({ err: error }, 'a call is put through although it could not be stored');
          const known = setup.remembered(event.accountId);
          return send(answerCall(carrier.dialled(request), known, fallbackDestination, null));
        }
      },
    );
  };

const requestOf = (http: FastifyRequest, callback: CarrierCallback, publicUrl: string): CarrierRequest => {
  const form = http.body instanceof URLSearchParams ? http.body : new URLSearchParams();
  const names = [...form.keys()];
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return {
    callback,
    url: `${publicUrl}${http.url}`,
    headers: http.headers as Readonly<Record<string, string | undefined>>,
    params: Object.fromEntries(form),
    repeated: Object.fromEntries([...repeated].map((name) => [name, form.getAll(name)])),
    receivedAt: new Date(),
  };
};
