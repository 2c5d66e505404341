import { z } from 'zod';

const errorCount = z.object({
  reason: z.string().default('PROCESSING_ERROR_REASON_UNSPECIFIED'),
  /** Rows of the request, from 0. The SDK's types do not know it yet; Google sends it since API 1.9. */
  recordIndices: z.array(z.coerce.number()).default([]),
});

/** Google's report on one request. One destination a request, so only the first entry counts. */
export const requestStatus = z.object({
  requestStatusPerDestination: z
    .array(
      z.object({
        requestStatus: z.string().default('REQUEST_STATUS_UNKNOWN'),
        errorInfo: z.object({ errorCounts: z.array(errorCount).default([]) }).default({ errorCounts: [] }),
      }),
    )
    .default([]),
});
export type RequestStatus = z.infer<typeof requestStatus>;

/** `resend`: Google dropped the row for a passing reason, and only sending it again helps. */
export type Outcome =
  | { readonly kind: 'counted' }
  | { readonly kind: 'processing' }
  | { readonly kind: 'resend'; readonly reason: string; readonly afterSeconds: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Google surely takes conversions of clicks of this age. */
const clickSeconds = 6 * 60 * 60;

const sentences: Readonly<Record<string, string>> = {
  INVALID_GCLID: 'Google cannot read the gclid',
  INVALID_GBRAID: 'Google cannot read the gbraid',
  INVALID_WBRAID: 'Google cannot read the wbraid',
  INVALID_CLICK: 'the click did not come from a Google Ads campaign',
  CLICK_NOT_FOUND: 'Google knows no such ad click',
  CONVERSION_PRECEDES_CLICK: 'the call began before the ad click',
  INVALID_OPERATING_ACCOUNT_FOR_CLICK:
    'the click belongs to another Google Ads account than the connected one',
  OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER:
    'the click belongs to another Google Ads account than the connected one',
  EVENT_TOO_OLD: 'the ad click or the call is too old for Google to count',
  DENIED_CONSENT: 'the visitor, or the default of the Google Ads account, denies the use of ad user data',
  NO_CONSENT: 'the Google Ads account has not consented to sharing data with core platform services',
  UNKNOWN_CONSENT: 'Google could not tell whether the visitor consented',
  DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED:
    'the customer data terms are not accepted in Google Ads; accept them, or stop sending the hashed number',
  ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID:
    'clicks with gbraid or wbraid need a conversion action that counts every conversion, not one per click',
};

/** `PROCESSING_ERROR_REASON_CLICK_NOT_FOUND` and `CLICK_NOT_FOUND` are the same code. */
const codeOf = (reason: string): string => reason.replace(/^PROCESSING_ERROR_(REASON_)?/, '');

const outcomeOfCode = (code: string): Outcome => {
  // The conversion is already there, which is what was wanted.
  if (code.startsWith('DUPLICATE_')) return { kind: 'counted' };
  if (code === 'TOO_RECENT_CLICK')
    return {
      kind: 'resend',
      reason: 'Google wants about 6 hours between a click and its conversion (TOO_RECENT_CLICK).',
      afterSeconds: clickSeconds,
    };
  if (code === 'INTERNAL_ERROR')
    return {
      kind: 'resend',
      reason: 'Google failed to process the conversion (INTERNAL_ERROR).',
      afterSeconds: 60 * 60,
    };
  const sentence = sentences[code];
  return {
    kind: 'refused',
    reason: `${sentence ? `Not counted: ${sentence}` : 'Google did not count it'} (${code}).`,
  };
};

/** What became of row `index` (from 0) of a request. */
export const outcomeOf = (status: RequestStatus, index: number): Outcome => {
  const [report] = status.requestStatusPerDestination;
  if (report?.requestStatus === 'SUCCESS') return { kind: 'counted' };
  const failed = report?.requestStatus === 'FAILED' || report?.requestStatus === 'FAILURE';
  if (!report || !(failed || report.requestStatus === 'PARTIAL_SUCCESS')) return { kind: 'processing' };

  const { errorCounts } = report.errorInfo;
  const named = errorCounts.find((count) => count.recordIndices.includes(index));
  if (named) return outcomeOfCode(codeOf(named.reason));
  const [only] = errorCounts;
  if (failed && only && errorCounts.length === 1) return outcomeOfCode(codeOf(only.reason));
  const everyRowNamed =
    errorCounts.length > 0 && errorCounts.every((count) => count.recordIndices.length > 0);
  if (!failed && everyRowNamed) return { kind: 'counted' };

  const codes = errorCounts.map((count) => codeOf(count.reason)).join(', ');
  return {
    kind: 'refused',
    reason: `Google refused ${failed ? 'this upload' : 'part of the upload'} without naming the conversions (${codes || 'no reason given'}); look at the diagnostics of the conversion action.`,
  };
};
