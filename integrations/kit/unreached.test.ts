import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, it } from 'vitest';
import { unreachedCode } from './unreached.ts';

const listening = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
};

it('knows where nobody was there from where somebody may have read', async () => {
  const server = createServer((socket) => void socket.once('data', () => socket.resetAndDestroy()));
  const url = await listening(server);
  const failure = () => fetch(url).catch((error: unknown) => error);
  expect(unreachedCode(await failure())).toBeNull();
  server.close();
  await once(server, 'close');
  expect(unreachedCode(await failure())).toBe('ECONNREFUSED');
});

it.each([
  [{ code: 'CERT_HAS_EXPIRED' }, 'CERT_HAS_EXPIRED'],
  [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'ETIMEDOUT'],
  [{ code: 'ETIMEDOUT', syscall: 'read' }, null],
  [{ code: 'ECONNRESET' }, null],
])('reads %j behind whatever wraps it', (facts, code) => {
  const cause = Object.assign(new Error('a failure'), facts);
  expect(unreachedCode(new TypeError('fetch failed', { cause }))).toBe(code);
});
