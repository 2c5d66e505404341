import { PassThrough } from 'node:stream';
import type { Connection } from 'jsforce';
import { NoAnswer, Reconnect, RetryLater } from '../kit/errors.ts';
import { type Exchange, VendorError } from '../kit/exchange.ts';
import { unreachedCode } from '../kit/unreached.ts';
import { failureByStatus } from './errors.ts';

type Transport = Connection['_transport'];
type HttpRequest = Parameters<Transport['httpRequest']>[0];
type HttpResponse = Awaited<ReturnType<Transport['httpRequest']>>;

const unanswered = (error: unknown): Error => {
  const code = unreachedCode(error);
  return code !== null
    ? new RetryLater(`Salesforce could not be reached (${code})`, undefined, { cause: error })
    : new NoAnswer('Salesforce did not answer: the time was up or the connection broke', { cause: error });
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Queries carry callers' numbers in the address, where the log does not look for them. */
const shownPath = ({ pathname, search }: URL): string =>
  pathname + decodeURIComponent(search).replace(/\d{7,}/g, '…');

/**
 * Takes the place of jsforce's own sending, which cannot serve here: an answer that breaks off half-way
 * ends the process (a stream error nobody listens to), nothing shorter than its 30 minutes ends a call
 * from outside, and GETs are repeated where the attempt log does not see it.
 */
export const createTransport =
  (connection: Connection, exchange: Exchange, signal: AbortSignal): Transport['httpRequest'] =>
  (request) =>
    // jsforce reads the stream only of requests made for streaming; here there are none.
    Object.assign(send(request, connection, exchange, signal), { stream: () => new PassThrough() });

const send = async (
  request: HttpRequest,
  connection: Connection,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<HttpResponse> => {
  const asked = new URL(request.url);
  // The instance may have moved with the last renewal, and a repeated request still names the old one.
  const address = new URL(asked.pathname + asked.search, connection.instanceUrl);
  const body = typeof request.body === 'string' ? request.body : undefined;
  const { 'content-length': _, ...headers } = request.headers ?? {};
  let response: HttpResponse | undefined;
  try {
    await exchange(
      { method: request.method, path: shownPath(address), body: body && parse(body) },
      async () => {
        response = await answerOf(address, { ...request, body, headers }, signal);
        const answered = parse(response.body);
        if (response.statusCode >= 400)
          throw new VendorError(response.statusCode, answered, response.headers);
        // jsforce would hand the text on as if it were the record.
        if (response.statusCode < 300 && typeof answered === 'string' && answered !== '')
          throw new NoAnswer(`Salesforce answered ${response.statusCode} with a body that cannot be read`);
        return { status: response.statusCode, body: answered };
      },
    );
  } catch (error) {
    if (!(error instanceof VendorError && response)) throw error;
    const failure = failureByStatus(error.status, error.body, error.headers['retry-after']);
    // Any other refusal goes on to jsforce, which renews the session or reads the complaint.
    if (failure) throw failure;
  }
  if (!response) throw new NoAnswer('Salesforce did not answer');
  if (response.statusCode > 300 && response.statusCode < 400)
    throw new Reconnect('Salesforce has moved this organisation to another address: connect it again.');
  return response;
};

const answerOf = async (
  address: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | undefined },
  signal: AbortSignal,
): Promise<HttpResponse> => {
  try {
    const answer = await fetch(address, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: text };
  } catch (error) {
    throw unanswered(error);
  }
};
