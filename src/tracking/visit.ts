import { z } from 'zod';
import {
  type ClickIds,
  type Consent,
  clickIdNames,
  consentStates,
} from '../../integrations/kit/vocabulary.ts';
import { Refusal } from '../errors.ts';
import { type Channel, channelOf, isTagged, type Utm } from './channel.ts';

/** Longest address kept, in characters. Click ids are read before the cut. */
const maxAddressLength = 2_048;
const maxTextLength = 512;
const maxNumbers = 200;

/** PostgreSQL stores no NUL, and half a surrogate pair is no character. */
const clean = (text: string, limit: number): string | null =>
  text.replaceAll('\0', '').trim().slice(0, limit).toWellFormed() || null;

const text = (limit = maxTextLength) =>
  z
    .string()
    .nullish()
    .transform((value) => (value == null ? null : clean(value, limit)));

/** A shortened click id names no click: what is too long to be one is none. */
const clickId = z
  .string()
  .nullish()
  .transform((value) => (value == null || value.length > maxTextLength ? null : clean(value, maxTextLength)));

const address = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const consentState = z.enum(consentStates).default('UNKNOWN');
const consent = z.object({
  adUserData: consentState,
  adPersonalization: consentState,
  analytics: consentState,
});

const urlOf = (written: string): URL | null => (URL.canParse(written) ? new URL(written) : null);

const isWebAddress = (written: string): boolean => /^https?:$/.test(urlOf(written)?.protocol ?? '');

/** What the swap script says about a page. Unknown fields are ignored. */
export const sessionInput = z.object({
  /** Public key of the company. */
  companyKey: z.string().min(1).max(200),
  /** Absolute. A cut or oddly encoded one is an address all the same. */
  landingPage: z
    .string()
    .refine(isWebAddress, { error: 'must be an address that begins with http:// or https://' }),
  referrer: address,
  /** Read from `landingPage` where left out, field by field; so are the click ids. */
  utm: z
    .object({ source: text(), medium: text(), campaign: text(), term: text(), content: text() })
    .nullish(),
  clickIds: z
    .object({
      gclid: clickId,
      gbraid: clickId,
      wbraid: clickId,
      msclkid: clickId,
      fbclid: clickId,
      ttclid: clickId,
      li_fat_id: clickId,
    })
    .nullish(),
  /** Client id of the `_ga` cookie, with or without its `GA1.1.` in front. */
  gaClientId: text(),
  consent: consent.nullish().transform((value) => value ?? consent.parse({})),
  /** Numbers on the page in any spelling. Left out: every number the company's trackers replace. */
  numbers: z.array(z.string()).max(maxNumbers).nullish(),
  /** What an earlier answer said, from the browser's cookie. One that is not ours opens a new session. */
  sessionId: text(),
  visitorId: text(),
});

export type SessionInput = z.input<typeof sessionInput>;
export type ParsedInput = z.output<typeof sessionInput>;

/** What the request around the body tells. */
export interface RequestFacts {
  /** The `Origin` header. */
  readonly origin?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** One page view as it arrived, read and cut, not yet tied to a session. */
export interface Visit extends Channel {
  /** A click or campaign is named in the address itself. */
  readonly tagged: boolean;
  readonly landingPage: string;
  readonly referrer: string | null;
  readonly clickIds: ClickIds;
  readonly gaClientId: string | null;
  readonly userAgent: string | null;
  readonly consent: Consent;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** A problem in our words: the parser's own speak of its types. */
const wordsOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? 'something else'}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return 'must not be empty';
    case 'too_big':
      return `must not be longer than ${issue.maximum}`;
    case 'custom':
      return issue.message;
    default:
      return 'cannot be read';
  }
};

/** Parses a body, or throws the Refusal that names the field at fault. */
export const parseInput = <Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> => {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    'INVALID',
    !issue
      ? 'The input cannot be read.'
      : issue.path.length > 0
        ? wordsOf(issue)
        : `The body ${wordsOf(issue)}.`,
    issue?.path.length ? issue.path.join('.') : null,
  );
};

/** Reads a visit. `ownOrigins` are the company's web origins. Never throws: a broken address says less. */
export const readVisit = (input: ParsedInput, facts: RequestFacts, ownOrigins: readonly string[]): Visit => {
  const landingPage = urlOf(input.landingPage);
  const query = landingPage?.searchParams;
  const param = (name: string, given: string | null | undefined): string | null =>
    given ?? clean(query?.get(name) ?? '', maxTextLength);
  const utm: Utm = {
    source: param('utm_source', input.utm?.source),
    medium: param('utm_medium', input.utm?.medium),
    campaign: param('utm_campaign', input.utm?.campaign),
    term: param('utm_term', input.utm?.term),
    content: param('utm_content', input.utm?.content),
  };
  const clickIds = Object.fromEntries(
    clickIdNames.map((name) => [name, input.clickIds?.[name] ?? clickId.parse(query?.get(name))]),
  ) as ClickIds;
  const ownHosts = ownOrigins.flatMap((origin) => urlOf(origin)?.hostname ?? []);
  const referrer = urlOf(input.referrer);
  return {
    ...channelOf({ landingPage, referrer, utm, clickIds, ownHosts }),
    tagged: isTagged({ utm, clickIds }),
    landingPage: clean(input.landingPage, maxAddressLength) ?? 'about:blank',
    referrer: clean(input.referrer, maxAddressLength),
    clickIds,
    gaClientId: /(?:^|\.)(\d{1,20}\.\d{1,20})$/.exec(input.gaClientId ?? '')?.[1] ?? null,
    userAgent: clean(facts.userAgent ?? '', maxTextLength),
    consent: input.consent,
  };
};
