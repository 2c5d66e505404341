import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LinkedAccounts } from '../linked-accounts/linked-accounts.ts';
import { failureOf } from '../linked-accounts/logger.ts';

const text = z.string().max(4_096);

/** What RFC 6749 sends back. Anything else a vendor adds is not ours to read. */
const answer = z.object({
  state: text,
  code: text.optional(),
  error: text.optional(),
  error_description: text.optional(),
});

const consolePage = '/console/integrations/sign-in';

/**
 * `GET /oauth/callback`: where vendors send the browser after a sign-in. It proves nothing about who sits there, so
 * it only hands the answer on, behind the # that no server sees, to the page that finishes it with a key.
 */
export const oauthCallback =
  ({ linkedAccounts }: { readonly linkedAccounts: Pick<LinkedAccounts, 'signInPage'> }) =>
  async (app: FastifyInstance): Promise<void> => {
    // The address holds a code: no log line of requests, no cache and no next page may see it.
    app.get('/oauth/callback', { logLevel: 'error' }, async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const read = answer.safeParse(request.query);
      if (!read.success) return reply.redirect(consolePage, 303);
      const page = await linkedAccounts.signInPage(read.data.state).catch((error: unknown) => {
        request.log.error(failureOf(error), 'It could not be told where a sign-in goes on.');
        return null;
      });
      const said = Object.entries(read.data).flatMap(([name, value]) => (value ? [[name, value]] : []));
      return reply.redirect(`${page ?? consolePage}#${new URLSearchParams(said)}`, 303);
    });
  };
