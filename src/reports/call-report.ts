import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { where } from '../filter/where.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { CustomField, Setup } from '../setup/setup.ts';
import { isoOf } from '../storage/row-reader.ts';
import {
  type CustomColumns,
  customColumnsOf,
  type FieldFunction,
  type FieldMetric,
  fieldCounted,
  fieldGroup,
  fieldLabel,
} from './custom-columns.ts';
import { type Dimension, type Group, grouped, groupOf, joinedFor } from './dimensions.ts';
import { type Interval, startOf, zoneOf } from './intervals.ts';
import { counted, isMoney, sharedMetric } from './metrics.ts';
import { type AttributionModel, touchesOf, touchGroup, touchWeight } from './touches.ts';

export interface ReportQuery {
  readonly filter: CallFilter;
  readonly groupBy: readonly Dimension[];
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** UUIDs of custom fields: groups behind those of `groupBy`. */
  readonly groupByFields: readonly string[];
  readonly fieldMetrics: readonly FieldMetric[];
  /** How a call is shared between the touches that led to it; null: as it was credited. */
  readonly attribution: AttributionModel | null;
  readonly interval: Interval | null;
  /** IANA; null for the companies' own. */
  readonly timeZone: string | null;
}

interface Value {
  readonly metric: string;
  readonly value: number;
}

interface FieldGroup {
  readonly field: CustomField;
  readonly value: string | null;
  readonly label: string;
}

interface FieldValue {
  readonly field: CustomField;
  readonly function: FieldFunction;
  readonly value: number;
}

export interface Report {
  readonly rows: readonly {
    /** ISO 8601; null without an interval. */
    readonly start: string | null;
    readonly groups: readonly Group[];
    readonly values: readonly Value[];
    readonly fieldGroups: readonly FieldGroup[];
    readonly fieldValues: readonly FieldValue[];
  }[];
  readonly totals: readonly Value[];
  readonly fieldTotals: readonly FieldValue[];
  readonly timeZone: string;
  /** ISO 4217 code of every value; null where none was asked for or none is known. */
  readonly currency: string | null;
  readonly truncated: boolean;
}

const largestReport = 5_000;
const mostGroups = 4;

type Row = Readonly<Record<string, string | number | null>>;

const named = (columns: readonly SQL[], letter: string): readonly SQL[] =>
  columns.map((column, at) => sql`${column} as ${sql.raw(`${letter}${at}`)}`);

/** Values without an amount have no currency to quarrel about. */
const currencies: readonly SQL[] = (['lowest', 'highest'] as const).map(
  (end) =>
    sql`${sql.raw(end === 'lowest' ? 'min' : 'max')}(${calls.valueCurrency}) filter (where ${calls.valueMicros} is not null) as ${sql.raw(end)}`,
);

const valuesOf = (row: Row | undefined, metrics: readonly string[]): readonly Value[] =>
  metrics.map((metric, at) => ({ metric, value: Number(row?.[`m${at}`] ?? 0) }));

const fieldValuesOf = (row: Row | undefined, { metrics }: CustomColumns): readonly FieldValue[] =>
  metrics.map((metric, at) => ({ ...metric, value: Number(row?.[`f${at}`] ?? 0) }));

const fieldGroupsOf = (row: Row, { groups }: CustomColumns): readonly FieldGroup[] =>
  groups.map((field, at) => {
    const value = row[`c${at}`] ?? null;
    const text = value === null ? null : String(value);
    return { field, value: text, label: fieldLabel(field, text) };
  });

const check = ({ groupBy, groupByFields, metrics, fieldMetrics, attribution }: ReportQuery): void => {
  if (metrics.length + fieldMetrics.length === 0)
    throw new Refusal('INVALID', 'Give at least one metric.', 'metrics');
  if (new Set(metrics).size < metrics.length)
    throw new Refusal('INVALID', 'Give each metric once.', 'metrics');
  if (fieldMetrics.length > 20) throw new Refusal('TOO_LARGE', 'Give at most 20 of these.', 'fieldMetrics');
  if (groupBy.length + groupByFields.length > mostGroups)
    throw new Refusal('TOO_LARGE', `Group by at most ${mostGroups} dimensions.`, 'groupBy');
  if (attribution && fieldMetrics.length > 0)
    throw new Refusal('INVALID', 'These are not shared between touches.', 'fieldMetrics');
  if (new Set(groupBy).size < groupBy.length)
    throw new Refusal('INVALID', 'Give each dimension once.', 'groupBy');
};

/** The currency of the values found. Throws Refusal when they have several: dollars and euros have no sum. */
const currencyOf = (row: Row | undefined): string | null => {
  const [first = null, last = null] = [row?.['lowest'], row?.['highest']];
  if (first !== last)
    throw new Refusal(
      'INVALID',
      'VALUE and AVERAGE_VALUE cannot be counted: these calls have values in several currencies. Filter by the companies of one currency, or leave them out.',
      'filter',
    );
  return first === null ? null : String(first);
};

/** Whoever asks about test calls wants to see them; everybody else counts without them. */
const asksAboutTests = (filter: CallFilter): boolean =>
  filter.test !== undefined ||
  [...(filter.all ?? []), ...(filter.any ?? []), ...(filter.not ? [filter.not] : [])].some(asksAboutTests);

/** PostgreSQL's "time zone not recognized": its list of zones may be older than the runtime's. */
const zoneRefused = (error: unknown): never => {
  if (error instanceof Error && 'code' in error && error.code === '22023')
    throw new Refusal('INVALID', 'The database does not know this time zone.', 'timeZone');
  throw error;
};

/**
 * The rows, oldest interval and then largest group first. Columns are named by place: a parameter in
 * GROUP BY would be another parameter than the one in the list, and PostgreSQL takes them for different.
 */
const rowsQuery = (condition: SQL, query: ReportQuery, custom: CustomColumns, zone: string): SQL => {
  const { groupBy, metrics, interval, attribution } = query;
  const keys = [
    ...(interval ? [sql`${startOf(interval, zone)} as start`] : []),
    ...named(
      groupBy.map(
        (dimension) => (attribution ? touchGroup(dimension) : undefined) ?? grouped(dimension, zone),
      ),
      'g',
    ),
    ...named(custom.groups.map(fieldGroup), 'c'),
  ];
  const columns = [
    ...keys,
    ...named(
      metrics.map((metric) => (attribution ? sharedMetric(metric, touchWeight) : counted(metric))),
      'm',
    ),
    ...named(custom.metrics.map(fieldCounted), 'f'),
  ];
  const places = sql.raw(keys.map((_, at) => at + 1).join(', '));
  const order = sql.raw(
    [
      ...(interval ? ['1'] : []),
      attribution ? 'sum(touch.weight) desc' : 'count(*) desc',
      ...keys.map((_, at) => at + 1),
    ].join(', '),
  );
  return sql`select ${sql.join(columns, sql`, `)} from ${calls} ${attribution ? touchesOf(attribution) : sql``} ${joinedFor(groupBy)}
    where ${condition} group by ${places} order by ${order} limit ${largestReport + 1}`;
};

/** Counts calls from the rows themselves, so a report is never behind. */
export const createCallReport = ({ db, setup }: { readonly db: Db; readonly setup: SetupCache }) => {
  const run = (reach: Reach, query: SQL): Promise<readonly Row[]> =>
    db.read<Row>(reach, statement(query)).catch(zoneRefused);

  const show = (
    rows: readonly Row[],
    query: ReportQuery,
    custom: CustomColumns,
    known: Setup,
  ): Report['rows'] =>
    rows.map((row) => ({
      start: query.interval ? isoOf(String(row['start'])) : null,
      groups: query.groupBy.map((dimension, at) => {
        const stored = row[`g${at}`] ?? null;
        return groupOf(dimension, stored === null ? null : String(stored), known);
      }),
      values: valuesOf(row, query.metrics),
      fieldGroups: fieldGroupsOf(row, custom),
      fieldValues: fieldValuesOf(row, custom),
    }));

  return async (reach: Reach, query: ReportQuery): Promise<Report> => {
    check(query);
    const known = await setup.of(reach);
    const custom = customColumnsOf(query.groupByFields, query.fieldMetrics, known);
    const timeZone = zoneOf(query.timeZone, query.filter, known);
    const tests = asksAboutTests(query.filter) ? sql`true` : sql`not ${calls.test}`;
    const condition = sql`${calls.accountId} = ${reach.accountId}::uuid and ${tests} and ${where(query.filter)}`;
    const ofValue = query.metrics.some(isMoney) ? currencies : [];
    const totalsQuery = sql`select ${sql.join([...named(query.metrics.map(counted), 'm'), ...named(custom.metrics.map(fieldCounted), 'f'), ...ofValue], sql`, `)}
      from ${calls} where ${condition}`;
    const split = query.interval !== null || query.groupBy.length + custom.groups.length > 0;
    const [[total], found] = await Promise.all([
      run(reach, totalsQuery),
      split ? run(reach, rowsQuery(condition, query, custom, timeZone)) : null,
    ]);
    const currency = currencyOf(total);
    const totals = valuesOf(total, query.metrics);
    const fieldTotals = fieldValuesOf(total, custom);
    return {
      rows: found
        ? show(found.slice(0, largestReport), query, custom, known)
        : [{ start: null, groups: [], values: totals, fieldGroups: [], fieldValues: fieldTotals }],
      totals,
      fieldTotals,
      timeZone,
      currency,
      truncated: (found?.length ?? 0) > largestReport,
    };
  };
};
