import { z } from 'zod';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { VendorError } from '../kit/exchange.ts';
import { redactText } from '../kit/redact.ts';
import { quotaLimit, quotaWait } from './quota.ts';

const violation = z.object({
  field: z.string().default(''),
  reason: z.string().optional(),
  description: z.string().default(''),
});
export type Violation = z.infer<typeof violation>;

const detail = z.object({
  fieldViolations: z.array(violation).default([]),
});

/** Google's error body. Details of other types lose their fields here and stay as empty ones. */
const errorBody = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().default(''),
    details: z.array(detail).default([]),
  }),
});
type GoogleError = z.infer<typeof errorBody>['error'];

const none: GoogleError = { message: '', status: '', details: [] };

/** Google refused the whole request as malformed; `violations` is empty when it did not say what is wrong. */
export class InvalidRequest extends Rejected {
  readonly violations: readonly Violation[];
  constructor(reason: string, violations: readonly Violation[], options?: ErrorOptions) {
    super(reason, options);
    this.violations = violations;
  }
}

/** `events[2].currency` and `events.events[2].currency` both name row 2. */
const rowOfField = /(?:^|\.)events\[(\d+)\]\.?/;

/** Index of the row a violation is about; null when it is about the request as a whole. */
export const rowOf = ({ field }: Violation): number | null => {
  const row = rowOfField.exec(field)?.[1];
  return row === undefined ? null : Number(row);
};

/** True when the violation dooms every row: the account or the conversion action is wrong. */
export const isAboutAll = ({ field }: Violation): boolean =>
  /^(destinations|encoding|encryption)/.test(field);

/** The violation in a sentence that names the field within its row. */
export const sentenceOf = ({ field, reason, description }: Violation): string => {
  const name = field.replace(rowOfField, '') || field;
  return `Google refused ${name || 'the conversion'}${reason ? ` (${reason})` : ''}: ${redactText(description) || 'no reason given'}`;
};

/** What a refusal by Google means for the delivery. */
export const meaningOf = (refusal: VendorError): Error => {
  const parsed = errorBody.safeParse(refusal.body);
  const error = parsed.success ? parsed.data.error : none;
  const words = redactText(error.message) || error.status || `HTTP ${refusal.status}`;
  const cause = { cause: refusal };
  if (refusal.status === 400) {
    const violations = error.details.flatMap((item) => item.fieldViolations);
    return new InvalidRequest(`Google refused the request: ${words}`, violations, cause);
  }
  if (refusal.status === 401)
    return new Reconnect('Google no longer accepts the authorisation. Connect Google Ads again.', cause);
  if (refusal.status === 403)
    return new Reconnect(
      `Google denied access: ${words} Connect again with a Google user who may edit this Google Ads account and tick every box on the consent page.`,
      cause,
    );
  if (refusal.status === 429) {
    const limit = quotaLimit(refusal);
    const words = `Google's request quota is used up${limit ? ` (${limit})` : ''}.`;
    return new RetryLater(words, quotaWait(refusal), cause);
  }
  if (refusal.status === 503)
    return new RetryLater(`Google is unavailable: ${words}`, quotaWait(refusal), cause);
  // Any other server error, DEADLINE_EXCEEDED (504) above all, may come after Google took the events in.
  if (refusal.status >= 500) return new NoAnswer(`Google failed while answering: ${words}`, cause);
  return new Rejected(`Google refused the request: ${words}`, cause);
};
