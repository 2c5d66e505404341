import { z } from 'zod';

// As strict as Google's JSON reader: an unknown property, or one of another type, refuses the whole request.

const consent = z.strictObject({
  adUserData: z.enum(['UNSPECIFIED', 'UNKNOWN', 'GRANTED', 'DENIED']).optional(),
  adPersonalization: z.enum(['UNSPECIFIED', 'UNKNOWN', 'GRANTED', 'DENIED']).optional(),
});

const userIdentifier = z.strictObject({
  userIdentifierSource: z.enum(['FIRST_PARTY', 'THIRD_PARTY']).optional(),
  hashedEmail: z.string().optional(),
  hashedPhoneNumber: z.string().optional(),
});

const common = {
  conversionAction: z.string().optional(),
  conversionDateTime: z.string().optional(),
  conversionValue: z.number().optional(),
  currencyCode: z.string().optional(),
  consent: consent.optional(),
};

const click = z.strictObject({
  ...common,
  gclid: z.string().optional(),
  gbraid: z.string().optional(),
  wbraid: z.string().optional(),
  orderId: z.string().optional(),
  userIdentifiers: z.array(userIdentifier).optional(),
  conversionEnvironment: z.enum(['APP', 'WEB']).optional(),
});
export type ClickRow = z.infer<typeof click>;

const call = z.strictObject({
  ...common,
  callerId: z.string().optional(),
  callStartDateTime: z.string().optional(),
});
export type CallRow = z.infer<typeof call>;

const adjustment = z.strictObject({
  adjustmentType: z.enum(['RETRACTION', 'RESTATEMENT', 'ENHANCEMENT']),
  conversionAction: z.string().optional(),
  adjustmentDateTime: z.string().optional(),
  orderId: z.string().optional(),
  gclidDateTimePair: z.strictObject({ gclid: z.string(), conversionDateTime: z.string() }).optional(),
  restatementValue: z
    .strictObject({ adjustedValue: z.number(), currencyCode: z.string().optional() })
    .optional(),
});
export type AdjustmentRow = z.infer<typeof adjustment>;

const options = { partialFailure: z.boolean().optional(), validateOnly: z.boolean().optional() };
const rows = <Row extends z.ZodType>(row: Row) => z.array(row).min(1);

export const clickRequest = z.strictObject({ conversions: rows(click), ...options });
export const callRequest = z.strictObject({ conversions: rows(call), ...options });
export const adjustmentRequest = z.strictObject({ conversionAdjustments: rows(adjustment), ...options });

const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

/** Milliseconds of `yyyy-mm-dd hh:mm:ss+hh:mm`; null for any other form. */
export const readMoment = (text: string | undefined): number | null => {
  if (!text || !moment.test(text)) return null;
  const at = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(at) ? null : at;
};

/** The id in `customers/1/conversionActions/2`; Google ignores the customer in it. */
export const actionIdOf = (resourceName: string | undefined): string | null =>
  /^customers\/\d+\/conversionActions\/(\d+)$/.exec(resourceName ?? '')?.[1] ?? null;
