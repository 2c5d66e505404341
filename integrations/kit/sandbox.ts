import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The sandbox's own root address. */
  readonly root: string;
  /** Rows of this request, from 0, that are to fail with a code although nothing is wrong with them. */
  readonly badRows?: NonNullable<Fault['badRows']>;
}

export interface SandboxAnswer {
  readonly status: number;
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A vendor's HTTP API with its own memory. `ledger` lists what it accepted, oldest first. */
export interface VendorStandIn {
  readonly handle: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
  readonly ledger: () => readonly unknown[];
  /** The person takes the access back: everything that was let in so far stays out. */
  readonly revokeAll?: () => void;
  /** Codes of `Fault.badRows` it knows; none where the vendor does not answer row by row. */
  readonly rowCodes?: readonly string[];
  /** All it must know to go on after a restart, whom it let in too, as a value JSON can hold. */
  readonly save?: () => unknown;
  /** Takes back what `save` gave and JSON kept, before the first request. Throws at any other value. */
  readonly restore?: (saved: unknown) => void;
}

const answer = z.strictObject({
  status: z.int().min(100).max(599),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

const fault = z
  .strictObject({
    /** Applies to paths that contain this text. */
    path: z.string(),
    times: z.int().min(1),
    /** Lets so many of them pass first: the middle of a batch. */
    skip: z.int().min(0).optional(),
    /** Answers this without acting. */
    instead: answer.optional(),
    /** Hangs for a minute or resets the socket without acting. */
    before: z.enum(['hang', 'reset']).optional(),
    /**
     * Lets the vendor act and then loses the answer in the same ways, breaks off in the middle of it
     * (`truncate`), or sends half of it as if it were all (`halve`).
     */
    after: z.enum(['hang', 'reset', 'truncate', 'halve']).optional(),
    /** Lets the vendor act on the other rows and refuse these with a code, in an answer of 200. */
    badRows: z.strictObject({ rows: z.array(z.int().min(0)).min(1), code: z.string() }).optional(),
  })
  .refine(({ instead, before, after, badRows }) => [instead, before, after, badRows].some(Boolean), {
    error: 'Say what goes wrong: instead, before, after or badRows.',
  })
  .refine(({ instead, before, after, badRows }) => !(instead ?? before) || !(after ?? badRows), {
    error: 'The vendor cannot both act and not act.',
  });

/** What goes wrong with the next matching requests. */
export type Fault = Readonly<z.infer<typeof fault>>;

export interface RunningSandbox {
  readonly url: string;
  readonly ledger: () => readonly unknown[];
  /** Throws at a fault that could never happen here. */
  readonly fail: (fault: Fault) => void;
  /** Whether a fault still waits for the request it is to happen to. */
  readonly armed: () => boolean;
  /** Nothing more goes wrong: faults that still wait are taken back. */
  readonly calm: () => void;
  /** Throws where the stand-in has no access to take back. */
  readonly revokeAll: () => void;
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

const write = (
  response: ServerResponse,
  answer: SandboxAnswer,
  cut: 'whole' | 'truncate' | 'halve',
): void => {
  const { body = '' } = answer;
  const json = typeof body !== 'string' && !(body instanceof Uint8Array);
  const content = json ? JSON.stringify(body) : body;
  const half = content.slice(0, Math.ceil(content.length / 2));
  response.writeHead(answer.status, {
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(cut === 'truncate' ? { 'content-length': String(Buffer.byteLength(content)) } : {}),
    ...answer.headers,
  });
  if (cut !== 'truncate') return void response.end(cut === 'halve' ? half : content);
  response.write(half, () => response.socket?.destroy());
};

/**
 * Serves a vendor's stand-in on loopback. Besides the vendor's own paths it answers `GET /ledger` and
 * takes `POST /faults` with a Fault (400 for what is none), so scripts outside this process can see and break it too.
 */
export const startSandbox = async (standIn: VendorStandIn, port = 0): Promise<RunningSandbox> => {
  const faults: { fault: Fault; passing: number; left: number }[] = [];
  const fail = (given: unknown): void => {
    const parsed = fault.safeParse(given);
    if (!parsed.success) throw new TypeError(`This is no fault: ${z.prettifyError(parsed.error)}`);
    const { badRows, skip: passing = 0, times: left } = parsed.data;
    const { rowCodes = [] } = standIn;
    if (badRows && !rowCodes.includes(badRows.code))
      throw new TypeError(
        `No row fails here with ${badRows.code}, only with: ${rowCodes.join(', ') || 'none'}`,
      );
    faults.push({ fault: parsed.data, passing, left });
  };

  /** The fault this request meets. Each that it matches and that lets it pass counts it. */
  const meet = (path: string): Fault | undefined => {
    for (const entry of faults) {
      if (entry.left === 0 || !path.includes(entry.fault.path)) continue;
      if (entry.passing > 0) entry.passing -= 1;
      else {
        entry.left -= 1;
        return entry.fault;
      }
    }
    return undefined;
  };

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

  const arm = (text: string): SandboxAnswer => {
    try {
      fail(JSON.parse(text));
      return { status: 204 };
    } catch (error) {
      return { status: 400, body: { message: String(error) } };
    }
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', root());
    const text = await read(request);
    if (address.pathname === '/ledger')
      return write(response, { status: 200, body: standIn.ledger() }, 'whole');
    if (address.pathname === '/faults' && request.method === 'POST')
      return write(response, arm(text), 'whole');
    const met = meet(address.pathname);
    if (met?.instead) return write(response, met.instead, 'whole');
    if (met?.before === 'hang') return hang(response);
    if (met?.before === 'reset') return void response.socket?.resetAndDestroy();
    const given = await standIn.handle({
      method: request.method ?? 'GET',
      path: address.pathname,
      query: address.searchParams,
      headers: request.headers as Record<string, string | undefined>,
      text,
      root: root(),
      ...(met?.badRows ? { badRows: met.badRows } : {}),
    });
    const after = met?.after ?? 'whole';
    if (after === 'hang') return hang(response);
    if (after === 'reset') return void response.socket?.resetAndDestroy();
    write(response, given, after);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) =>
      write(response, { status: 500, body: { message: `sandbox: ${String(error)}` } }, 'whole'),
    );
  });
  const root = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: root(),
    ledger: standIn.ledger,
    fail,
    armed: () => faults.some(({ left }) => left > 0),
    calm: () => {
      faults.length = 0;
    },
    revokeAll: () => {
      if (!standIn.revokeAll) throw new TypeError('This vendor gives no access that could be taken back.');
      standIn.revokeAll();
    },
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
