import { redact, redactPath, redactText } from './redact.ts';

export { redact };

/** One request to a vendor and its answer, as the attempt log shows them. */
export interface ExchangeRecord {
  readonly at: string;
  readonly request: string;
  readonly status: number | null;
  readonly response: string | null;
  readonly error: string | null;
}

export interface VendorRequest {
  readonly method: string;
  /** Path and query, without the host. */
  readonly path: string;
  readonly body?: unknown;
  /** Key of the integration's allowance this request counts against. */
  readonly allowance?: string;
}

export interface VendorAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Sends through the vendor's SDK and records what went out and what came back. */
export type Exchange = <Body>(
  request: VendorRequest,
  send: () => Promise<VendorAnswer<Body>>,
) => Promise<VendorAnswer<Body>>;

/**
 * A vendor's refusal as an SDK throws it, in one form. `client.ts` of an integration translates its
 * SDK's error to this inside `send`, and this to RetryLater, Reconnect, Rejected or NoAnswer outside.
 */
export class VendorError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`The vendor answered ${status}`);
    this.name = 'VendorError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const show = (request: VendorRequest): string =>
  `${request.method} ${redactPath(request.path)}${request.body === undefined ? '' : `\n${redact(request.body)}`}`;

/** An exchange that appends what passed through it to `log`. */
export const recordingExchange =
  (log: ExchangeRecord[], now: () => Date = () => new Date()): Exchange =>
  async (request, send) => {
    const at = now().toISOString();
    try {
      const answer = await send();
      log.push({
        at,
        request: show(request),
        status: answer.status,
        response: redact(answer.body),
        error: null,
      });
      return answer;
    } catch (error) {
      const refused = error instanceof VendorError;
      log.push({
        at,
        request: show(request),
        status: refused ? error.status : null,
        response: refused ? redact(error.body) : null,
        error: refused ? null : redactText(String(error)),
      });
      throw error;
    }
  };
