import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** What no route answers for itself: addresses nothing can read, bodies nobody wants, our own faults. */
export const createAnswerError =
  (logger: Logger) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    const unreadable = error.code === 'FST_ERR_BAD_URL';
    const why = unreadable ? 'This address cannot be read: its percent-encoding is broken.' : error.message;
    if (status < 500) return reply.code(status).send({ error: { code: 'INVALID', message: why } });
    logger.error({ err: error }, 'a request could not be answered');
    const message = `Something went wrong on our side and was logged as ${request.id}.`;
    return reply.code(status).send({ error: { code: 'INTERNAL', message } });
  };
