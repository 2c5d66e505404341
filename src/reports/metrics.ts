import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import {
  type CallFieldName,
  callFields,
  inCapitals,
  storedFieldNames,
  storedFields,
} from '../call-fields/call-fields.ts';
import { type Counting, countings, type StoredField, type Unit } from '../call-fields/field.ts';
import { Refusal } from '../errors.ts';

/** How the calls of a group make a number. `weight`: each call's share of a touch; null when each counts whole. */
type Count = (weight: SQL | null) => SQL;

/** Something a report counts. */
export interface Metric {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly unit: Unit;
  /** Numbers of groups add up to that of them all. */
  readonly additive: boolean;
  readonly count: Count;
  /** False where calls cannot be shared between touches. */
  readonly shareable: boolean;
}

const where = (condition: SQL): SQL => sql`filter (where ${condition})`;

const callsThat =
  (condition: SQL): Count =>
  (weight) =>
    weight ? sql`sum(${weight}) ${where(condition)}` : sql`count(*) ${where(condition)}`;

const sumOf =
  (column: SQL): Count =>
  (weight) =>
    weight ? sql`sum(${column} * ${weight})` : sql`sum(${column})`;

const averageOf =
  (column: SQL, among: SQL): Count =>
  (weight) =>
    weight
      ? sql`sum(${column} * ${weight}) ${where(among)}
          / nullif(sum(${weight}) ${where(sql`${among} and ${column} is not null`)}, 0)`
      : sql`avg(${column}) ${where(among)}`;

const ended = sql`${calls.status} = 'ENDED'`;
const answered = sql`${calls.answeredAt} is not null`;
const endedAs = (outcome: string): SQL => sql`${calls.outcome} = ${sql.raw(`'${outcome}'`)}`;

type Said = Omit<Metric, 'name' | 'additive' | 'shareable'> & Partial<Metric>;

/** What is counted of calls rather than of one of their fields. */
const ofCalls: Readonly<Record<string, Said>> = {
  CALLS: {
    label: 'Calls',
    meaning: 'Calls.',
    unit: 'CALLS',
    count: (weight) => (weight ? sql`sum(${weight})` : sql`count(*)`),
  },
  MISSED: {
    label: 'Missed',
    meaning: 'Calls nobody took although the caller waited.',
    unit: 'CALLS',
    count: callsThat(endedAs('MISSED')),
  },
  VOICEMAIL: {
    label: 'Voicemail',
    meaning: 'Calls that ended with a message.',
    unit: 'CALLS',
    count: callsThat(endedAs('VOICEMAIL')),
  },
  UNIQUE_CALLERS: {
    label: 'Unique callers',
    meaning: 'Different callers; withheld numbers are not counted.',
    unit: 'CALLERS',
    additive: false,
    shareable: false,
    count: () => sql`count(distinct ${calls.callerId})`,
  },
  ANSWER_RATE: {
    label: 'Answer rate',
    meaning: 'Answered calls out of ended ones, 0 to 1.',
    unit: 'SHARE',
    additive: false,
    count: (weight) =>
      sql`(${callsThat(sql`${ended} and ${answered}`)(weight)})::float8 / nullif(${callsThat(ended)(weight)}, 0)`,
  },
};

const countOf = (counting: Counting, field: StoredField): Count => {
  const { column, scale } = field;
  if (counting === 'COUNT') return callsThat(column);
  // Money is added up in micros and divided once.
  const scaled = (count: Count): Count =>
    scale === 1 ? count : (weight) => sql`${count(weight)} / ${sql.raw(`${scale}.0`)}`;
  return scaled(
    counting === 'SUM' ? sumOf(column) : averageOf(column, field.counted.AVERAGE?.among ?? sql`true`),
  );
};

const metricName = (counting: Counting, field: string): string =>
  `${counting === 'AVERAGE' ? 'AVERAGE_' : ''}${inCapitals(field)}`;

/** The names of the metrics of a field. */
export const metricsOf = (name: CallFieldName): readonly string[] =>
  countings
    .filter((counting) => callFields[name].counted[counting])
    .map((counting) => metricName(counting, name));

const ofFields: readonly Metric[] = storedFieldNames.flatMap((name) => {
  const field = storedFields[name];
  return countings.flatMap((counting) => {
    const said = field.counted[counting];
    if (!said) return [];
    return [
      {
        name: metricName(counting, name),
        label: said.label,
        meaning: said.meaning,
        unit: counting === 'COUNT' ? 'CALLS' : (field.unit ?? 'CALLS'),
        additive: counting !== 'AVERAGE',
        shareable: true,
        count: countOf(counting, field),
      },
    ];
  });
});

/** Everything a report can count, by name: what is counted of the fields of a call, and of calls as such. */
export const metrics: ReadonlyMap<string, Metric> = new Map(
  [
    ...Object.entries(ofCalls).map(([name, said]) => ({ name, additive: true, shareable: true, ...said })),
    ...ofFields,
  ].map((metric) => [metric.name, metric]),
);

const metricNamed = (name: string): Metric => {
  const metric = metrics.get(name);
  if (metric) return metric;
  throw new Refusal('INVALID', `There is no metric ${name}.`, 'metrics');
};

/** Money of several currencies has no sum. */
export const isMoney = (name: string): boolean => metricNamed(name).unit === 'MONEY';

/** What a metric counts, as a number that is never null. */
export const counted = (name: string): SQL => sql`coalesce(${metricNamed(name).count(null)}, 0)::float8`;

/** The same over shares of calls. Throws Refusal for what has no shares. */
export const sharedMetric = (name: string, weight: SQL): SQL => {
  const metric = metricNamed(name);
  if (metric.shareable) return sql`coalesce(${metric.count(weight)}, 0)::float8`;
  throw new Refusal(
    'INVALID',
    `${name} cannot be shared between touches: leave it out, or ask without \`attribution\`.`,
    'metrics',
  );
};
