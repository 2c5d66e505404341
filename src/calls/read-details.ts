import { sql } from 'drizzle-orm';
import { callers, changes, decisions, pageViews, webSessions } from '../../schema/index.ts';
import { type Db, type Statement, statement } from '../db.ts';
import { toCursor } from '../live/cursor.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { isoOf, wholeRow } from '../storage/row-reader.ts';
import type { Visit } from './call.ts';

export type CallerRow = JsonRow<typeof callers>;
export type DecisionRow = JsonRow<typeof decisions>;

/** Something that happened to a call, with its place in the account's feed. */
export interface TimelineRow {
  readonly callId: string;
  readonly cursor: string;
  readonly at: string;
  readonly kind: (typeof changes.$inferSelect)['kind'];
  readonly detail: (typeof changes.$inferSelect)['detail'];
}

/** A page a visit saw after its landing page. */
export interface PageViewRow {
  readonly sessionId: string;
  readonly at: string;
  readonly page: string;
}

/** Of one visit; who saw more is told by fewer. */
const mostPages = 200;

type Raw = Record<string, unknown>;
const caller = wholeRow(callers);
const visit = wholeRow(webSessions);
const decision = wholeRow(decisions);

/** What hangs on calls, for many at once. */
export const createDetailReads = (db: Db) => {
  const rows = (reach: Reach, query: Statement) => db.read<Raw>(reach, query);

  return {
    callers: async (reach: Reach, ids: readonly string[]): Promise<readonly CallerRow[]> => {
      const query = sql`select ${caller.list} from ${callers}
        where ${callers.accountId} = ${reach.accountId}::uuid and ${callers.id} = any(${sql.param(ids)}::uuid[])`;
      return (await rows(reach, statement(query))).map(caller.read);
    },

    sessions: async (reach: Reach, ids: readonly string[]): Promise<readonly Visit[]> => {
      const query = sql`select ${visit.list} from ${webSessions}
        where ${webSessions.accountId} = ${reach.accountId}::uuid
          and ${webSessions.id} = any(${sql.param(ids)}::uuid[])`;
      return (await rows(reach, statement(query))).map(visit.read);
    },

    /** Oldest first, the first 200 of each visit. */
    pages: async (reach: Reach, sessionIds: readonly string[]): Promise<readonly PageViewRow[]> => {
      const query = sql`select v.session_id as "sessionId", v.at, v.page
        from unnest(${sql.param(sessionIds)}::uuid[]) as asked (id)
          cross join lateral (select session_id, at, page from ${pageViews}
            where account_id = ${reach.accountId}::uuid and session_id = asked.id order by at limit ${mostPages}) v
        order by v.session_id, v.at`;
      return (await rows(reach, statement(query))).map((row) => ({
        ...(row as unknown as PageViewRow), // the columns named above
        at: isoOf(String(row['at'])),
      }));
    },

    /** In the order the rules were applied. */
    decisions: async (reach: Reach, callIds: readonly string[]): Promise<readonly DecisionRow[]> => {
      const query = sql`select ${decision.list} from ${decisions}
        where ${decisions.accountId} = ${reach.accountId}::uuid
          and ${decisions.callId} = any(${sql.param(callIds)}::uuid[])
        order by ${decisions.callVersion}, ${decisions.automationId}`;
      return (await rows(reach, statement(query))).map(decision.read);
    },

    /** Oldest first. */
    timeline: async (reach: Reach, callIds: readonly string[]): Promise<readonly TimelineRow[]> => {
      const query = sql`select ${changes.callId} as "callId", ${changes.xid}::text as xid,
          ${changes.seq}::text as seq, ${changes.at} as at, ${changes.kind} as kind, ${changes.detail} as detail
        from ${changes}
        where ${changes.accountId} = ${reach.accountId}::uuid
          and ${changes.callId} = any(${sql.param(callIds)}::uuid[])
        order by ${changes.xid}, ${changes.seq}`;
      return (await rows(reach, statement(query))).map((row) => ({
        ...(row as unknown as TimelineRow), // the columns named above
        at: isoOf(String(row['at'])),
        cursor: toCursor({ xid: String(row['xid']), seq: String(row['seq']) }),
      }));
    },
  };
};
