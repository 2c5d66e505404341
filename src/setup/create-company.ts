import { randomBytes } from 'node:crypto';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { companies, directory } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { optionalTextIn, textIn } from '../input.ts';
import { isCurrency } from '../money.ts';
import type { Reach } from '../reach.ts';
import { requireWhole } from './company-scope.ts';
import type { Edited } from './edits.ts';
import { checkZoneInDatabase, timeZoneIn } from './time-zone.ts';
import { languageIn, type Voices } from './voices.ts';

/** Characters of what callers hear. */
export const longestSpeech = 500;

export interface CreateCompany {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly country: string;
  readonly origins?: readonly string[] | null;
  readonly consentRequired?: boolean | null;
  readonly recordCalls?: boolean | null;
  readonly recordingNotice?: string | null;
  readonly language?: string | null;
  readonly voicemailGreeting?: string | null;
}

const countryIn = (given: string): string => {
  const code = given.trim().toUpperCase();
  if (isSupportedCountry(code)) return code;
  throw new Refusal('INVALID', 'This is not an ISO 3166-1 country like US.', 'input.country');
};

export const currencyIn = (given: string): string => {
  const code = given.trim().toUpperCase();
  if (isCurrency(code)) return code;
  throw new Refusal('INVALID', 'This is not an ISO 4217 currency like USD.', 'input.currency');
};

const originIn = (given: string, field: string): string => {
  const address = URL.parse(given.trim());
  const plain = address && ['http:', 'https:'].includes(address.protocol);
  // What a browser sends as Origin: no path, no default port, lower case.
  if (plain && address.pathname === '/' && !address.search && !address.username) return address.origin;
  throw new Refusal('INVALID', 'This is not a web origin like https://plumber.example.', field);
};

export const originsIn = (given: readonly string[]): string[] => {
  if (given.length > 100) throw new Refusal('TOO_LARGE', 'Give at most 100 origins.', 'input.origins');
  return [...new Set(given.map((origin, at) => originIn(origin, `input.origins[${at}]`)))];
};

export const greetingIn = (given: string): string =>
  textIn(given, 'input.voicemailGreeting', { max: longestSpeech });

export const insertCompany = async (
  tx: Tx,
  reach: Reach,
  input: CreateCompany,
  voices: Voices,
): Promise<Edited> => {
  requireWhole(reach, 'make companies');
  const { accountId } = reach;
  const company = {
    accountId,
    id: newId(),
    name: textIn(input.name, 'input.name', { max: 200 }),
    timeZone: timeZoneIn(input.timeZone, 'input.timeZone'),
    currency: currencyIn(input.currency),
    country: countryIn(input.country),
    publicKey: `rpk_${randomBytes(16).toString('hex')}`,
    origins: originsIn(input.origins ?? []),
    consentRequired: input.consentRequired ?? false,
    recordCalls: input.recordCalls ?? false,
    recordingNotice: optionalTextIn(input.recordingNotice, 'input.recordingNotice', { max: longestSpeech }),
    ...(input.language == null ? {} : { language: await languageIn(tx, accountId, input.language, voices) }),
    ...(input.voicemailGreeting == null ? {} : { voicemailGreeting: greetingIn(input.voicemailGreeting) }),
  };
  await checkZoneInDatabase(tx, company.timeZone, 'input.timeZone');
  await tx.insert(companies).values(company);
  await tx
    .insert(directory)
    .values({ kind: 'COMPANY_KEY', key: company.publicKey, accountId, subjectId: company.id });
  return { id: company.id, companyId: company.id, what: `The company ${company.name} was made.` };
};
