import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, type RefusalCode } from '../errors.ts';

/** Bytes of a body. Room for an address of 100 kB, which is cut and answered like any other. */
export const bodyLimit = 256 * 1024;

const statuses: Readonly<Record<RefusalCode, number>> = {
  INVALID: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON whatever the content type says: a page sends `text/plain` to spare itself a preflight. */
export const readJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Refusal('INVALID', 'The body is not JSON in UTF-8.');
  }
};

const tooLarge = (): Refusal => new Refusal('TOO_LARGE', `The body is larger than ${bodyLimit / 1024} kB.`);

/** What went wrong, as a page is told it. */
export interface Fault {
  readonly status: number;
  readonly code: RefusalCode | 'INTERNAL';
  readonly message: string;
  readonly field: string | null;
}

/** The fault a page is told of; anything that is not the page's own doing is logged as `id`, by `log`. */
export const faultOf = (error: unknown, id: string, log: (seen: object, text: string) => void): Fault => {
  if (error instanceof Refusal) {
    const { code, message, field } = error;
    return { status: statuses[code], code, message, field };
  }
  const { name, code, statusCode = 500, message } = error as Error & { code?: string; statusCode?: number };
  if (statusCode === 413) return faultOf(tooLarge(), id, log);
  if (statusCode < 500) return { status: statusCode, code: 'INVALID', message, field: null };
  // Only the kind of failure: messages of the database repeat what the visitor sent.
  log({ failure: name, code }, 'A page could not be answered.');
  return {
    status: 500,
    code: 'INTERNAL',
    message: `Something went wrong on our side and was logged as ${id}.`,
    field: null,
  };
};

/** The whole body of a request; rejects with TOO_LARGE as soon as it is. Who hangs up is waited for no longer. */
export const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > bodyLimit) reject(tooLarge());
      else parts.push(part);
    });
    request.on('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    request.on('error', () => undefined);
  });

/** Answers JSON past the framework, with the headers its hooks would have set. */
export const sendJson = (
  response: ServerResponse,
  origin: string | undefined,
  status: number,
  text: string,
): void => {
  const headers = [
    'content-type',
    'application/json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(text)),
    'cache-control',
    'no-store',
    'vary',
    'origin',
  ];
  if (origin) headers.push('access-control-allow-origin', origin);
  if (status === 413) headers.push('connection', 'close');
  response.writeHead(status, headers).end(text);
};
