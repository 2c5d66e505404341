import type {
  AttributionModel,
  CallReportDimension,
  CallReportMetric,
  ReportInterval,
} from '../../generated/graphql.ts';
import { amount, duration, money, percent } from '../../parts/format.ts';
import { locale } from '../../parts/locale.ts';
import { confidenceLooks, leadStatusLooks, outcomeLooks } from '../../parts/states.ts';

export const dimensionLabels: Record<CallReportDimension, string> = {
  SOURCE: 'Source',
  MEDIUM: 'Medium',
  CAMPAIGN: 'Campaign',
  KEYWORD: 'Keyword',
  LANDING_PAGE: 'Landing page',
  TRACKER: 'Tracker',
  COMPANY: 'Company',
  OUTCOME: 'Outcome',
  LEAD_STATUS: 'Lead status',
  CONFIDENCE: 'Confidence',
  CALLER_COUNTRY: 'Caller country',
  CALLER_REGION: 'Caller region',
  WEEKDAY: 'Weekday',
  HOUR: 'Hour of day',
};

type Format = (value: number, currency?: string | null) => string;

/** A sum without a currency is a sum of nothing, or one nobody named. */
const worth: Format = (value, currency) =>
  currency ? money({ amount: String(value), currency }) : amount(value);

/** Calls shared between several touches are no whole numbers. */
const calls: Format = (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);

/** `additive`: values of groups may be summed, and so stacked. */
export const metricWords: Record<CallReportMetric, { label: string; additive: boolean; format: Format }> = {
  CALLS: { label: 'Calls', additive: true, format: calls },
  ANSWERED: { label: 'Answered', additive: true, format: calls },
  MISSED: { label: 'Missed', additive: true, format: calls },
  VOICEMAIL: { label: 'Voicemail', additive: true, format: calls },
  FIRST_TIME: { label: 'First-time callers', additive: true, format: calls },
  UNIQUE_CALLERS: { label: 'Unique callers', additive: false, format: calls },
  TALK_SECONDS: { label: 'Talk time', additive: true, format: duration },
  AVERAGE_TALK_SECONDS: { label: 'Average talk time', additive: false, format: duration },
  AVERAGE_RING_SECONDS: { label: 'Average ring time', additive: false, format: duration },
  ANSWER_RATE: { label: 'Answer rate', additive: false, format: percent },
  VALUE: { label: 'Value', additive: true, format: worth },
};

export const modelWords: Record<AttributionModel, { readonly label: string; readonly text: string }> = {
  FIRST_TOUCH: { label: 'First touch', text: 'Each call counts for the first visit or call that led to it.' },
  LAST_TOUCH: { label: 'Last touch', text: 'Each call counts for the last visit or call that led to it.' },
  LINEAR: {
    label: 'Linear',
    text: 'Each call is shared equally between the visits and calls that led to it.',
  },
  POSITION_BASED: {
    label: 'Position-based',
    text: 'Two fifths of a call for the first touch, two fifths for the last, the rest for those between.',
  },
  TIME_DECAY: {
    label: 'Time decay',
    text: 'The later a touch, the more of the call; a week earlier counts half.',
  },
};

/** What can be told of each touch; any other dimension is the call’s own. */
export const touchDimensions: readonly CallReportDimension[] = [
  'SOURCE',
  'MEDIUM',
  'CAMPAIGN',
  'KEYWORD',
  'LANDING_PAGE',
];

export const intervalLabels: Record<ReportInterval, string> = {
  HOUR: 'Hourly',
  DAY: 'Daily',
  WEEK: 'Weekly',
  MONTH: 'Monthly',
};

export const dimensions = Object.keys(dimensionLabels) as CallReportDimension[];
export const metrics = Object.keys(metricWords) as CallReportMetric[];
export const models = Object.keys(modelWords) as AttributionModel[];
export const intervals = Object.keys(intervalLabels) as ReportInterval[];

const enumLabels: Partial<Record<CallReportDimension, Readonly<Record<string, { readonly label: string }>>>> =
  {
    OUTCOME: outcomeLooks,
    LEAD_STATUS: leadStatusLooks,
    CONFIDENCE: confidenceLooks,
  };

/** A group's name; states are called what the rest of the console calls them. */
export const groupLabel = (group: {
  readonly dimension: CallReportDimension;
  readonly value?: string | null;
  readonly label: string;
}): string => enumLabels[group.dimension]?.[group.value ?? '']?.label ?? (group.label || 'Unknown');
