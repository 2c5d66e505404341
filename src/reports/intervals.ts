import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { uuidOf } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { timeZoneIn } from '../setup/time-zone.ts';

export const intervals = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type Interval = (typeof intervals)[number];

/** Start of a call's interval. The form with a zone keeps the two hours apart that an autumn night repeats. */
export const startOf = (interval: Interval, zone: string): SQL =>
  sql`date_trunc(${interval.toLowerCase()}, ${calls.startedAt}, ${zone})`;

/** The zone given, else the one all companies asked for share, else UTC. */
export const zoneOf = (given: string | null, filter: CallFilter, setup: Setup): string => {
  if (given !== null) return timeZoneIn(given, 'timeZone');
  const { eq, in: any } = (filter.company ?? {}) as { eq?: string; in?: readonly string[] };
  const asked = (eq ? [eq] : any)?.map((id) => uuidOf('Company', id));
  const companies = [...setup.companies.values()].filter(({ id }) => !asked || asked.includes(id));
  const zones = new Set(companies.map((company) => company.timeZone));
  const [only] = zones;
  return only && zones.size === 1 ? only : 'UTC';
};
