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

const secretName = /token|secret|authorization|password|signature|api[-_]?key/i;
const personalName = /phone|email|from_?number|to_?number|caller|mobile|^(from|to)$|name$/i;
const phoneText = /\+?\d[\d\s().-]{6,}\d/g;
const longest = 4_000;

const maskText = (text: string): string =>
  text.replace(phoneText, (match) => {
    const digits = match.replace(/\D/g, '');
    // Times, amounts and ids are digits too; only what is as long as a phone number is masked.
    return match.startsWith('+') || (digits.length === 10 && !/[.]/.test(match))
      ? `${match.slice(0, 2)}…${digits.slice(-2)}`
      : match;
  });

const mask = (name: string, value: unknown): unknown => {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (secretName.test(name) && typeof value === 'string') return '[secret]';
  if (Array.isArray(value)) return value.map((item) => mask(name, item));
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(key, item)]));
  if (typeof value === 'string') return personalName.test(name) ? maskEnds(value) : maskText(value);
  return value;
};

const maskEnds = (value: string): string =>
  value.length <= 4 ? '…' : `${value.slice(0, 2)}…${value.slice(-2)}`;

/** A body as the attempt log may show it: no token, no phone number, no address, at most 4,000 characters. */
export const redact = (body: unknown): string => {
  if (body === undefined) return '';
  const text = typeof body === 'string' ? maskText(body) : JSON.stringify(mask('', body));
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
};

const show = (request: VendorRequest): string =>
  `${request.method} ${maskText(request.path)}${request.body === undefined ? '' : `\n${redact(request.body)}`}`;

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
        error: refused ? null : maskText(String(error)),
      });
      throw error;
    }
  };
