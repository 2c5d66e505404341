import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Connections } from '../connections/connections.ts';
import { failureOf } from '../connections/logger.ts';

const text = z.string().max(4_096);

/** What RFC 6749 sends back. Anything else a vendor adds is not ours to read. */
const answer = z.object({
  state: text,
  code: text.optional(),
  error: text.optional(),
  error_description: text.optional(),
});

const unreadable = `/console/integrations?${new URLSearchParams({
  outcome: 'failed',
  reason: 'The vendor sent the browser back without saying for what. Connect again.',
})}`;

/** `GET /oauth/callback`: where vendors send the browser after a sign-in. Goes on to the console, always. */
export const oauthCallback =
  ({ connections }: { readonly connections: Pick<Connections, 'finishOAuth'> }) =>
  async (app: FastifyInstance): Promise<void> => {
    // The address holds a code: no log line of requests, no cache and no next page may see it.
    app.get('/oauth/callback', { logLevel: 'error' }, async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const read = answer.safeParse(request.query);
      if (!read.success) return reply.redirect(unreadable, 303);
      const { state, code, error, error_description: errorDescription } = read.data;
      try {
        const { path } = await connections.finishOAuth({ state, code, error, errorDescription });
        return reply.redirect(path, 303);
      } catch (failure) {
        request.log.error(failureOf(failure), 'A sign-in could not be finished.');
        const reason = `Something went wrong on our side and was logged as ${request.id}. Connect again.`;
        return reply.redirect(
          `/console/integrations?${new URLSearchParams({ outcome: 'failed', reason })}`,
          303,
        );
      }
    });
  };
