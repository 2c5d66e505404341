import { and, eq } from 'drizzle-orm';
import { type ChannelRule, companies } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { idIn, optionalTextIn, textIn, wholeIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { channelRulesIn } from './conditions.ts';
import { currencyIn, greetingIn, longestSpeech, originsIn } from './create-company.ts';
import type { Edited } from './edits.ts';
import { numbersIn } from './numbers.ts';
import { checkZoneInDatabase, timeZoneIn } from './time-zone.ts';
import { languageIn, type Voices } from './voices.ts';

export interface UpdateCompany {
  readonly id: string;
  readonly name?: string | null;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  readonly origins?: readonly string[] | null;
  readonly consentRequired?: boolean | null;
  readonly recordCalls?: boolean | null;
  readonly recordingNotice?: string | null;
  readonly language?: string | null;
  readonly voicemailGreeting?: string | null;
  readonly testNumbers?: readonly string[] | null;
  readonly cookieDays?: number | null;
  readonly channelRules?: readonly ChannelRule[] | null;
}

const zoneIn = async (tx: Tx, given: string): Promise<string> => {
  const zone = timeZoneIn(given, 'input.timeZone');
  await checkZoneInDatabase(tx, zone, 'input.timeZone');
  return zone;
};

/**
 * What is left out stays; null empties lists and the notice. A new zone moves the days of past calls too; a
 * new currency and new test numbers are for calls from now on.
 */
export const changeCompany = async (
  tx: Tx,
  reach: Reach,
  input: UpdateCompany,
  voices: Voices,
): Promise<Edited> => {
  const { accountId } = reach;
  const id = idIn('Company', input.id, 'input.id');
  const mine = and(eq(companies.accountId, accountId), eq(companies.id, id));
  const [company] = await tx.select().from(companies).where(mine).for('update');
  if (!company) throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.id');
  const { origins, recordingNotice, language, voicemailGreeting, testNumbers, cookieDays, channelRules } =
    input;
  const changed = {
    name: input.name == null ? company.name : textIn(input.name, 'input.name', { max: 200 }),
    timeZone: input.timeZone == null ? company.timeZone : await zoneIn(tx, input.timeZone),
    currency: input.currency == null ? company.currency : currencyIn(input.currency),
    origins: origins === undefined ? company.origins : originsIn(origins ?? []),
    consentRequired: input.consentRequired ?? company.consentRequired,
    recordCalls: input.recordCalls ?? company.recordCalls,
    recordingNotice:
      recordingNotice === undefined
        ? company.recordingNotice
        : optionalTextIn(recordingNotice, 'input.recordingNotice', { max: longestSpeech }),
    // One that a carrier connected since does not speak keeps nobody from changing the rest.
    language:
      language == null || language === company.language
        ? company.language
        : await languageIn(tx, accountId, language, voices),
    voicemailGreeting: voicemailGreeting == null ? company.voicemailGreeting : greetingIn(voicemailGreeting),
    testNumbers:
      testNumbers === undefined
        ? company.testNumbers
        : numbersIn(testNumbers ?? [], company.country, 'input.testNumbers', { min: 0, max: 50 }),
    cookieDays:
      cookieDays == null ? company.cookieDays : wholeIn(cookieDays, 'input.cookieDays', { min: 1, max: 400 }),
    channelRules: channelRules === undefined ? company.channelRules : channelRulesIn(channelRules ?? []),
  };
  await tx.update(companies).set(changed).where(mine);
  return { id, companyId: id, what: `The company ${changed.name} was changed.` };
};
