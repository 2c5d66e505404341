import { useMemo } from 'react';
import { byGroup, type CallFields, useCallFields } from '../../api/call-fields.tsx';
import type {
  AttributionModel,
  CallFieldDetailFragment,
  CallFieldUnit,
  CallMetricDetailFragment,
  CallReportDimension,
  CallReportMetric,
  ReportInterval,
} from '../../generated/graphql.ts';
import { amount, duration, money, percent } from '../../parts/format.ts';
import { locale } from '../../parts/locale.ts';

type Format = (value: number, currency?: string | null) => string;

/** A sum without a currency is a sum of nothing, or one nobody named. */
const worth: Format = (value, currency) =>
  currency ? money({ amount: String(value), currency }) : amount(value);

/** Calls shared between several touches are no whole numbers. */
const calls: Format = (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);

const formats: Record<CallFieldUnit, Format> = {
  CALLS: calls,
  CALLERS: calls,
  SECONDS: duration,
  HOUR: calls,
  POINTS: calls,
  MONEY: worth,
  SHARE: percent,
};

export type MetricWords = CallMetricDetailFragment & { readonly format: Format };

export interface DimensionWords {
  /** In pickers and addresses. */
  readonly name: string;
  /** Null: it is one of the account's own fields. */
  readonly dimension: CallReportDimension | null;
  readonly fieldId: string | null;
  readonly label: string;
  /** A call may be in several of its groups. */
  readonly multiple: boolean;
  /** It can be told of each touch; any other dimension is the call’s own. */
  readonly ofTouch: boolean;
}

/** What reports can be split by and what they can count, as the server says it. */
export interface ReportWords {
  readonly dimensions: readonly DimensionWords[];
  /** The dimensions to choose from, by group. */
  readonly dimensionMenu: { group: string; items: { value: string; label: string }[] }[];
  readonly metrics: readonly MetricWords[];
}

/** What a report can be split by: what has a dimension, and every field of the account's own. */
const dimensionsOf = ({
  name,
  label,
  dimension,
  customField,
  multiple,
  ofTouch,
}: CallFieldDetailFragment): DimensionWords[] =>
  dimension || customField
    ? [{ name: dimension ?? name, dimension, fieldId: customField?.id ?? null, label, multiple, ofTouch }]
    : [];

const reportWordsOf = ({ fields, metrics }: CallFields): ReportWords => ({
  dimensions: fields.flatMap(dimensionsOf),
  dimensionMenu: byGroup(fields, (field) =>
    dimensionsOf(field).map(({ name, label }) => ({ value: name, label })),
  ),
  metrics: metrics.map((metric) => ({ ...metric, format: formats[metric.unit] })),
});

export const useReportWords = (): ReportWords => {
  const known = useCallFields();
  return useMemo(() => reportWordsOf(known), [known]);
};

export const dimensionNamed = (name: string, { dimensions }: ReportWords): DimensionWords => {
  const found = dimensions.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`The server named no dimension ${name}.`);
};

export const metricNamed = (name: CallReportMetric, { metrics }: ReportWords): MetricWords => {
  const found = metrics.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`The server named no metric ${name}.`);
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

export const intervalLabels: Record<ReportInterval, string> = {
  HOUR: 'Hourly',
  DAY: 'Daily',
  WEEK: 'Weekly',
  MONTH: 'Monthly',
};

export const models = Object.keys(modelWords) as AttributionModel[];
export const intervals = Object.keys(intervalLabels) as ReportInterval[];
