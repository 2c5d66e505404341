import { type SQL, sql } from 'drizzle-orm';
import { auditEntries, callers, carrierEvents } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { momentKeys, type Page, type Paging, pageOf, windowOf } from '../paging.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { keyset } from '../storage/keyset.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { CallerRow } from './read-details.ts';

/** A carrier's event with an id made of its key, which need not be a UUID. */
export type EventRow = JsonRow<typeof carrierEvents> & { readonly id: string };

export type AuditRow = JsonRow<typeof auditEntries>;

type Raw = Record<string, unknown>;
const caller = wholeRow(callers);
const event = wholeRow(carrierEvents);
const entry = wholeRow(auditEntries);

const any = (ids: readonly string[]): SQL => sql`any(${sql.param(ids)}::uuid[])`;
const moment = (key: string | number): SQL => sql`${new Date(key).toISOString()}::timestamptz`;
const callerOrder = {
  id: sql`${callers.id}`,
  key: sql`${callers.lastCallAt}`,
  value: moment,
  descending: true,
  nullable: false,
};
/** Cursors need a UUID to break ties with; the event's own key is some text of the carrier. */
const eventId = sql`md5(${carrierEvents.eventKey})::uuid`;
const eventOrder = { ...callerOrder, id: eventId, key: sql`${carrierEvents.receivedAt}` };

const eventOf = (row: Raw): EventRow => ({ ...event.read(row), id: String(row['id']) });

const entryOrder = { ...callerOrder, id: sql`${auditEntries.id}`, key: sql`${auditEntries.at}` };

/** Part of a number, or of a name in any case; LIKE's own wildcards mean nothing. */
const searched = (search: string): SQL => {
  const digits = search.replace(/[\s().-]/g, '');
  return sql`(strpos(${callers.number}, ${digits}) > 0
    or strpos(lower(coalesce(${callers.name}, '')), lower(${search})) > 0)`;
};

export const createListReads = (db: Db) => {
  const counted = (reach: Reach, table: SQL, condition: SQL) => async (): Promise<number> => {
    const query = sql`select count(*)::int as count from ${table} where ${condition}`;
    return (await db.read<{ count: number }>(reach, statement(query)))[0]?.count ?? 0;
  };

  return {
    /** Who called last first. */
    callers: async (reach: Reach, search: string | null, paging: Paging): Promise<Page<CallerRow>> => {
      const window = windowOf(paging, 'callers', momentKeys);
      const { within, by } = keyset(callerOrder, window);
      const condition = sql`${callers.accountId} = ${reach.accountId}::uuid and ${search ? searched(search) : sql`true`}`;
      const query = sql`select ${caller.list} from ${callers}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const rows = (await db.read<Raw>(reach, statement(query))).map(caller.read);
      const place = (row: CallerRow) => ({ key: Date.parse(row.lastCallAt), id: row.id });
      return pageOf(rows, window, 'callers', place, counted(reach, sql`${callers}`, condition));
    },

    /** What an owner must be able to look up, newest first. */
    auditEntries: async (reach: Reach, paging: Paging): Promise<Page<AuditRow>> => {
      const window = windowOf(paging, 'audit', momentKeys);
      const { within, by } = keyset(entryOrder, window);
      const condition = sql`${auditEntries.accountId} = ${reach.accountId}::uuid`;
      const query = sql`select ${entry.list} from ${auditEntries}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const rows = (await db.read<Raw>(reach, statement(query))).map(entry.read);
      const place = (row: AuditRow) => ({ key: Date.parse(row.at), id: row.id });
      return pageOf(rows, window, 'audit', place, counted(reach, sql`${auditEntries}`, condition));
    },

    auditEntriesByIds: async (reach: Reach, ids: readonly string[]): Promise<readonly AuditRow[]> => {
      const query = sql`select ${entry.list} from ${auditEntries}
        where ${auditEntries.accountId} = ${reach.accountId}::uuid and ${auditEntries.id} = ${any(ids)}`;
      return (await db.read<Raw>(reach, statement(query))).map(entry.read);
    },

    /** What carriers sent that did not become part of a call, newest first. */
    unmatchedEvents: async (reach: Reach, paging: Paging): Promise<Page<EventRow>> => {
      const window = windowOf(paging, 'events', momentKeys);
      const { within, by } = keyset(eventOrder, window);
      const condition = sql`${carrierEvents.accountId} = ${reach.accountId}::uuid and ${carrierEvents.state} <> 'APPLIED'`;
      const query = sql`select ${event.list}, ${eventId} as id from ${carrierEvents}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const events = (await db.read<Raw>(reach, statement(query))).map(eventOf);
      const place = (row: EventRow) => ({ key: Date.parse(row.receivedAt), id: row.id });
      return pageOf(events, window, 'events', place, counted(reach, sql`${carrierEvents}`, condition));
    },

    /** Only those that did not become part of a call: an index holds them, and none knows these ids. */
    unmatchedEventsByIds: async (reach: Reach, ids: readonly string[]): Promise<readonly EventRow[]> => {
      const query = sql`select ${event.list}, ${eventId} as id from ${carrierEvents}
        where ${carrierEvents.accountId} = ${reach.accountId}::uuid and ${carrierEvents.state} <> 'APPLIED'
          and ${eventId} = ${any(ids)}`;
      return (await db.read<Raw>(reach, statement(query))).map(eventOf);
    },
  };
};
