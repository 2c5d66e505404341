import { type Consent, clickIdNames } from '../../integrations/kit/vocabulary.ts';
import { perClickId } from '../click-ids.ts';
import {
  clean,
  isConsentState,
  isWebAddress,
  maxKeyLength,
  maxNumbers,
  maxTextLength,
  type ParsedInput,
  parseInput,
  readClickId,
  readConsentMode,
  sessionInput,
  shortTextLength,
} from './input.ts';

type Raw = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether these are texts or left out, so that they can be read as such. */
const areTexts = (raw: Raw, names: readonly string[]): boolean => {
  for (const name of names) if (raw[name] != null && typeof raw[name] !== 'string') return false;
  return true;
};

const text = (value: unknown, limit = maxTextLength): string | null =>
  typeof value === 'string' ? clean(value, limit) : null;

const texts = ['referrer', 'gaClientId', 'gaSessionId', 'area', 'sessionId', 'visitorId'];
const utmNames = ['source', 'medium', 'campaign', 'term', 'content'];

const readConsent = (raw: unknown, mode: unknown): Consent | null => {
  if (raw == null) return readConsentMode(mode);
  if (!isRecord(raw)) return null;
  const { adUserData = 'UNKNOWN', adPersonalization = 'UNKNOWN', analytics = 'UNKNOWN' } = raw;
  return isConsentState(adUserData) && isConsentState(adPersonalization) && isConsentState(analytics)
    ? { adUserData, adPersonalization, analytics }
    : null;
};

const readUtm = (raw: Raw): NonNullable<ParsedInput['utm']> => ({
  source: text(raw['source']),
  medium: text(raw['medium']),
  campaign: text(raw['campaign']),
  term: text(raw['term']),
  content: text(raw['content']),
});

const readClickIds = (raw: Raw): NonNullable<ParsedInput['clickIds']> => {
  const clicked = (name: string): string | null => readClickId(raw[name] as string | null | undefined);
  return perClickId(clicked);
};

const areNumbers = (value: unknown): value is readonly string[] | null | undefined =>
  value == null ||
  (Array.isArray(value) && value.length <= maxNumbers && value.every((one) => typeof one === 'string'));

/** What the schema makes of a body without fault; null for any other. A test holds the two equal. */
const readWell = (raw: unknown): ParsedInput | null => {
  if (!isRecord(raw) || !areTexts(raw, texts)) return null;
  const { companyKey, landingPage, utm, clickIds, numbers, automated } = raw;
  if (typeof companyKey !== 'string' || companyKey === '' || companyKey.length > maxKeyLength) return null;
  if (typeof landingPage !== 'string' || !isWebAddress(landingPage)) return null;
  if (utm != null && !(isRecord(utm) && areTexts(utm, utmNames))) return null;
  if (clickIds != null && !(isRecord(clickIds) && areTexts(clickIds, clickIdNames))) return null;
  if (automated != null && typeof automated !== 'boolean') return null;
  const consent = readConsent(raw['consent'], raw['consentMode']);
  if (!consent || !areNumbers(numbers)) return null;
  return {
    companyKey,
    landingPage,
    referrer: (raw['referrer'] as string | null | undefined) ?? '',
    utm: utm && readUtm(utm as Raw),
    clickIds: clickIds && readClickIds(clickIds as Raw),
    gaClientId: text(raw['gaClientId']),
    gaSessionId: text(raw['gaSessionId']),
    consent,
    numbers: numbers && [...numbers],
    area: text(raw['area'], shortTextLength),
    automated,
    sessionId: text(raw['sessionId']),
    visitorId: text(raw['visitorId']),
  };
};

/**
 * What a page says, read by hand: a page view is mostly this. Anything odd goes to the schema, which finds
 * the words for what is wrong with it.
 */
export const readSession = (body: unknown): ParsedInput => readWell(body) ?? parseInput(sessionInput, body);
