import { and, eq } from 'drizzle-orm';
import type { TrackerKind } from '../../integrations/kit/vocabulary.ts';
import { companies, trackers } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { idIn, optionalTextIn, textIn, wholeIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { checkCooldown, conditionsIn, type TrackerConditions } from './conditions.ts';
import type { Edited } from './edits.ts';
import { checkDestination, insertNumbers, numberIn, numbersIn } from './numbers.ts';

/** What making and changing a tracker have in common. Null clears, where it may be empty. */
export interface TrackerSettings extends TrackerConditions {
  readonly whisper?: string | null;
  readonly ringSeconds?: number | null;
  readonly voicemail?: boolean | null;
  readonly source?: string | null;
  readonly medium?: string | null;
  readonly campaign?: string | null;
  readonly swapNumbers?: readonly string[] | null;
  readonly fallbackNumber?: string | null;
  readonly leaseSeconds?: number | null;
}

export interface CreateTracker extends TrackerSettings {
  readonly companyId: string;
  readonly kind: TrackerKind;
  readonly name: string;
  readonly destination: string;
  readonly numbers: readonly string[];
}

type Columns = Partial<
  Pick<
    typeof trackers.$inferInsert,
    | 'whisper'
    | 'ringSeconds'
    | 'voicemail'
    | 'source'
    | 'medium'
    | 'campaign'
    | 'swapNumbers'
    | 'fallbackNumber'
    | 'leaseSeconds'
  >
> &
  ReturnType<typeof conditionsIn>;

const textLimits = { whisper: 500, source: 200, medium: 200, campaign: 200 } as const;

/** The columns that were given, checked; `country` reads the numbers. */
export const settingsIn = (input: TrackerSettings, country: string): Columns => {
  const columns: Columns = conditionsIn(input);
  for (const [name, max] of Object.entries(textLimits) as [keyof typeof textLimits, number][]) {
    const given = input[name];
    if (given !== undefined) columns[name] = optionalTextIn(given, `input.${name}`, { max });
  }
  const { ringSeconds, voicemail, swapNumbers, fallbackNumber, leaseSeconds } = input;
  if (ringSeconds != null)
    columns.ringSeconds = wholeIn(ringSeconds, 'input.ringSeconds', { min: 5, max: 120 });
  if (leaseSeconds != null)
    columns.leaseSeconds = wholeIn(leaseSeconds, 'input.leaseSeconds', { min: 60, max: 86_400 });
  if (voicemail != null) columns.voicemail = voicemail;
  if (swapNumbers !== undefined)
    columns.swapNumbers = numbersIn(swapNumbers ?? [], country, 'input.swapNumbers', { min: 0, max: 50 });
  if (fallbackNumber !== undefined)
    columns.fallbackNumber = fallbackNumber?.trim()
      ? numberIn(fallbackNumber, country, 'input.fallbackNumber')
      : null;
  return columns;
};

export const checkSource = (kind: TrackerKind, source: string | null | undefined): void => {
  if (kind !== 'SOURCE' || source) return;
  const message = 'A SOURCE tracker needs the source whose visitors see its number, like google.';
  throw new Refusal('INVALID', message, 'input.source');
};

const companyIn = async (tx: Tx, accountId: string, given: string) => {
  const id = idIn('Company', given, 'input.companyId');
  const [company] = await tx
    .select()
    .from(companies)
    .where(and(eq(companies.accountId, accountId), eq(companies.id, id)));
  if (company) return company;
  throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
};

export const insertTracker = async (tx: Tx, reach: Reach, input: CreateTracker): Promise<Edited> => {
  const { accountId } = reach;
  const company = await companyIn(tx, accountId, input.companyId);
  const name = textIn(input.name, 'input.name', { max: 200 });
  const numbers = numbersIn(input.numbers, company.country, 'input.numbers', { min: 1, max: 500 });
  const tracker = {
    accountId,
    id: newId(),
    companyId: company.id,
    kind: input.kind,
    name,
    destination: numberIn(input.destination, company.country, 'input.destination'),
    ...settingsIn(input, company.country),
  };
  checkSource(tracker.kind, tracker.source);
  checkCooldown(tracker);
  await checkDestination(tx, accountId, tracker.destination, numbers);
  await tx.insert(trackers).values(tracker);
  await insertNumbers(tx, tracker, numbers, 'input.numbers');
  return {
    id: tracker.id,
    companyId: tracker.companyId,
    what: `The tracker ${name} was made with ${numbers.length} numbers.`,
  };
};
