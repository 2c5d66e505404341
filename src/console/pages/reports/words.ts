import type { CallReportDimension, CallReportMetric, ReportInterval } from '../../generated/graphql.ts';
import { amount, count, duration, money, percent } from '../../parts/format.ts';
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

/** `additive`: values of groups may be summed, and so stacked. */
export const metricWords: Record<CallReportMetric, { label: string; additive: boolean; format: Format }> = {
  CALLS: { label: 'Calls', additive: true, format: count },
  ANSWERED: { label: 'Answered', additive: true, format: count },
  MISSED: { label: 'Missed', additive: true, format: count },
  VOICEMAIL: { label: 'Voicemail', additive: true, format: count },
  FIRST_TIME: { label: 'First-time callers', additive: true, format: count },
  UNIQUE_CALLERS: { label: 'Unique callers', additive: false, format: count },
  TALK_SECONDS: { label: 'Talk time', additive: true, format: duration },
  AVERAGE_TALK_SECONDS: { label: 'Average talk time', additive: false, format: duration },
  AVERAGE_RING_SECONDS: { label: 'Average ring time', additive: false, format: duration },
  ANSWER_RATE: { label: 'Answer rate', additive: false, format: percent },
  VALUE: { label: 'Value', additive: true, format: worth },
};

export const intervalLabels: Record<ReportInterval, string> = {
  HOUR: 'Hourly',
  DAY: 'Daily',
  WEEK: 'Weekly',
  MONTH: 'Monthly',
};

export const dimensions = Object.keys(dimensionLabels) as CallReportDimension[];
export const metrics = Object.keys(metricWords) as CallReportMetric[];
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
