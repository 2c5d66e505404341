import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact, VendorError } from '../kit/exchange.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';

interface ErrorBody {
  readonly message?: unknown;
  readonly category?: unknown;
  readonly status?: unknown;
  readonly error?: unknown;
  readonly policyName?: unknown;
  readonly errors?: unknown;
}

const bodyOf = (error: VendorError): ErrorBody =>
  typeof error.body === 'object' && error.body !== null ? error.body : {};

const longestReason = 600;

/** HubSpot's own words, without phone numbers and short enough to read. */
const wordsOf = (error: VendorError): string => {
  const { message } = bodyOf(error);
  const text = redact(typeof message === 'string' && message ? message : `status ${error.status}`);
  return text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
};

const retryAfter = ({ headers }: VendorError): number | undefined =>
  retryAfterSeconds(headers['retry-after']);

/** Retry-After is not promised with a 429, so the rolling windows give the wait; the day's allowance an hour. */
const limitWait = (error: VendorError): number => {
  const { policyName } = bodyOf(error);
  const window = policyName === 'DAILY' ? 3_600 : policyName === 'TEN_SECONDLY_ROLLING' ? 10 : 1;
  return retryAfter(error) ?? window;
};

const grantGone = (error: VendorError): boolean => {
  const { error: code, status, category } = bodyOf(error);
  return code === 'invalid_grant' || status === 'BAD_REFRESH_TOKEN' || category === 'BAD_REFRESH_TOKEN';
};

const gatewayStatuses = new Set([500, 502, 504, 524]);

/**
 * What a refusal means for the delivery. `createsAnew`: the request would make a second record when sent
 * twice, so a gateway's error, behind which HubSpot may have acted, is no answer rather than a retry.
 */
export const refusal = (
  error: VendorError,
  createsAnew: boolean,
): RetryLater | Reconnect | Rejected | NoAnswer => {
  const options = { cause: error };
  const words = wordsOf(error);
  if (error.status === 401)
    return new Reconnect('HubSpot no longer accepts the authorisation; connect HubSpot again.', options);
  if (error.status === 403)
    return new Reconnect(
      `HubSpot says a permission is missing: ${words} Connect HubSpot again and agree to every permission.`,
      options,
    );
  if (error.status === 400 && grantGone(error))
    return new Reconnect('HubSpot has revoked the authorisation; connect HubSpot again.', options);
  if (error.status === 429)
    return new RetryLater(`HubSpot's request limit is reached: ${words}`, limitWait(error), options);
  if (error.status === 423)
    return new RetryLater('HubSpot has locked the record', Math.max(2, retryAfter(error) ?? 0), options);
  if (error.status === 477)
    return new RetryLater('HubSpot is moving this portal', retryAfter(error), options);
  if (createsAnew && gatewayStatuses.has(error.status))
    return new NoAnswer(`HubSpot answered ${error.status}, and may have written the call`, options);
  if (error.status >= 500)
    return new RetryLater(`HubSpot is unavailable (${error.status})`, retryAfter(error), options);
  return new Rejected(`HubSpot refused it: ${words}`, options);
};

/** The HTTP status behind a translated error, or null when there was none. */
export const statusOf = (error: unknown): number | null =>
  error instanceof Error && error.cause instanceof VendorError ? error.cause.status : null;

/** True when HubSpot's refusal speaks of `text` anywhere in its body. */
export const refusalMentions = (error: unknown, text: string): boolean =>
  error instanceof Error &&
  error.cause instanceof VendorError &&
  JSON.stringify(error.cause.body ?? null).includes(text);

/** True when HubSpot objects to what was sent, and other inputs might do. */
export const isBadInput = (error: unknown): boolean =>
  error instanceof Rejected && [400, 404].includes(statusOf(error) ?? 0);

/** Errors behind which the next request would fail the same way: limits, outages, a lost grant, a lost answer. */
export const stopsTheRun = (error: unknown): boolean => !(error instanceof Rejected);

/** What such an error means for requests that were not sent because of it: a lost answer is not theirs. */
export const forTheRest = (error: Error): Error =>
  error instanceof NoAnswer ? new RetryLater('Not sent: HubSpot stopped answering during this run') : error;
