import { z } from 'zod';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { VendorError } from '../kit/exchange.ts';
import { redactText } from '../kit/redact.ts';
import { type AdsApiError, adsApiError, codeOf } from './ads-api-answer.ts';
import { quotaWait } from './quota.ts';

const hour = 60 * 60;

/** The conversion, or the adjustment, is there already, which is what was wanted. */
const present = new Set([
  'CLICK_CONVERSION_ALREADY_EXISTS',
  'CALL_CONVERSION_ALREADY_EXISTS',
  'ORDER_ID_ALREADY_IN_USE',
  'RESTATEMENT_ALREADY_EXISTS',
]);

/** What a person must do, by code. */
const account: Readonly<Record<string, string>> = {
  CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE:
    'Google has closed the Google Ads API to this account. Connect it again with "Upload through" set to Data Manager API.',
  CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS:
    'Accept the customer data terms in the conversion settings of Google Ads, or stop sending hashed data of the caller.',
  CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS:
    'Turn on enhanced conversions for leads in the conversion settings of Google Ads, or stop sending hashed data of the caller.',
  NO_CONVERSION_ACTION_FOUND:
    'Google Ads has no enabled conversion action of this ID in this account. Correct the ID in the rule.',
  INVALID_CONVERSION_ACTION_TYPE:
    'The conversion action is of another kind than this upload: clicks need one imported from clicks, calls one imported from calls.',
  CONVERSION_ALREADY_RETRACTED: 'The conversion was taken back before, and Google cannot bring it back.',
};

export const isPresent = (error: AdsApiError): boolean => present.has(codeOf(error));
export const isRetracted = (error: AdsApiError): boolean => codeOf(error) === 'CONVERSION_ALREADY_RETRACTED';

const passing =
  /^(INTERNAL_ERROR|TRANSIENT_ERROR|DEADLINE_EXCEEDED|CONCURRENT_MODIFICATION|RESOURCE_.*EXHAUSTED)$/;

/** What the refusal of one row means for its delivery. */
export const rowMeaning = (error: AdsApiError): Error => {
  const code = codeOf(error);
  // Google adjusts no conversion of the last 24 hours, and takes up clicks, calls and new actions after 6.
  if (code === 'TOO_RECENT_CONVERSION')
    return new RetryLater(
      'Google adjusts a conversion only after 24 hours (TOO_RECENT_CONVERSION).',
      24 * hour,
    );
  if (code.startsWith('TOO_RECENT_'))
    return new RetryLater(`Google wants about 6 hours before it counts this (${code}).`, 6 * hour);
  if (passing.test(code)) return new RetryLater(`Google failed to process the conversion (${code}).`, hour);
  const words = account[code] ?? `Google refused it: ${redactText(error.message) || 'no reason given'}`;
  return new Rejected(`${words} (${code})`);
};

const quotaDetails = z.object({ quotaErrorDetails: z.object({ retryDelay: z.string() }) });
const body = z.object({
  error: z.object({
    message: z.string().default(''),
    details: z
      .array(
        z.object({ errors: z.array(adsApiError.extend({ details: z.unknown().optional() })).default([]) }),
      )
      .default([]),
  }),
});

/** What a refusal of a whole request means. */
export const adsApiMeaning = (refusal: VendorError): Error => {
  const parsed = body.safeParse(refusal.body);
  const errors = parsed.success ? parsed.data.error.details.flatMap((detail) => detail.errors) : [];
  const message = parsed.success ? redactText(parsed.data.error.message) : '';
  const words = message || `HTTP ${refusal.status}`;
  const cause = { cause: refusal };
  const known = errors.find((error) => codeOf(error) in account);
  if (known) return rowMeaning(known);
  const codes = errors.map(codeOf).join(', ');
  const said = codes ? `${words} (${codes})` : words;
  if (refusal.status === 401)
    return new Reconnect('Google no longer accepts the authorisation. Connect Google Ads again.', cause);
  if (refusal.status === 403)
    return new Reconnect(
      `Google denied access: ${said} Connect again with a Google user who may edit this Google Ads account, name the manager account if you reach it through one, and tick every box on the consent page.`,
      cause,
    );
  if (refusal.status === 429) {
    const asked = errors.map((error) => quotaDetails.safeParse(error.details)).find(({ success }) => success);
    const delay = Number(asked?.data?.quotaErrorDetails.retryDelay.replace(/s$/, ''));
    return new RetryLater(
      `Google's request quota is used up: ${said}`,
      delay > 0 ? Math.ceil(delay) : quotaWait(refusal),
      cause,
    );
  }
  if (refusal.status === 503)
    return new RetryLater(`Google is unavailable: ${said}`, quotaWait(refusal), cause);
  if (refusal.status >= 500) return new NoAnswer(`Google failed while answering: ${said}`, cause);
  return new Rejected(`Google refused the request: ${said}`, cause);
};
