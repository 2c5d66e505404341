import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** What no route answers for itself: addresses nothing can read, bodies nobody wants, our own faults. */
export const createAnswerError =
  (logger: Logger) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: { code: 'INVALID', message: error.message } });
    logger.error({ err: error }, 'a request could not be answered');
    const message = `Something went wrong on our side and was logged as ${request.id}.`;
    return reply.code(status).send({ error: { code: 'INTERNAL', message } });
  };
