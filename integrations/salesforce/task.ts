import type { ActionItem } from '../kit/integration.ts';
import type { CallSnapshot, Outcome } from '../kit/vocabulary.ts';
import type { LogSettings } from './settings.ts';

const dispositions: Readonly<Record<Outcome, string>> = {
  ANSWERED: 'Answered',
  MISSED: 'Missed',
  VOICEMAIL: 'Voicemail',
  ABANDONED: 'Abandoned',
  BLOCKED: 'Blocked',
};

const longestDescription = 32_000;

/** The day of the call in the company's zone. Swedish dates are written `2026-11-20`. */
const dayOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(at));

const timeOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'long' }).format(new Date(at));

const subjectOf = ({ direction, outcome, caller, source, medium }: CallSnapshot): string => {
  const way = direction === 'INBOUND' ? 'Inbound call' : 'Outbound call';
  const who = caller.name ? ` from ${caller.name}` : '';
  const end = outcome ? `: ${dispositions[outcome].toLowerCase()}` : '';
  const from = source ? ` (${[source, medium].filter(Boolean).join(' / ')})` : '';
  return `${way}${direction === 'INBOUND' ? who : ''}${end}${from}`.slice(0, 255);
};

/** What a salesperson wants to read, one fact a line; ends with the call's page whatever is cut. */
const descriptionOf = (call: CallSnapshot, { details }: LogSettings): string => {
  const seconds = (value: number | null): string | null => (value === null ? null : `${value} s`);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Caller', call.caller.number ?? 'number withheld'],
    ['Name', call.caller.name],
    ['First call', call.caller.firstTime ? 'yes' : 'no'],
    ['Place', [call.caller.city, call.caller.region, call.caller.country].filter(Boolean).join(', ')],
    ['Dialled', call.trackingNumber],
    ['Tracker', call.tracker?.name],
    ['Rang at', call.destination],
    ['Started', timeOf(call.startedAt, call.company.timeZone)],
    ['Rang', seconds(call.ringSeconds)],
    ['Talked', seconds(call.talkSeconds)],
    ['Source', [call.source, call.medium].filter(Boolean).join(' / ')],
    ['Campaign', call.campaign],
    ['Keyword', call.keyword],
    ['Attribution', call.confidence.toLowerCase()],
    ['Landing page', call.landingPage],
    ['Referrer', call.referrer],
    ['Tags', call.tags.join(', ')],
    ['Lead status', call.leadStatus.toLowerCase()],
    ['Value', call.value && `${call.value.amount} ${call.value.currency}`],
    ['Recording', call.recordingUrl],
    ['Note', call.note],
  ];
  const known = facts.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n');
  const text = details ? `${details}\n\n${known}` : known;
  return `${text.slice(0, longestDescription - call.url.length - 1)}\n${call.url}`;
};

/** A call as Salesforce keeps it. What is set only on a new task is not here. */
export const taskOf = ({ call, key, settings }: ActionItem<LogSettings>, keyField: string) => ({
  [keyField]: key,
  Subject: settings.subject || subjectOf(call),
  Description: descriptionOf(call, settings),
  Status: 'Completed',
  Priority: 'Normal',
  ActivityDate: dayOf(call.startedAt, call.company.timeZone),
  CallType: call.direction === 'INBOUND' ? 'Inbound' : 'Outbound',
  CallDurationInSeconds: call.durationSeconds ?? 0,
  ...(call.outcome ? { CallDisposition: dispositions[call.outcome] } : {}),
  CallObject: call.id,
});
