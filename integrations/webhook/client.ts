import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import { type Allowed, allowedIn, refuseLiteral } from '../kit/address-guard.ts';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact, VendorError } from '../kit/exchange.ts';
import type { Access } from '../kit/integration.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';
import { unreachedCode } from '../kit/unreached.ts';
import { guardedDispatcher } from './guard.ts';
import type { WebhookSettings } from './settings.ts';

export interface WebhookEvent {
  readonly type: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly data: unknown;
}

export interface WebhookClient {
  readonly url: URL;
  /** Sends a signed event. `id` stays the same over retries. Throws one of the four kit errors. */
  readonly send: (id: string, event: WebhookEvent) => Promise<void>;
}

/** Of an answer's body this much is kept for the attempt log; a receiver says all it must with the status. */
const keptBytes = 16 * 1024;

const unanswered = (error: unknown): Error => {
  if (error instanceof Rejected) return error;
  const code = unreachedCode(error);
  return code !== null
    ? new RetryLater(`The address could not be reached (${code})`, undefined, { cause: error })
    : new NoAnswer('The address did not answer: the time was up or the connection broke', { cause: error });
};

const readStart = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= keptBytes) break;
    }
  } catch {
    // The status has been heard; the rest of the body would change nothing.
  }
  return Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8');
};

/** Of hook addresses the path or the query is often the password, and answers like to repeat both. */
const without = ({ pathname, search }: URL, text: string): string => {
  const rest = search ? text.replaceAll(search, '') : text;
  return pathname === '/' ? rest : rest.replaceAll(pathname, '/…');
};

/** What a refusal means for the next try. */
const failureOf = ({ status, body, headers }: VendorError): Error => {
  const said = typeof body === 'string' && body ? `: ${redact(body.slice(0, 200))}` : '';
  if (status < 400)
    return new Rejected(
      `The address answered ${status}. Redirects are not followed: give the final address.`,
    );
  if (status === 410)
    return new Reconnect('The address answered 410, it takes no more calls: connect again if it should.');
  if (status === 429 || status >= 500)
    return new RetryLater(`The address answered ${status}${said}`, retryAfterSeconds(headers['retry-after']));
  return new Rejected(`The address refused the call with ${status}${said}`);
};

const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const targetOf = ({ settings }: Access<WebhookSettings>, allowed: Allowed): URL => {
  const url = new URL(settings.url);
  refuseLiteral(url.hostname, allowed);
  if (
    url.protocol !== 'https:' &&
    !(allowed.loopback && loopbackHost.test(url.hostname)) &&
    !allowed.hosts.has(url.hostname)
  )
    throw new Rejected('The address must begin with https://, so that nobody on the way reads the calls.');
  if (url.username || url.password)
    throw new Rejected(
      'The address must not contain a user name or password: the signature shows who sends.',
    );
  return url;
};

export const createClient = (access: Access<WebhookSettings>): WebhookClient => {
  const allowed = allowedIn(access.endpoints);
  const url = new URL(access.settings.url);

  const post = async (id: string, event: WebhookEvent) => {
    const body = JSON.stringify(event);
    const at = new Date();
    const signature = new Webhook(access.secrets['signingSecret'] ?? '').sign(id, at, body);
    const answer = await request(targetOf(access, allowed), {
      method: 'POST',
      dispatcher: guardedDispatcher(allowed),
      signal: access.signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Ringpath',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body,
    });
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      body: without(url, await readStart(answer.body)),
      headers: typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {},
    };
  };

  return {
    url,
    send: async (id, event) => {
      try {
        const path = url.pathname === '/' && !url.search ? '/' : '/…';
        await access.exchange({ method: 'POST', path, body: event }, async () => {
          const { status, body, headers } = await post(id, event).catch((error: unknown) => {
            throw unanswered(error);
          });
          if (status < 200 || status >= 300) throw new VendorError(status, body, headers);
          return { status, body };
        });
      } catch (error) {
        throw error instanceof VendorError ? failureOf(error) : error;
      }
    },
  };
};
