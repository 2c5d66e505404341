import { z } from 'zod';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import { redact } from '../kit/exchange.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';

/** One complaint. Plain requests call the code `errorCode`, collections call it `statusCode`. */
export const complaint = z
  .object({
    message: z.string(),
    errorCode: z.string().optional(),
    statusCode: z.string().optional(),
    fields: z.array(z.string()).nullish(),
  })
  .transform(({ message, errorCode, statusCode, fields }) => ({
    message,
    code: errorCode ?? statusCode ?? 'UNKNOWN',
    fields: fields ?? [],
  }));

export type Complaint = z.infer<typeof complaint>;

/** Salesforce rolls the transaction back with each of these, so the same request may go again. */
const passing = new Set([
  'REQUEST_LIMIT_EXCEEDED',
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'UNKNOWN_EXCEPTION',
]);

const unauthorised = new Set([
  'INVALID_SESSION_ID',
  'INVALID_AUTH_HEADER',
  'API_DISABLED_FOR_ORG',
  'API_CURRENTLY_DISABLED',
]);

const severalRecords = new Set(['MULTIPLE_CHOICES', 'DUPLICATE_EXTERNAL_ID']);

/** What happens next after Salesforce objected. `keyField` is the external id of calls. */
export const failureOf = ({ code, message, fields }: Complaint, keyField: string): Error => {
  if (severalRecords.has(code))
    return new Rejected(
      `Two or more tasks in Salesforce carry this call's key in ${keyField}, so nothing was written. Delete all but one of them and send the call again.`,
    );
  const where = fields.length > 0 ? `, ${fields.length > 1 ? 'fields' : 'field'} ${fields.join(', ')}` : '';
  // Salesforce quotes the offending value, which can be a phone number or a whole description.
  const said = `${redact(message.slice(0, 400))} (${code}${where})`;
  // Two deliveries of one call that met: the second finds the record of the first next time.
  const met = code === 'DUPLICATE_VALUE' && (fields.includes(keyField) || message.includes(keyField));
  if (met || passing.has(code)) return new RetryLater(`Salesforce could not do it now: ${said}`);
  if (unauthorised.has(code)) return new Reconnect(`Salesforce refused the access: ${said}`);
  return new Rejected(`Salesforce refused it: ${said}`);
};

const known = new Set([...passing, ...unauthorised, ...severalRecords]);

/**
 * What an answer of a busy or broken service means by its status alone, where its body holds no complaint we
 * know: gateways before Salesforce answer in forms of their own. Null when the complaint says it, or the status does not.
 */
export const failureByStatus = (status: number, body: unknown, retryAfter?: string): Error | null => {
  if (status !== 429 && status < 500) return null;
  const said = z.array(complaint).safeParse(body).data?.[0] ?? complaint.safeParse(body).data;
  if (said && known.has(said.code)) return null;
  return status === 429 || status === 503
    ? new RetryLater(`Salesforce is busy: it answered ${status}`, retryAfterSeconds(retryAfter))
    : new NoAnswer(`Salesforce answered ${status} without saying whether it acted`);
};

const sdkError = z.object({ errorCode: z.string(), message: z.string(), data: z.unknown().optional() });

/** A failure of jsforce or of the request under it, as one of the four the host knows. */
export const translate = (error: unknown, keyField: string): unknown => {
  const refused = sdkError.safeParse(error).data;
  if (!(error instanceof Error) || !refused) return error;
  const several = z.array(complaint).safeParse(refused.data).data?.[0];
  const single = complaint.safeParse(refused.data).data;
  const failure = failureOf(
    several ?? { message: refused.message, code: refused.errorCode, fields: single?.fields ?? [] },
    keyField,
  );
  failure.cause = error;
  return failure;
};
