import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The built console under `/console/`; every address below it that is no file is a page of the app. */
export const consoleRoutes =
  ({ folder }: { readonly folder: string }) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyStatic, {
      root: folder,
      prefix: '/console/',
      setHeaders: (reply, path) => {
        // Hashed names never change; the page that names them must always be asked for.
        const fixed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/', (_request, reply) => reply.redirect('/console/'));
    app.get('/console', (_request, reply) => reply.redirect('/console/'));
    app.setNotFoundHandler((request, reply) => {
      if (
        request.method === 'GET' &&
        request.url.startsWith('/console/') &&
        !request.url.startsWith('/console/assets/')
      ) {
        return reply.sendFile('index.html');
      }
      return reply
        .code(404)
        .send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } });
    });
  };
