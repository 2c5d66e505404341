import { type SQL, sql } from 'drizzle-orm';
import {
  type CallSnapshot,
  callStatuses,
  confidences,
  directions,
  leadStatuses,
  outcomes,
} from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import type { Noun } from '../ids.ts';
import { amountOf, microsOf } from '../money.ts';
import { spoken, spokenName } from '../spoken.ts';
import type { Comparison } from './comparison.ts';
import {
  booleanComparison,
  choiceComparison,
  idComparison,
  numberComparison,
  tagsComparison,
  textComparison,
  timeComparison,
  weekdayComparison,
} from './comparisons.ts';
import { localHour, localWeekday } from './local.ts';

/** A property of a call that filters can ask about. Added here, it exists everywhere. */
export interface Field {
  /** The comparison's name in GraphQL: `TextComparison`. */
  readonly type: string;
  /** The allowed words, when they are a fixed list. */
  readonly choices?: readonly string[];
  /** In words, with its unit. */
  readonly description: string;
  // biome-ignore lint/suspicious/noExplicitAny: a heterogeneous table; `field` checks each entry
  readonly comparison: Comparison<any>;
  /** Its value on a snapshot; null when it has none. */
  readonly read: (call: CallSnapshot) => unknown;
  /** The value as a reason shows it, where that is not how it is stored. */
  readonly show?: (value: never) => string;
  /** The same as an expression over the table `calls`. */
  readonly column: SQL;
}

const field = <Value>(
  type: string,
  comparison: Comparison<Value>,
  description: string,
  read: (call: CallSnapshot) => Value | null,
  column: unknown,
  choices?: readonly string[],
): Field => ({
  type,
  comparison,
  description,
  read,
  column: sql`${column}`,
  ...(choices ? { choices } : {}),
});

const text = (description: string, read: (call: CallSnapshot) => string | null, column: unknown): Field =>
  field('TextComparison', textComparison, description, read, column);
const number = (description: string, read: (call: CallSnapshot) => number | null, column: unknown): Field =>
  field('NumberComparison', numberComparison(), description, read, column);
/** One of a fixed list of words. */
const choice = <Word extends string>(
  type: string,
  words: readonly [Word, ...Word[]],
  description: string,
  read: (call: CallSnapshot) => Word | null,
  column: unknown,
): Field => ({ ...field(type, choiceComparison(words), description, read, column, words), show: spoken });
/** One of the account's things. Whoever shows a reason puts its name in the id's place. */
const thing = (
  noun: Noun,
  description: string,
  read: (call: CallSnapshot) => string | null,
  column: unknown,
): Field => ({
  ...field('IdComparison', idComparison(noun), description, read, column),
  show: (id) => id,
});
const flag = (description: string, read: (call: CallSnapshot) => boolean | null, column: unknown): Field =>
  field('BooleanComparison', booleanComparison, description, read, column);

const zone = sql`(select c.time_zone from companies c where c.account_id = calls.account_id and c.id = calls.company_id)`;
const local = sql`(${calls.startedAt} at time zone ${zone})`;

export const fields = {
  direction: choice(
    'DirectionComparison',
    directions,
    'Inbound or outbound.',
    (call) => call.direction,
    calls.direction,
  ),
  status: choice(
    'CallStatusComparison',
    callStatuses,
    'Ringing, answered or ended.',
    (call) => call.status,
    calls.status,
  ),
  answered: flag(
    'Whether somebody took the call.',
    (call) => call.answeredAt !== null,
    sql`(${calls.answeredAt} is not null)`,
  ),
  outcome: choice(
    'OutcomeComparison',
    outcomes,
    'How the call ended; missing until it has.',
    (call) => call.outcome,
    calls.outcome,
  ),
  startedAt: field(
    'TimeComparison',
    timeComparison,
    'When the call came in.',
    (call) => call.startedAt,
    calls.startedAt,
  ),
  duration: number(
    'Seconds from the first ring to the end.',
    (call) => call.durationSeconds,
    calls.durationSeconds,
  ),
  talkSeconds: number('Seconds somebody talked.', (call) => call.talkSeconds, calls.talkSeconds),
  ringSeconds: number('Seconds it rang.', (call) => call.ringSeconds, calls.ringSeconds),
  firstTime: flag(
    'Whether the caller had never called the company before.',
    (call) => call.caller.firstTime,
    calls.firstTime,
  ),
  source: text('Where the caller came from: google, bing, a poster.', (call) => call.source, calls.source),
  medium: text('The kind of source: cpc, organic, referral, print.', (call) => call.medium, calls.medium),
  campaign: text('The campaign.', (call) => call.campaign, calls.campaign),
  keyword: text('The keyword of the ad.', (call) => call.keyword, calls.keyword),
  landingPage: text(
    'The first page of the visit, as a full address.',
    (call) => call.landingPage,
    calls.landingPage,
  ),
  referrer: text('The page the visitor came from.', (call) => call.referrer, calls.referrer),
  hasClickId: flag(
    'Whether an ad click is known.',
    (call) => Object.values(call.clickIds).some((id) => id !== null),
    sql`(coalesce(${calls.gclid}, ${calls.gbraid}, ${calls.wbraid}, ${calls.msclkid}, ${calls.fbclid}, ${calls.ttclid}, ${calls.li_fat_id}) is not null)`,
  ),
  confidence: choice(
    'ConfidenceComparison',
    confidences,
    'How sure the attribution is.',
    (call) => call.confidence,
    calls.confidence,
  ),
  tracker: thing('Tracker', 'The tracker, by id.', (call) => call.tracker?.id ?? null, calls.trackerId),
  company: thing('Company', 'The company, by id.', (call) => call.company.id, calls.companyId),
  callerNumber: text(
    'The caller in E.164; missing when withheld.',
    (call) => call.caller.number,
    calls.callerNumber,
  ),
  callerCountry: text(
    'Country of the caller, ISO 3166-1 alpha-2.',
    (call) => call.caller.country,
    calls.country,
  ),
  callerRegion: text('Region or state of the caller.', (call) => call.caller.region, calls.region),
  callerCity: text('City of the caller.', (call) => call.caller.city, calls.city),
  weekday: {
    ...field(
      'WeekdayComparison',
      weekdayComparison,
      "The day of the week in the company's zone.",
      (call) => localWeekday(call.startedAt, call.company.timeZone),
      sql`extract(isodow from ${local})::int`,
    ),
    show: spokenName,
  },
  hour: number(
    "The hour of the day, 0 to 23, in the company's zone.",
    (call) => localHour(call.startedAt, call.company.timeZone),
    sql`extract(hour from ${local})::int`,
  ),
  tags: field(
    'TagsComparison',
    tagsComparison,
    'The tags, by id or name.',
    (call) => ({ ids: call.tagIds, names: call.tags }),
    calls.tagIds,
  ),
  leadStatus: choice(
    'LeadStatusComparison',
    leadStatuses,
    'What became of the caller.',
    (call) => call.leadStatus,
    calls.leadStatus,
  ),
  value: {
    ...field(
      'NumberComparison',
      numberComparison(1_000_000),
      'What the call is worth, in its currency.',
      (call) => (call.value ? microsOf(call.value.amount) : null),
      calls.valueMicros,
    ),
    show: amountOf,
  },
  score: number('Points of the lead score; missing until it was scored.', (call) => call.score, calls.score),
  assignee: thing(
    'Agent',
    'The agent who looks after the lead, by id.',
    (call) => call.assignee?.id ?? null,
    calls.assigneeId,
  ),
  note: text('The newest note.', (call) => call.note, calls.note),
  hasNote: flag(
    'Whether somebody wrote a note about it.',
    (call) => call.note !== null,
    sql`(${calls.note} is not null)`,
  ),
  test: flag("Whether one of the company's own test numbers called.", (call) => call.test, calls.test),
} satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** The field as people say it: `talkSeconds` is "talk seconds". */
export const labelOf = (name: FieldName): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
