import type { AttributionModel, CallReportMetric, ReportInterval } from '../../generated/graphql.ts';
import { type DateRange, readRange, writeRange } from '../../parts/date-range.ts';
import { intervals, metricNamed, models, type ReportWords } from './words.ts';

export interface ReportQuery {
  readonly range: DateRange;
  /** Names of dimensions. */
  readonly groupBy: readonly string[];
  readonly metrics: readonly CallReportMetric[];
  readonly interval: ReportInterval;
  readonly company: string | null;
  /** How a call is shared between what led to it; null: all of it where it was credited. */
  readonly model: AttributionModel | null;
}

export const standardReport: ReportQuery = {
  range: { preset: '30d' },
  groupBy: ['SOURCE'],
  metrics: ['CALLS', 'ANSWERED', 'ANSWER_RATE', 'FIRST_TIME', 'AVERAGE_TALK_SECONDS', 'VALUE'],
  interval: 'DAY',
  company: null,
  model: null,
};

const known = <Word extends string>(text: string | null, words: readonly Word[]): Word[] =>
  (text ?? '').split(',').flatMap((each) => words.filter((word) => word === each));

const orElse = <Item>(found: readonly Item[], standard: readonly Item[]): readonly Item[] =>
  found.length > 0 ? found : standard;

export const readReportQuery = (search: URLSearchParams, words: ReportWords): ReportQuery => ({
  range: readRange(search) ?? standardReport.range,
  groupBy: orElse(
    known(
      search.get('by'),
      words.dimensions.map(({ name }) => name),
    ),
    standardReport.groupBy,
  ),
  metrics: orElse(
    known(
      search.get('show'),
      words.metrics.map(({ name }) => name),
    ),
    standardReport.metrics,
  ),
  interval: known(search.get('interval'), intervals)[0] ?? standardReport.interval,
  company: search.get('company'),
  model: known(search.get('model'), models)[0] ?? null,
});

/** Values of several currencies have no sum, so a report of values begins with the first company. */
export const inOneCurrency = (
  query: ReportQuery,
  companies: readonly { readonly id: string; readonly currency: string }[],
  words: ReportWords,
): ReportQuery => {
  const several = new Set(companies.map(({ currency }) => currency)).size > 1;
  const money = query.metrics.some((name) => metricNamed(name, words).unit === 'MONEY');
  if (!several || query.company !== null || !money) return query;
  return { ...query, company: companies[0]?.id ?? null };
};

/** A caller cannot be shared between touches, so callers are not counted while calls are. */
export const shareable = (query: ReportQuery, words: ReportWords): ReportQuery =>
  query.model === null
    ? query
    : {
        ...query,
        metrics: orElse(
          query.metrics.filter((name) => metricNamed(name, words).shareable),
          ['CALLS'],
        ),
      };

export const writeReportQuery = (query: ReportQuery): URLSearchParams => {
  const search = new URLSearchParams();
  writeRange(query.range, search);
  search.set('by', query.groupBy.join(','));
  search.set('show', query.metrics.join(','));
  search.set('interval', query.interval);
  if (query.company) search.set('company', query.company);
  if (query.model) search.set('model', query.model);
  return search;
};
