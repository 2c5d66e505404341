import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Carrier, CarrierRequest, CommandContext } from '../../integrations/kit/carrier.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { CallStep } from '../../integrations/kit/vocabulary.ts';
import { eventKeyOf } from '../conductor/event.ts';
import { understand } from '../ingest/understand.ts';
import { answerUnknown } from '../routing/answer.ts';
import { placeIn } from '../routing/flow.ts';
import { createAnswerError } from './answer-error.ts';
import { bodyLimit, messageOf, readBody, wantedTypes } from './carrier-body.ts';
import { sendCommands } from './carrier-commands.ts';
import { type Owner, signerOf, verified } from './carrier-sender.ts';
import { type CarrierStepsOptions, createCarrierSteps, within } from './carrier-steps.ts';

export interface CarrierRoutesOptions extends CarrierStepsOptions {
  readonly findIntegration: (id: string) => Integration | undefined;
  /** Whose carrier account this is and its secrets; remembered, so it answers while the database is down. */
  readonly carrierSecrets: (
    integration: string,
    accountKey: string,
    options?: { readonly fresh?: boolean },
  ) => Promise<Owner | null>;
  /** Connected accounts to try when a callback names none of them. */
  readonly carrierCandidates: (integration: string) => Promise<readonly Owner[]>;
  /** The root of the carrier's API, without a trailing slash: its own, or a sandbox. */
  readonly carrierApi: (integration: string) => string;
  readonly audit: (accountId: string | null, kind: string, detail: string) => void;
  readonly logger: Logger;
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ error: { code, message } });

const answerError = ({ logger, findIntegration }: CarrierRoutesOptions) => {
  const answerOther = createAnswerError(logger);
  return (error: FastifyError, http: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error.statusCode === 413)
      return refuse(reply, 413, 'TOO_LARGE', `The body is larger than ${bodyLimit / 1024} kB.`);
    // A type that is none, which Fastify refuses before anybody is asked.
    const { integration } = http.params as Partial<Asked['Params']>;
    const carrier = findIntegration(integration ?? '')?.carrier;
    if (error.statusCode === 415 && carrier)
      return refuse(reply, 415, 'INVALID', wantedTypes(carrier.bodyTypes));
    return answerOther(error, http, reply);
  };
};

interface Asked {
  readonly Params: { readonly integration: string; readonly callback: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

const requestOf = (http: FastifyRequest<Asked>, carrier: Carrier, publicUrl: string): CarrierRequest => ({
  callback: http.params.callback,
  url: `${publicUrl}${http.url}`,
  headers: http.headers as Readonly<Record<string, string | undefined>>,
  place: placeIn(http.query['place']),
  receivedAt: new Date(),
  ...readBody(
    carrier.bodyTypes,
    http.headers['content-type'],
    http.body instanceof Buffer ? http.body : Buffer.alloc(0),
  ),
});

/** `POST /carriers/<integration>/<callback>`, each callback the integration's carrier declares. */
export const carrierRoutes =
  (options: CarrierRoutesOptions) =>
  async (server: FastifyInstance): Promise<void> => {
    const { publicUrl, logger, patienceMs, carrierSecrets, carrierCandidates } = options;
    const stepsFor = createCarrierSteps(options);

    // Bytes, whatever they claim to be: what a body is read as, its carrier says.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_, body, done) => done(null, body));
    server.setErrorHandler(answerError(options));

    /** Who sent it: null when nobody we know did, undefined while nobody can say. */
    const senderOf = async (id: string, carrier: Carrier, request: CarrierRequest) => {
      const key = carrier.accountKey(request) ?? '';
      const owner = await within(carrierSecrets(id, key), patienceMs).catch(() => undefined);
      if (owner === undefined) return undefined;
      const sender =
        owner === null
          ? await signerOf(carrier, request, () => carrierCandidates(id))
          : await verified(owner, carrier, request, () => carrierSecrets(id, key, { fresh: true }));
      const refused = `${id}/${request.callback}: the signature is missing or wrong.`;
      if (!sender) options.audit(owner?.accountId ?? null, 'CARRIER_REFUSED', refused);
      return sender;
    };

    /** Tells the carrier what to do with the call, in the answer or by requests of our own. */
    const reply = async (
      http: FastifyReply,
      steps: readonly CallStep[],
      integrationId: string,
      answer: Carrier['answer'],
      context: CommandContext,
    ): Promise<FastifyReply> => {
      if (answer.kind === 'DOCUMENT') {
        const { contentType, body } = answer.render(steps);
        return http.type(contentType).send(body);
      }
      const commands = steps.length > 0 ? answer.commands(steps, context) : [];
      const failure = await sendCommands(options.carrierApi(integrationId), commands);
      if (!failure) return http.code(204).send();
      const { error: err, exchanges } = failure;
      logger.error({ err, exchanges }, 'a carrier did not take what a call is to do');
      const message = 'The carrier did not take our commands. Send this callback again.';
      return refuse(http, 503, 'UNAVAILABLE', message);
    };

    server.post<Asked>('/carriers/:integration/:callback', async (http, response) => {
      const integration = options.findIntegration(http.params.integration);
      const carrier = integration?.carrier;
      if (!integration || !carrier || !Object.hasOwn(carrier.callbacks, http.params.callback))
        return refuse(response, 404, 'NOT_FOUND', 'There is no such carrier callback.');
      const { id } = integration;
      const request = requestOf(http, carrier, publicUrl);
      const message = messageOf(request);
      const sender = await senderOf(id, carrier, request);
      if (sender === undefined) {
        // The database is away and this account was never seen. Its caller still must not hear silence.
        const { steps } = answerUnknown(options.fallbackDestination);
        const rings =
          carrier.answer.kind === 'DOCUMENT' && carrier.callbacks[message.callback]?.includes('CALL');
        return rings
          ? reply(response, steps, id, carrier.answer, { message, secrets: {}, key: '' })
          : refuse(response, 503, 'UNAVAILABLE', 'The database is away. Send this again in a minute.');
      }
      if (!sender) {
        const why =
          'The signature is missing or does not fit this address and these fields. Check the auth token and PUBLIC_URL.';
        return refuse(response, 403, 'FORBIDDEN', why);
      }
      const { accountId, secrets } = sender;
      const event = understand(integration, { accountId, carrier: id }, message);
      const tracker = http.query['tracker'];
      const steps = await stepsFor(carrier, message, event, typeof tracker === 'string' ? tracker : '');
      return reply(response, steps, id, carrier.answer, { message, secrets, key: eventKeyOf(event) });
    });
  };
