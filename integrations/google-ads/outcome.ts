import { z } from 'zod';

const count = z.object({
  reason: z.string().default('PROCESSING_ERROR_REASON_UNSPECIFIED'),
  /** Rows of the request, from 0. The SDK's types do not know it yet; Google sends it since API 1.9. */
  recordIndices: z.array(z.coerce.number()).default([]),
  recordCount: z.coerce.number().optional(),
});

type Count = z.infer<typeof count>;

/** Google's report on one request. One destination a request, so only the first entry counts. */
export const requestStatus = z.object({
  requestStatusPerDestination: z
    .array(
      z.object({
        requestStatus: z.string().default('REQUEST_STATUS_UNKNOWN'),
        errorInfo: z.object({ errorCounts: z.array(count).default([]) }).default({ errorCounts: [] }),
        warningInfo: z.object({ warningCounts: z.array(count).default([]) }).default({ warningCounts: [] }),
      }),
    )
    .default([]),
});
export type RequestStatus = z.infer<typeof requestStatus>;

/**
 * `resend`: Google dropped the row for a passing reason, and only sending it again helps. `unnamed`: part of
 * the upload was dropped and Google does not say whether this row was.
 */
export type Outcome =
  | { readonly kind: 'counted'; readonly note?: string }
  | { readonly kind: 'processing' }
  | { readonly kind: 'unnamed'; readonly reason: string }
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
const codeOf = (reason: string): string => reason.replace(/^PROCESSING_(ERROR|WARNING)_(REASON_)?/, '');

const outcomeOfCode = (code: string): Outcome => {
  // The conversion is already there, which is what was wanted.
  if (code.startsWith('DUPLICATE_')) return { kind: 'counted' };
  if (code.startsWith('TOO_RECENT_'))
    return {
      kind: 'resend',
      reason: `Google wants about 6 hours between a click or call and its conversion (${code}).`,
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

const codesOf = (counts: readonly Count[]): string =>
  [...new Set(counts.map((entry) => codeOf(entry.reason)))].join(', ') || 'no reason given';

/** What Google remarked about a row it counts. A remark that names no rows is about any of them. */
const counted = (warnings: readonly Count[], index: number): Outcome => {
  const own = warnings.filter(
    ({ recordIndices }) => recordIndices.length === 0 || recordIndices.includes(index),
  );
  return own.length === 0
    ? { kind: 'counted' }
    : { kind: 'counted', note: `Google remarks: ${codesOf(own)}.` };
};

/** Every row the entry counts is named; Google may cut a long list. */
const namesAll = ({ recordIndices, recordCount }: Count): boolean =>
  recordIndices.length > 0 && recordIndices.length >= (recordCount ?? 0);

/** What became of row `index` (from 0) of a request. */
export const outcomeOf = (status: RequestStatus, index: number): Outcome => {
  const [report] = status.requestStatusPerDestination;
  if (!report) return { kind: 'processing' };
  const { warningCounts } = report.warningInfo;
  if (report.requestStatus === 'SUCCESS') return counted(warningCounts, index);
  const failed = report.requestStatus === 'FAILED' || report.requestStatus === 'FAILURE';
  if (!failed && report.requestStatus !== 'PARTIAL_SUCCESS') return { kind: 'processing' };

  const { errorCounts } = report.errorInfo;
  const named = errorCounts.find((entry) => entry.recordIndices.includes(index));
  if (named) return outcomeOfCode(codeOf(named.reason));
  const [only] = errorCounts;
  if (failed && only && errorCounts.length === 1) return outcomeOfCode(codeOf(only.reason));
  if (failed)
    return {
      kind: 'refused',
      reason: `Google refused this upload without saying which conversion for what (${codesOf(errorCounts)}); look at the diagnostics of the conversion action.`,
    };
  if (errorCounts.length > 0 && errorCounts.every(namesAll)) return counted(warningCounts, index);
  return {
    kind: 'unnamed',
    reason: `Google counted part of the upload and does not say whether this conversion is among them (${codesOf(errorCounts)}); look at the diagnostics of the conversion action.`,
  };
};
