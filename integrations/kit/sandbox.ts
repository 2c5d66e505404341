import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The sandbox's own root address. */
  readonly root: string;
}

export interface SandboxAnswer {
  readonly status: number;
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A vendor's HTTP API with its own memory. `ledger` lists what it accepted, oldest first. */
export interface VendorStandIn {
  readonly handle: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
  readonly ledger: () => readonly unknown[];
  /** All it must know to go on after a restart, whom it let in too, as a value JSON can hold. */
  readonly save?: () => unknown;
  /** Takes back what `save` gave and JSON kept, before the first request. Throws at any other value. */
  readonly restore?: (saved: unknown) => void;
}

/**
 * What goes wrong with the next matching requests. `instead` answers without acting; `before` hangs for a
 * minute or resets the socket without acting; `after` lets the vendor act first and then loses the answer in
 * the same ways, or cuts the body.
 */
export interface Fault {
  /** Applies to paths that contain this text. */
  readonly path: string;
  readonly times: number;
  readonly instead?: SandboxAnswer;
  readonly before?: 'hang' | 'reset';
  readonly after?: 'hang' | 'reset' | 'truncate';
}

export interface RunningSandbox {
  readonly url: string;
  readonly ledger: () => readonly unknown[];
  readonly fail: (fault: Fault) => void;
  /** Ends the connections that hang, and hangs no more: whoever waits for an answer need not. */
  readonly letGo: () => void;
  readonly stop: () => Promise<void>;
}

const largest = 10 * 1024 * 1024;

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new RangeError('body over 10 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const write = (response: ServerResponse, answer: SandboxAnswer, cut = false): void => {
  const { body = '' } = answer;
  const json = typeof body !== 'string' && !(body instanceof Uint8Array);
  const content = json ? JSON.stringify(body) : body;
  response.writeHead(answer.status, {
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(cut ? { 'content-length': String(Buffer.byteLength(content)) } : {}),
    ...answer.headers,
  });
  if (!cut) return void response.end(content);
  response.write(content.slice(0, Math.ceil(content.length / 2)), () => response.socket?.destroy());
};

/**
 * Serves a vendor's stand-in on loopback. Besides the vendor's own paths it answers `GET /ledger` and
 * takes `POST /faults` with a Fault, so scripts outside this process can see and break it too.
 */
export const startSandbox = async (standIn: VendorStandIn, port = 0): Promise<RunningSandbox> => {
  const faults: { fault: Fault; left: number }[] = [];
  const fail = (fault: Fault): void => void faults.push({ fault, left: fault.times });

  const hanging = new Set<ServerResponse>();
  let hangs = true;
  const hang = (response: ServerResponse): void => {
    if (!hangs) return void response.destroy();
    const end = setTimeout(() => response.destroy(), 60_000).unref();
    hanging.add(response);
    response.once('close', () => {
      clearTimeout(end);
      hanging.delete(response);
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', root());
    const text = await read(request);
    if (address.pathname === '/ledger') return write(response, { status: 200, body: standIn.ledger() });
    if (address.pathname === '/faults' && request.method === 'POST') {
      fail(JSON.parse(text) as Fault);
      return write(response, { status: 204 });
    }
    const armed = faults.find((entry) => entry.left > 0 && address.pathname.includes(entry.fault.path));
    if (armed) armed.left -= 1;
    if (armed?.fault.instead) return write(response, armed.fault.instead);
    if (armed?.fault.before === 'hang') return hang(response);
    if (armed?.fault.before === 'reset') return void response.socket?.resetAndDestroy();
    const given = await standIn.handle({
      method: request.method ?? 'GET',
      path: address.pathname,
      query: address.searchParams,
      headers: request.headers as Record<string, string | undefined>,
      text,
      root: root(),
    });
    if (armed?.fault.after === 'hang') return hang(response);
    if (armed?.fault.after === 'reset') return void response.socket?.resetAndDestroy();
    write(response, given, armed?.fault.after === 'truncate');
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      write(response, { status: 500, body: { message: `sandbox: ${String(error)}` } }),
    );
  });
  const root = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: root(),
    ledger: standIn.ledger,
    fail,
    letGo: () => {
      hangs = false;
      for (const response of hanging) response.destroy();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
