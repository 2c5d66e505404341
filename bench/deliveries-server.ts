import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './child.ts';

/** A vendor that takes everything and answers at once, in a process of its own. */
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}'),
  );
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/records`, async () => {
  server.closeAllConnections();
  server.close();
});
