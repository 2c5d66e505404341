import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { weekdays } from '../filter/comparisons.ts';
import { typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { wallClock } from './intervals.ts';

export const dimensions = [
  'SOURCE',
  'MEDIUM',
  'CAMPAIGN',
  'KEYWORD',
  'LANDING_PAGE',
  'TRACKER',
  'COMPANY',
  'OUTCOME',
  'LEAD_STATUS',
  'CONFIDENCE',
  'CALLER_COUNTRY',
  'CALLER_REGION',
  'WEEKDAY',
  'HOUR',
] as const;
export type Dimension = (typeof dimensions)[number];

/** What a dimension groups by, as text; null where it is missing. */
export const grouped = (dimension: Dimension, zone: string): SQL => {
  const of: Readonly<Record<Dimension, SQL>> = {
    SOURCE: sql`${calls.source}`,
    MEDIUM: sql`${calls.medium}`,
    CAMPAIGN: sql`${calls.campaign}`,
    KEYWORD: sql`${calls.keyword}`,
    LANDING_PAGE: sql`${calls.landingPage}`,
    TRACKER: sql`${calls.trackerId}::text`,
    COMPANY: sql`${calls.companyId}::text`,
    OUTCOME: sql`${calls.outcome}`,
    LEAD_STATUS: sql`${calls.leadStatus}`,
    CONFIDENCE: sql`${calls.confidence}`,
    CALLER_COUNTRY: sql`${calls.country}`,
    CALLER_REGION: sql`${calls.region}`,
    WEEKDAY: sql`extract(isodow from ${wallClock(zone)})::text`,
    HOUR: sql`extract(hour from ${wallClock(zone)})::text`,
  };
  return of[dimension];
};

export interface Group {
  readonly dimension: Dimension;
  readonly value: string | null;
  readonly label: string;
}

/** A group as people and clients read it: ids typed, days by name. */
export const groupOf = (dimension: Dimension, stored: string | null, setup: Setup): Group => {
  if (stored === null) return { dimension, value: null, label: 'Unknown' };
  switch (dimension) {
    case 'TRACKER':
      return {
        dimension,
        value: typedId('Tracker', stored),
        label: setup.trackers.get(stored)?.name ?? 'Unknown',
      };
    case 'COMPANY':
      return {
        dimension,
        value: typedId('Company', stored),
        label: setup.companies.get(stored)?.name ?? 'Unknown',
      };
    case 'WEEKDAY': {
      const day = weekdays[Number(stored) - 1] ?? 'MONDAY';
      return { dimension, value: day, label: `${day.charAt(0)}${day.slice(1).toLowerCase()}` };
    }
    case 'HOUR':
      return { dimension, value: stored, label: `${stored.padStart(2, '0')}:00` };
    default:
      return { dimension, value: stored, label: stored };
  }
};

const answered = sql`${calls.answeredAt} is not null`;
const ended = sql`${calls.status} = 'ENDED'`;
const outcome = (word: string): SQL =>
  sql`count(*) filter (where ${calls.outcome} = ${sql.raw(`'${word}'`)})`;

const counts = {
  CALLS: sql`count(*)`,
  ANSWERED: sql`count(*) filter (where ${answered})`,
  MISSED: outcome('MISSED'),
  VOICEMAIL: outcome('VOICEMAIL'),
  FIRST_TIME: sql`count(*) filter (where ${calls.firstTime})`,
  UNIQUE_CALLERS: sql`count(distinct ${calls.callerId})`,
  TALK_SECONDS: sql`sum(${calls.talkSeconds})`,
  AVERAGE_TALK_SECONDS: sql`avg(${calls.talkSeconds}) filter (where ${answered})`,
  AVERAGE_RING_SECONDS: sql`avg(${calls.ringSeconds})`,
  ANSWER_RATE: sql`count(*) filter (where ${ended} and ${answered})::float8
    / nullif(count(*) filter (where ${ended}), 0)`,
  VALUE: sql`sum(${calls.valueMicros}) / 1e6`,
} as const;

export type Metric = keyof typeof counts;
export const metrics = Object.keys(counts) as readonly Metric[];

/** What a metric counts, as a number that is never null. */
export const counted = (metric: Metric): SQL => sql`coalesce(${counts[metric]}, 0)::float8`;
