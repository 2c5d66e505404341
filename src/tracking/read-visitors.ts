import { type SQL, sql } from 'drizzle-orm';
import { leases, visitors, webSessions } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { momentKeys, type Page, type Paging, pageOf, type Window, windowOf } from '../paging.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { keyset } from '../storage/keyset.ts';
import { isoOf, wholeRow } from '../storage/row-reader.ts';
import type { WantedVisitors } from './visitor-filter.ts';

/** A visitor with their newest visit: a page that stays open moves only the visit on. */
export type SeenVisitor = JsonRow<typeof visitors> & {
  readonly visitId: string;
  readonly visitStartedAt: string;
  readonly visitSeenAt: string;
};

export type VisitRow = JsonRow<typeof webSessions>;
export type LeaseRow = JsonRow<typeof leases>;

/** A call credited to a visit of a visitor. UUIDs. */
export interface CreditedCall {
  readonly ownerId: string;
  readonly callId: string;
}

/** Of one visitor, the newest. */
export const mostVisits = 50;
/** Of one visit or one visitor, the newest. */
const mostCalls = 50;
/** Of one visit, the newest. */
const mostLeases = 50;

type Raw = Record<string, unknown>;
const visitor = wholeRow(visitors);
const visit = wholeRow(webSessions);
const lease = wholeRow(leases);

const moment = (key: string | number): SQL => sql`${new Date(key).toISOString()}::timestamptz`;
const arrival = {
  id: sql`s.id`,
  key: sql`s.started_at`,
  value: moment,
  descending: true,
  nullable: false,
};

const seen = sql`${visitor.list}, s.id as "visitId", s.started_at as "visitStartedAt", s.last_seen_at as "visitSeenAt"`;

const readSeen = (row: Raw): SeenVisitor => ({
  ...visitor.read(row),
  visitId: String(row['visitId']),
  visitStartedAt: isoOf(String(row['visitStartedAt'])),
  visitSeenAt: isoOf(String(row['visitSeenAt'])),
});

/** From each visitor to the newest visit. */
const theirNewest = (accountId: string): SQL => sql`cross join lateral (
  select s.* from web_sessions s
  where s.account_id = ${accountId}::uuid and s.visitor_id = visitors.id and s.company_id = visitors.company_id
  order by s.started_at desc, s.id desc limit 1) s`;

/**
 * Of a visit, that it is its visitor's newest. Asked of one visit after the other, until a page is full: as a
 * join it would be asked of all of them.
 */
const isNewest = (accountId: string): SQL => sql`s.id = (
  select n.id from web_sessions n where n.account_id = ${accountId}::uuid and n.visitor_id = s.visitor_id
    and n.company_id = s.company_id order by n.started_at desc, n.id desc limit 1)
  and s.company_id = (select v.company_id from visitors v
    where v.account_id = ${accountId}::uuid and v.id = s.visitor_id)`;

const theirVisitor = (accountId: string): SQL =>
  sql`join visitors on visitors.account_id = ${accountId}::uuid and visitors.id = s.visitor_id`;

export const createVisitorReads = (db: Db) => {
  const rows = (reach: Reach, query: SQL) => db.read<Raw>(reach, statement(query));

  /**
   * `from` and `where` of everybody who is wanted. Visits lie by company and time, so a page without a search
   * reads its newest visits there and no others; who is searched for is found among the visitors.
   */
  const wantedFrom = (accountId: string, companies: SQL, wanted: WantedVisitors, window: Window): SQL => {
    const { within, by } = keyset(arrival, window);
    const order = sql`order by ${by}`;
    const page = sql`${order} limit ${window.limit + 1}`;
    if (wanted.visitor)
      return sql`visitors ${theirNewest(accountId)}
        where visitors.account_id = ${accountId}::uuid and visitors.company_id = any(${companies})
          and ${wanted.visitor} and ${wanted.visit} and ${within} ${page}`;
    return sql`unnest(${companies}) company (id) cross join lateral (
        select s.* from (select s.* from web_sessions s
          where s.account_id = ${accountId}::uuid and s.company_id = company.id and ${wanted.visit} and ${within}
          ${order} offset 0) s
        where ${isNewest(accountId)} ${page}) s
      ${theirVisitor(accountId)} ${page}`;
  };

  /** All who are wanted, counted in one go over their visits. */
  const countOf = (accountId: string, companies: SQL, wanted: WantedVisitors): SQL => {
    const theirs = (table: SQL): SQL =>
      sql`${table}.account_id = ${accountId}::uuid and ${table}.company_id = any(${companies})`;
    return sql`select count(*)::int as count from visitors join (
        select distinct on (visitor_id, company_id) * from web_sessions v where ${theirs(sql`v`)}
        order by visitor_id, company_id, started_at desc, id desc) s
        on s.visitor_id = visitors.id and s.company_id = visitors.company_id
      where ${theirs(sql`visitors`)} and ${wanted.visit} and ${wanted.visitor ?? sql`true`}`;
  };

  return {
    /** Who arrived last first. `companies`: UUIDs of those to look in. */
    page: async (
      reach: Reach,
      companies: readonly string[],
      wanted: WantedVisitors,
      paging: Paging,
    ): Promise<Page<SeenVisitor>> => {
      const window = windowOf(paging, 'visitors', momentKeys);
      const list = sql`${sql.param(companies)}::uuid[]`;
      const query = sql`select ${seen} from ${wantedFrom(reach.accountId, list, wanted, window)}`;
      const found = (await rows(reach, query)).map(readSeen);
      const place = (row: SeenVisitor) => ({ key: Date.parse(row.visitStartedAt), id: row.visitId });
      const count = countOf(reach.accountId, list, wanted);
      const counted = async () => Number((await rows(reach, count))[0]?.['count'] ?? 0);
      return pageOf(found, window, 'visitors', place, counted);
    },

    byIds: async (reach: Reach, ids: readonly string[]): Promise<readonly SeenVisitor[]> => {
      const query = sql`select ${seen} from visitors ${theirNewest(reach.accountId)}
        where visitors.account_id = ${reach.accountId}::uuid and visitors.id = any(${sql.param(ids)}::uuid[])`;
      return (await rows(reach, query)).map(readSeen);
    },

    /** Newest first, up to 50 of each visitor. */
    visits: async (reach: Reach, visitorIds: readonly string[]): Promise<readonly VisitRow[]> => {
      const query = sql`select web_sessions.* from unnest(${sql.param(visitorIds)}::uuid[]) as asked (id)
          cross join lateral (select ${visit.list} from web_sessions
            where account_id = ${reach.accountId}::uuid and visitor_id = asked.id
              and company_id = (select v.company_id from visitors v where v.account_id = ${reach.accountId}::uuid and v.id = asked.id)
            order by started_at desc, id desc limit ${mostVisits}) web_sessions`;
      return (await rows(reach, query)).map(visit.read);
    },

    /** Newest first, up to 50 of each visit. */
    leases: async (reach: Reach, sessionIds: readonly string[]): Promise<readonly LeaseRow[]> => {
      const query = sql`select leases.* from unnest(${sql.param(sessionIds)}::uuid[]) as asked (id)
          cross join lateral (select ${lease.list} from leases
            where account_id = ${reach.accountId}::uuid and session_id = asked.id
            order by shown_at desc, id desc limit ${mostLeases}) leases`;
      return (await rows(reach, query)).map(lease.read);
    },

    /**
     * Calls credited to visits, newest first, up to 50 of each owner: the visitor, or the visit itself. Calls
     * lie by time and by caller: those of the three days after a visit are looked through, and whoever is
     * found there is asked for the later ones.
     */
    calls: async (
      reach: Reach,
      owner: 'VISITOR' | 'VISIT',
      ids: readonly string[],
    ): Promise<readonly CreditedCall[]> => {
      const key = sql.raw(owner === 'VISITOR' ? 's.visitor_id' : 's.id');
      const columns = sql.raw('c.id, c.session_id, c.caller_id, c.started_at');
      const mine = sql`c.account_id = ${reach.accountId}::uuid and c.session_id = any(array(select id from asked))`;
      const query = sql`with asked as materialized (
          select s.id, ${key} as owner, s.started_at, s.last_seen_at from web_sessions s
          where s.account_id = ${reach.accountId}::uuid and ${key} = any(${sql.param(ids)}::uuid[])
        ), near as materialized (
          select c.* from (
            select unnest(range_agg(tstzrange(started_at, last_seen_at + interval '3 days', '[]'))) as time from asked
          ) w cross join lateral (select ${columns} from calls c
            where ${mine} and c.started_at >= lower(w.time) and c.started_at <= upper(w.time) offset 0) c
        ), all_calls as (
          select * from near union
          select c.* from (select distinct caller_id from near) k cross join lateral (select ${columns} from calls c
            where ${mine} and c.caller_id = k.caller_id offset 0) c
        ), placed as (
          select asked.owner, c.id, row_number() over (partition by asked.owner order by c.started_at desc, c.id desc) as place
          from all_calls c join asked on asked.id = c.session_id)
        select owner as "ownerId", id as "callId" from placed where place <= ${mostCalls} order by owner, place`;
      return (await rows(reach, query)) as unknown as readonly CreditedCall[]; // the columns named above
    },
  };
};
