import { sql } from 'drizzle-orm';
import type { CallStatus, Direction, Outcome } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import { choice, flag, inGroup, number, shown, text, thing, type Word } from './field.ts';

const direction = {
  type: 'Direction',
  description: 'Who called whom.',
  words: {
    INBOUND: ['Inbound', 'A caller reached the company.'],
    OUTBOUND: ['Outbound', 'The company placed the call.'],
  } satisfies Record<Direction, Word>,
};

const status = {
  type: 'CallStatus',
  description: 'How far a call has come.',
  words: {
    RINGING: ['Ringing', 'Nobody has answered yet.'],
    ANSWERED: ['On the phone', 'People are talking.'],
    ENDED: ['Ended', 'It is over.'],
  } satisfies Record<CallStatus, Word>,
};

const outcome = {
  type: 'Outcome',
  description: 'How a call ended.',
  words: {
    ANSWERED: ['Answered', 'Somebody took it.'],
    MISSED: ['Missed', 'Nobody took it although the caller waited.'],
    VOICEMAIL: ['Voicemail', 'The caller left a message.'],
    ABANDONED: ['Abandoned', 'The caller gave up while it rang.'],
    BLOCKED: ['Blocked', 'It was refused before anybody was rung.'],
  } satisfies Record<Outcome, Word>,
};

const answered = sql`(${calls.answeredAt} is not null)`;

/** What happened on the line, and for whom. */
export const callGroup = inGroup('CALL', {
  id: shown('TEXT', {
    label: 'Id of the call',
    meaning: 'The id of the call.',
    example: 'call_01k9r2m4x5e8kbw3n7q6t0v2yz',
    read: (call) => call.id,
  }),
  url: shown('TEXT', {
    label: 'Page of the call',
    meaning: 'The page of the call in the console, as a full address.',
    example: 'https://calls.example.com/calls/call_01k9',
    read: (call) => call.url,
    path: null,
  }),
  direction: choice(direction, {
    label: 'Direction',
    meaning: 'Who called whom.',
    example: 'INBOUND',
    read: (call) => call.direction,
    column: calls.direction,
  }),
  status: choice(status, {
    label: 'State',
    meaning: 'How far it has come.',
    example: 'ENDED',
    read: (call) => call.status,
    column: calls.status,
  }),
  answered: flag({
    label: 'Answered',
    meaning: 'Whether somebody took it.',
    example: 'yes',
    read: (call) => call.answeredAt !== null,
    column: answered,
    counted: { COUNT: { label: 'Answered', meaning: 'Calls somebody took.' } },
  }),
  outcome: choice(outcome, {
    label: 'Outcome',
    meaning: 'How it ended; missing until it has.',
    example: 'MISSED',
    read: (call) => call.outcome,
    column: calls.outcome,
  }),
  durationSeconds: number({
    label: 'Duration',
    meaning: 'Seconds from the first ring to the end; missing until it has ended.',
    example: '188',
    unit: 'SECONDS',
    read: (call) => call.durationSeconds,
    column: calls.durationSeconds,
    counted: {
      SUM: { label: 'Duration', meaning: 'Seconds from the first ring to the end, added up.' },
      AVERAGE: {
        label: 'Average duration',
        meaning: 'Seconds from the first ring to the end, for each call.',
      },
    },
  }),
  talkSeconds: number({
    label: 'Talk time',
    meaning: 'Seconds somebody talked; missing while unknown.',
    example: '180',
    unit: 'SECONDS',
    read: (call) => call.talkSeconds,
    column: calls.talkSeconds,
    counted: {
      SUM: { label: 'Talk time', meaning: 'Seconds somebody talked.' },
      AVERAGE: {
        label: 'Average talk time',
        meaning: 'Seconds somebody talked, for each answered call.',
        among: answered,
      },
    },
  }),
  ringSeconds: number({
    label: 'Ring time',
    meaning: 'Seconds it rang; missing while it does.',
    example: '8',
    unit: 'SECONDS',
    read: (call) => call.ringSeconds,
    column: calls.ringSeconds,
    counted: { AVERAGE: { label: 'Average ring time', meaning: 'Seconds it rang, for each call.' } },
  }),
  tracker: thing('Tracker', {
    label: 'Tracker',
    meaning: 'What the number that was dialled stands for: by id, and by name in templates.',
    example: 'Website pool',
    read: (call) => call.tracker?.id ?? null,
    fill: (call) => call.tracker?.name,
    column: calls.trackerId,
    path: 'tracker.name',
  }),
  company: thing('Company', {
    label: 'Company',
    meaning: 'Whom it was for: by id, and by name in templates.',
    example: 'Hudson Plumbing',
    read: (call) => call.company.id,
    fill: (call) => call.company.name,
    column: calls.companyId,
    path: 'company.name',
  }),
  companyTimeZone: shown('TEXT', {
    label: 'Company’s time zone',
    meaning: 'The IANA zone of the company.',
    example: 'America/New_York',
    read: (call) => call.company.timeZone,
    path: 'company.timeZone',
  }),
  companyCurrency: shown('CURRENCY', {
    label: 'Company’s currency',
    meaning: 'The ISO 4217 currency of the company.',
    example: 'USD',
    read: (call) => call.company.currency,
    path: 'company.currency',
  }),
  trackingNumber: text({
    label: 'Number that was dialled',
    meaning: 'The number that was dialled, E.164.',
    example: '+12125550142',
    fillType: 'PHONE',
    read: (call) => call.trackingNumber,
    column: calls.trackingNumber,
  }),
  destination: text({
    label: 'Number that was rung',
    meaning: 'The number that was rung for the business, E.164.',
    example: '+12125550100',
    fillType: 'PHONE',
    read: (call) => call.destination,
    column: calls.destination,
  }),
  recordingUrl: text({
    label: 'Recording',
    meaning: 'Where the recording is, as a full address; missing when there is none.',
    example: 'https://example.com/recording',
    read: (call) => call.recordingUrl,
    column: calls.recordingUrl,
    path: 'recording.url',
    splits: false,
  }),
  test: flag({
    label: 'Test call',
    meaning: "One of the company's own test numbers called: shown, but counted and sent nowhere.",
    example: 'no',
    read: (call) => call.test,
    column: calls.test,
  }),
});
