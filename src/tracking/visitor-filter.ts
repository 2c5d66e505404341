import { type SQL, sql } from 'drizzle-orm';
import { visitors } from '../../schema/index.ts';
import { optionalIdIn, optionalTextIn } from '../input.ts';
import type { ChannelGroup } from './channel.ts';
import type { Device } from './device.ts';

/** Which visitors; everything given must hold, and what is said of a visit must hold for the newest one. */
export interface VisitorFilter {
  readonly companyId?: string | null;
  readonly search?: string | null;
  readonly openNow?: boolean | null;
  readonly arrivedFrom?: Date | null;
  readonly arrivedBefore?: Date | null;
  readonly channel?: ChannelGroup | null;
  readonly source?: string | null;
  readonly medium?: string | null;
  readonly campaign?: string | null;
  readonly country?: string | null;
  readonly device?: Device | null;
}

/** The same, checked and as SQL over `visitors` and `s`, the newest visit of each. */
export interface WantedVisitors {
  /** UUID; null for every company of the account. */
  readonly companyId: string | null;
  /** On the visit. */
  readonly visit: SQL;
  /** On the visitor; null where every one will do. */
  readonly visitor: SQL | null;
}

/** A page says every minute that it is open, and once may get lost. */
const openFor = sql`interval '130 seconds'`;
/** How long ago a visit that is still open can have begun: nobody looks further back for one. */
const longestOpen = sql`interval '1 day'`;

/** Part of what the page said about who they are, in any case; LIKE's own wildcards mean nothing. */
const searched = (search: string): SQL => {
  const part = (column: SQL): SQL => sql`strpos(lower(coalesce(${column}, '')), lower(${search})) > 0`;
  const digits = search.replace(/[\s().-]/g, '') || search;
  return sql`(${part(sql`${visitors.email}`)} or ${part(sql`${visitors.name}`)}
    or ${part(sql`${visitors.externalId}`)} or strpos(coalesce(${visitors.phone}, ''), ${digits}) > 0)`;
};

const isOpen = (now: Date): SQL => {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`(s.last_seen_at > ${at} - ${openFor} and s.started_at > ${at} - ${longestOpen})`;
};

/** Checks a filter that came in under `field`. Throws Refusal naming what is wrong with it. */
export const visitorsWanted = (given: VisitorFilter, field: string, now: Date): WantedVisitors => {
  const text = (name: 'source' | 'medium' | 'campaign' | 'country', column: SQL): readonly SQL[] => {
    const value = optionalTextIn(given[name], `${field}.${name}`, { max: 512 });
    return value === null ? [] : [sql`${column} = ${value}`];
  };
  const { openNow, arrivedFrom, arrivedBefore, channel, device } = given;
  const conditions: SQL[] = [
    ...text('source', sql`s.source`),
    ...text('medium', sql`s.medium`),
    ...text('campaign', sql`s.campaign`),
    ...text('country', sql`s.country`),
    ...(channel ? [sql`s.channel = ${channel}`] : []),
    ...(device ? [sql`s.device = ${device}`] : []),
    ...(arrivedFrom ? [sql`s.started_at >= ${arrivedFrom.toISOString()}::timestamptz`] : []),
    ...(arrivedBefore ? [sql`s.started_at < ${arrivedBefore.toISOString()}::timestamptz`] : []),
    ...(openNow === true ? [isOpen(now)] : openNow === false ? [sql`not ${isOpen(now)}`] : []),
  ];
  const search = optionalTextIn(given.search, `${field}.search`, { max: 100 });
  return {
    companyId: optionalIdIn('Company', given.companyId, `${field}.companyId`),
    visit: conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`,
    visitor: search ? searched(search) : null,
  };
};
