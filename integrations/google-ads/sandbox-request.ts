import { z } from 'zod';
import type { FieldViolation } from './sandbox-refusal.ts';

// Only what Ringpath could have a reason to send; a property Google knows and this does not is refused too.

const checked = (test: (text: string) => boolean, reason: string, error: string) =>
  z.string().refine(test, { error, params: { reason } });

export const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const currency = checked(
  (text) => currencies.has(text),
  'INVALID_CURRENCY_CODE',
  'The currency code is not supported.',
);
const digits = checked((text) => /^\d+$/.test(text), 'INVALID_NUMBER_FORMAT', 'Invalid number format.');

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const timestamp = checked(
  (text) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)),
  'INVALID_FORMAT',
  'Illegal timestamp format; timestamps must be RFC 3339 with an offset.',
);

const consentChoice = z.enum(['CONSENT_STATUS_UNSPECIFIED', 'CONSENT_GRANTED', 'CONSENT_DENIED']);
const consent = z.strictObject({
  adUserData: consentChoice.optional(),
  adPersonalization: consentChoice.optional(),
});

const account = z.strictObject({
  accountType: z.enum(['GOOGLE_ADS', 'DISPLAY_VIDEO_PARTNER', 'DISPLAY_VIDEO_ADVERTISER', 'DATA_PARTNER']),
  accountId: digits,
});

const destination = z.strictObject({
  reference: z.string().optional(),
  loginAccount: account.optional(),
  linkedAccount: account.optional(),
  operatingAccount: account,
  productDestinationId: digits,
});

const deviceInfo = z.strictObject({ userAgent: z.string().optional(), ipAddress: z.string().optional() });

const adIdentifiers = z
  .strictObject({
    gclid: z.string().min(1).optional(),
    gbraid: z.string().min(1).optional(),
    wbraid: z.string().min(1).optional(),
    landingPageDeviceInfo: deviceInfo.optional(),
  })
  .refine(({ gclid, gbraid, wbraid }) => [gclid, gbraid, wbraid].filter(Boolean).length < 2, {
    error: 'Only one of gclid, gbraid and wbraid may be set.',
    params: { reason: 'INVALID_EVENT' },
  });

const address = z.strictObject({
  givenName: z.string(),
  familyName: z.string(),
  regionCode: z.string(),
  postalCode: z.string(),
});

const userData = z.strictObject({
  userIdentifiers: z
    .array(
      z
        .strictObject({
          emailAddress: z.string().optional(),
          phoneNumber: z.string().optional(),
          address: address.optional(),
        })
        .refine((identifier) => Object.keys(identifier).length === 1, 'Exactly one identifier must be set.'),
    )
    .min(1)
    .max(10, { error: 'At most 10 user identifiers are allowed.' }),
});

const event = z
  .strictObject({
    destinationReferences: z.array(z.string()).optional(),
    transactionId: z.string().min(1).optional(),
    eventTimestamp: timestamp,
    lastUpdatedTimestamp: timestamp.optional(),
    userData: userData.optional(),
    consent: consent.optional(),
    adIdentifiers: adIdentifiers.optional(),
    currency: currency.optional(),
    conversionValue: z.number().optional(),
    conversionCount: z.number().optional(),
    eventSource: z.enum(['WEB', 'APP', 'IN_STORE', 'PHONE', 'MESSAGE', 'OTHER']).optional(),
    callInfo: z.strictObject({ startTimestamp: timestamp }).optional(),
    customVariables: z.array(z.strictObject({ variable: z.string(), value: z.string() })).optional(),
  })
  .refine(
    ({ callInfo, userData: user }) => !callInfo || user?.userIdentifiers.some((one) => one.phoneNumber),
    {
      error: 'A call conversion needs the phone number of the caller.',
      path: ['userData'],
      params: { reason: 'REQUIRED_FIELD_MISSING' },
    },
  )
  .refine(
    ({ callInfo, eventTimestamp: at }) => !callInfo || Date.parse(callInfo.startTimestamp) < Date.parse(at),
    {
      error: 'The event must be after the start of the call.',
      path: ['eventTimestamp'],
      params: { reason: 'INVALID_EVENT' },
    },
  )
  .refine(({ adIdentifiers: ids, userData: user }) => user ?? ids?.gclid ?? ids?.gbraid ?? ids?.wbraid, {
    error: 'The event has no user identifiers or ad identifiers.',
    params: { reason: 'NO_IDENTIFIERS_PROVIDED' },
  });

const request = z.strictObject({
  destinations: z.array(destination).min(1).max(10, { error: 'At most 10 destinations are allowed.' }),
  events: z.array(event).min(1).max(2000, { error: 'At most 2000 events are allowed.' }),
  consent: consent.optional(),
  validateOnly: z.boolean().optional(),
  encoding: z.enum(['HEX', 'BASE64']).optional(),
});
export type IngestRequest = z.infer<typeof request>;
export type IngestEvent = IngestRequest['events'][number];

const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${String(step)}` : String(step),
    '',
  );

const reasonOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'custom') return String(issue.params?.['reason'] ?? 'INVALID_ARGUMENT');
  if (issue.code === 'invalid_value') return 'INVALID_ENUM_VALUE';
  if (issue.code === 'too_big')
    return (
      { events: 'TOO_MANY_EVENTS', destinations: 'TOO_MANY_DESTINATIONS' }[String(issue.path[0])] ??
      'TOO_MANY_ELEMENTS'
    );
  if (issue.code === 'too_small') return 'REQUIRED_FIELD_MISSING';
  return 'INVALID_FORMAT';
};

const violationsOf = (issue: z.core.$ZodIssue, body: unknown): readonly FieldViolation[] => {
  const field = dotted(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field,
      description: `Invalid JSON payload received. Unknown name "${key}" at '${field}': Cannot find field.`,
    }));
  const value = issue.path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    body,
  );
  if (value === undefined)
    return [{ field, reason: 'REQUIRED_FIELD_MISSING', description: 'Required field is missing.' }];
  return [{ field, reason: reasonOf(issue), description: issue.message }];
};

const hashShapes = { HEX: /^[0-9a-f]{64}$/i, BASE64: /^[A-Za-z0-9+/]{43}=$/ } as const;

/** What depends on more than one property of the request. */
const crossChecks = ({ destinations, events, encoding }: IngestRequest): readonly FieldViolation[] => {
  const found: FieldViolation[] = [];
  const references = destinations
    .map(({ reference }) => reference)
    .filter((reference) => reference !== undefined);
  if (new Set(references).size < references.length)
    found.push({
      field: 'destinations',
      reason: 'DUPLICATE_DESTINATION_REFERENCE',
      description: 'Two destinations have the same reference.',
    });
  if (!encoding && events.some((row) => row.userData))
    found.push({
      field: 'encoding',
      reason: 'REQUIRED_FIELD_MISSING',
      description: 'Required field is missing.',
    });
  events.forEach((row, index) => {
    for (const name of row.destinationReferences ?? [])
      if (!references.includes(name))
        found.push({
          field: `events[${index}].destinationReferences`,
          reason: 'INVALID_DESTINATION',
          description: 'No destination has this reference.',
        });
    row.userData?.userIdentifiers.forEach((identifier, at) => {
      for (const key of ['phoneNumber', 'emailAddress'] as const)
        if (encoding && identifier[key] !== undefined && !hashShapes[encoding].test(identifier[key]))
          found.push({
            field: `events[${index}].userData.userIdentifiers[${at}].${key}`,
            reason: 'INVALID_SHA256_FORMAT',
            description: 'The SHA256 encoded value is malformed.',
          });
    });
  });
  return found;
};

/** Reads an ingest request as strictly as Google: one violation anywhere and nothing is taken. */
export const readIngestRequest = (
  body: unknown,
): { readonly request: IngestRequest } | { readonly violations: readonly FieldViolation[] } => {
  const parsed = request.safeParse(body);
  if (!parsed.success)
    return { violations: parsed.error.issues.flatMap((issue) => violationsOf(issue, body)) };
  const violations = crossChecks(parsed.data);
  return violations.length > 0 ? { violations } : { request: parsed.data };
};
