import type { CallFilter, Weekday } from '../../../generated/graphql.ts';
import { sentence } from '../../../parts/format.ts';
import { callStatusLooks, confidenceLooks, leadStatusLooks, outcomeLooks } from '../../../parts/states.ts';

/** The account's own fields are not known here: see `own-fields.ts`. */
type Own = 'customFields' | 'callerCustomFields';
export type CallFieldName = Exclude<keyof CallFilter, 'all' | 'any' | 'not' | '__typename' | Own>;

export type FieldKind =
  | 'text'
  | 'number'
  | 'time'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'ownChoice'
  | 'id'
  | 'tags';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What an operator and its value depend on. */
export interface FilterField {
  readonly kind: FieldKind;
  readonly unit?: string;
  readonly choices?: readonly Choice[];
  /** Which of the account's own things the choices are. */
  readonly list?: 'trackers' | 'companies' | 'tags' | 'agents';
  /** True where a call may lack the value, so that one may ask whether it is known. */
  readonly optional?: boolean;
}

interface CallField extends FilterField {
  readonly label: string;
  readonly group: 'Call' | 'Source' | 'Caller' | 'When' | 'Lead';
}

const fromLooks = (looks: Readonly<Record<string, { readonly label: string }>>): Choice[] =>
  Object.entries(looks).map(([value, { label }]) => ({ value, label }));

const days: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];
const named = (values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, label: sentence(value) }));

/** Every field the filter builder offers. The type makes a field the API knows and this table lacks an error. */
export const callFields = {
  outcome: {
    label: 'Outcome',
    group: 'Call',
    kind: 'choice',
    choices: fromLooks(outcomeLooks),
    optional: true,
  },
  answered: { label: 'Answered', group: 'Call', kind: 'boolean' },
  status: { label: 'State', group: 'Call', kind: 'choice', choices: fromLooks(callStatusLooks) },
  direction: { label: 'Direction', group: 'Call', kind: 'choice', choices: named(['INBOUND', 'OUTBOUND']) },
  duration: { label: 'Duration', group: 'Call', kind: 'number', unit: 'seconds', optional: true },
  talkSeconds: { label: 'Talk time', group: 'Call', kind: 'number', unit: 'seconds', optional: true },
  ringSeconds: { label: 'Ring time', group: 'Call', kind: 'number', unit: 'seconds', optional: true },
  tracker: { label: 'Tracker', group: 'Call', kind: 'id', list: 'trackers', optional: true },
  company: { label: 'Company', group: 'Call', kind: 'id', list: 'companies' },
  source: { label: 'Source', group: 'Source', kind: 'text', optional: true },
  medium: { label: 'Medium', group: 'Source', kind: 'text', optional: true },
  campaign: { label: 'Campaign', group: 'Source', kind: 'text', optional: true },
  keyword: { label: 'Keyword', group: 'Source', kind: 'text', optional: true },
  landingPage: { label: 'Landing page', group: 'Source', kind: 'text', optional: true },
  referrer: { label: 'Referrer', group: 'Source', kind: 'text', optional: true },
  hasClickId: { label: 'Has an ad click id', group: 'Source', kind: 'boolean' },
  confidence: {
    label: 'Confidence',
    group: 'Source',
    kind: 'choice',
    choices: fromLooks(confidenceLooks),
  },
  firstTime: { label: 'First-time caller', group: 'Caller', kind: 'boolean' },
  callerNumber: { label: 'Caller number', group: 'Caller', kind: 'text', optional: true },
  callerCountry: { label: 'Caller country', group: 'Caller', kind: 'text', optional: true },
  callerRegion: { label: 'Caller region', group: 'Caller', kind: 'text', optional: true },
  callerCity: { label: 'Caller city', group: 'Caller', kind: 'text', optional: true },
  startedAt: { label: 'Started', group: 'When', kind: 'time' },
  weekday: { label: 'Weekday', group: 'When', kind: 'choice', choices: named(days) },
  hour: { label: 'Hour of day', group: 'When', kind: 'number', unit: 'o’clock' },
  tags: { label: 'Tags', group: 'Lead', kind: 'tags', list: 'tags', optional: true },
  leadStatus: {
    label: 'Lead status',
    group: 'Lead',
    kind: 'choice',
    choices: fromLooks(leadStatusLooks),
  },
  value: { label: 'Value', group: 'Lead', kind: 'number', optional: true },
  assignee: { label: 'Assigned to', group: 'Lead', kind: 'id', list: 'agents', optional: true },
  score: { label: 'Score', group: 'Lead', kind: 'number', unit: 'points', optional: true },
  note: { label: 'Note', group: 'Lead', kind: 'text', optional: true },
  hasNote: { label: 'Has a note', group: 'Lead', kind: 'boolean' },
  test: { label: 'Test call', group: 'Call', kind: 'boolean' },
} as const satisfies Record<CallFieldName, CallField>;

export const isCallFieldName = (name: string): name is CallFieldName => Object.hasOwn(callFields, name);
