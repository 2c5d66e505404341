import type { CallReportDimension, CallReportMetric, ReportInterval } from '../../generated/graphql.ts';
import { amount, count, duration, percent } from '../../parts/format.ts';

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

type Format = (value: number) => string;

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
  VALUE: { label: 'Value', additive: true, format: amount },
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
