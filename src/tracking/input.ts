import { z } from 'zod';
import { type Consent, type ConsentState, consentStates } from '../../integrations/kit/vocabulary.ts';
import { perClickId } from '../click-ids.ts';
import { Refusal } from '../errors.ts';
import { plainIssue } from '../plain-issues.ts';

export const maxTextLength = 512;
/** Longest address kept, in characters. Click ids are read before the cut. */
export const maxAddressLength = 2_048;
export const maxNumbers = 200;
export const maxKeyLength = 200;
/** Of what is never longer, like the beginning of a number. */
export const shortTextLength = 16;

/** PostgreSQL stores no NUL, and half a surrogate pair is no character. */
export const clean = (text: string, limit: number): string | null =>
  text.replaceAll('\0', '').trim().slice(0, limit).toWellFormed() || null;

const text = (limit = maxTextLength) =>
  z
    .string()
    .nullish()
    .transform((value) => (value == null ? null : clean(value, limit)));

/** A shortened click id names no click: what is too long to be one is none. */
export const readClickId = (value: string | null | undefined): string | null =>
  value == null || value.length > maxTextLength ? null : clean(value, maxTextLength);

const clickId = z.string().nullish().transform(readClickId);

const address = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

export const isConsentState = (value: unknown): value is ConsentState =>
  (consentStates as readonly unknown[]).includes(value);

/** Google's consent mode has two words. Whatever else a page says there says nothing, to Google as to us. */
const stateOf = (word: unknown): ConsentState => {
  if (word === 'granted') return 'GRANTED';
  return word === 'denied' ? 'DENIED' : 'UNKNOWN';
};

/** What a page said as Google's consent mode has it: `{ ad_user_data: 'granted', … }`. Never at fault. */
export const readConsentMode = (said: unknown): Consent => {
  const purposes: Readonly<Record<string, unknown>> = Object(said);
  return {
    adUserData: stateOf(purposes['ad_user_data']),
    adPersonalization: stateOf(purposes['ad_personalization']),
    analytics: stateOf(purposes['analytics_storage']),
  };
};

const consentState = z.enum(consentStates).default('UNKNOWN');
const consent = z.object({
  adUserData: consentState,
  adPersonalization: consentState,
  analytics: consentState,
});

let lastWritten = '';
let lastUrl: URL | null = null;

/** Null for what is no address. The last one is remembered: an address is checked first and read then. */
export const urlOf = (written: string): URL | null => {
  if (written !== lastWritten) {
    lastUrl = URL.parse(written);
    lastWritten = written;
  }
  return lastUrl;
};

export const isWebAddress = (written: string): boolean => /^https?:$/.test(urlOf(written)?.protocol ?? '');

/** Public key of the company. */
const companyKey = z.string().min(1).max(maxKeyLength);

/** `sessionInput` field by field. */
export const sessionFields = z.object({
  companyKey,
  /** Absolute. A cut or oddly encoded one is an address all the same. */
  landingPage: z
    .string()
    .refine(isWebAddress, { error: 'This must be an address that begins with http:// or https://.' }),
  referrer: address,
  /** Read from `landingPage` where left out, field by field; so are the click ids. */
  utm: z
    .object({ source: text(), medium: text(), campaign: text(), term: text(), content: text() })
    .nullish(),
  clickIds: z.object(perClickId(() => clickId)).nullish(),
  /** Client id of the `_ga` cookie, with or without its `GA1.1.` in front. */
  gaClientId: text(),
  /** Session id of the `_ga_…` cookie: its third part. */
  gaSessionId: text(),
  consent: consent.nullish(),
  /** The page's words to Google's consent mode, heeded where `consent` is left out. */
  consentMode: z.unknown().optional().transform(readConsentMode),
  /** Numbers on the page in any spelling. Left out: every number the company's trackers replace. */
  numbers: z.array(z.string()).max(maxNumbers).nullish(),
  /** Beginning of numbers near the visitor, with country code: `+1212`. Pools that keep to areas use it. */
  area: text(shortTextLength),
  /** The browser says that a program steers it. */
  automated: z.boolean().nullish(),
  /** What an earlier answer said, from the browser's cookie. One that is not ours opens a new session. */
  sessionId: text(),
  visitorId: text(),
});

/** A visitor's consent, whichever way the page says it. */
export const withConsent = <
  Said extends { readonly consent?: Consent | null | undefined; readonly consentMode: Consent },
>({
  consentMode,
  ...said
}: Said) => ({ ...said, consent: said.consent ?? consentMode });

/** What the swap script says about a page. Unknown fields are ignored. */
export const sessionInput = sessionFields.transform(withConsent);

export type SessionInput = z.input<typeof sessionInput>;
export type ParsedInput = z.output<typeof sessionInput>;

/** What every later request of a visit says. */
const ofSession = { companyKey, sessionId: z.string() };

export const heartbeatInput = z.object({
  ...ofSession,
  /** Leases the page shows. Left out: all of the session. */
  leaseIds: z.array(z.string()).max(200).nullish(),
  /** The page that is open now. */
  page: text(maxAddressLength),
});

/** The visitor pressed a number. */
export const clickInput = z.object({
  ...ofSession,
  number: z.string().min(1).max(64),
  page: text(maxAddressLength),
});

export const forgetInput = z.object(ofSession);

/** Who the page says the visitor is. What is left out stays as it was. */
export const identifyInput = z.object({
  ...ofSession,
  email: text(),
  phone: text(64),
  name: text(),
  externalId: text(),
});

export type HeartbeatInput = z.input<typeof heartbeatInput>;
export type ClickInput = z.input<typeof clickInput>;
export type ForgetInput = z.input<typeof forgetInput>;
export type IdentifyInput = z.input<typeof identifyInput>;

/** What the request around the body tells. */
export interface RequestFacts {
  /** The `Origin` header. */
  readonly origin?: string | undefined;
  readonly userAgent?: string | undefined;
  /** ISO 3166-1 alpha-2, where a proxy in front says it. */
  readonly country?: string | undefined;
  /** The address the request came from, or the network it is one of. */
  readonly network?: string | undefined;
}

/** Parses a body, or throws the Refusal that names the field at fault. */
export const parseInput = <Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> => {
  const parsed = shape.safeParse(body, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  const field = path.length > 0 ? path.join('.') : null;
  throw new Refusal('INVALID', field ? message : 'The body must be an object.', field);
};
