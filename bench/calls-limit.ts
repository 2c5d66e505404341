import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limitStatement } from './calls-request.ts';
import { serve } from './child.ts';
import { openSql } from './database.ts';

/** As little as can be done in Node: read the body, run one prepared statement, write what it built. */
const [, , databaseUrl = ''] = process.argv;
const sql = openSql(databaseUrl, 10);

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    variables: { from: string; to: string };
  };
  const account = String(request.headers['x-account']);
  const [row] = await sql.unsafe(limitStatement, [account, variables.from, variables.to], { prepare: true });
  const body = Buffer.from(String(row?.['body']));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.destroy(error as Error));
});
server.listen(0, '127.0.0.1', () =>
  serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, async () => {
    server.close();
    await sql.end();
  }),
);
