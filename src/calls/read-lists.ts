import { type SQL, sql } from 'drizzle-orm';
import { auditEntries, callers, carrierEvents } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { momentKeys, type Page, type Paging, pageOf, windowOf } from '../paging.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { keyset } from '../storage/keyset.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { CallerRow } from './read-details.ts';

/** A carrier's event with an id made of its key, which need not be a UUID. */
export type EventRow = JsonRow<typeof carrierEvents> & { readonly id: string };

type Raw = Record<string, unknown>;
const caller = wholeRow(callers);
const event = wholeRow(carrierEvents);
const entry = wholeRow(auditEntries);

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

const entryOrder = { ...callerOrder, id: sql`${auditEntries.id}`, key: sql`${auditEntries.at}` };

/** Part of a number, or of a name in any case; LIKE's own wildcards mean nothing. */
const searched = (search: string): SQL => {
  const digits = search.replace(/[\s().-]/g, '');
  return sql`(strpos(${callers.number}, ${digits}) > 0
    or strpos(lower(coalesce(${callers.name}, '')), lower(${search})) > 0)`;
};

export const createListReads = (db: Db) => {
  const counted = (accountId: string, table: SQL, condition: SQL) => async (): Promise<number> => {
    const query = sql`select count(*)::int as count from ${table} where ${condition}`;
    return (await db.read<{ count: number }>(accountId, statement(query)))[0]?.count ?? 0;
  };

  return {
    /** Who called last first. */
    callers: async (accountId: string, search: string | null, paging: Paging): Promise<Page<CallerRow>> => {
      const window = windowOf(paging, 'callers', momentKeys);
      const { within, by } = keyset(callerOrder, window);
      const condition = sql`${callers.accountId} = ${accountId}::uuid and ${search ? searched(search) : sql`true`}`;
      const query = sql`select ${caller.list} from ${callers}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const rows = (await db.read<Raw>(accountId, statement(query))).map(caller.read);
      const place = (row: CallerRow) => ({ key: Date.parse(row.lastCallAt), id: row.id });
      return pageOf(rows, window, 'callers', place, counted(accountId, sql`${callers}`, condition));
    },

    /** What an owner must be able to look up, newest first. */
    auditEntries: async (accountId: string, paging: Paging): Promise<Page<JsonRow<typeof auditEntries>>> => {
      const window = windowOf(paging, 'audit', momentKeys);
      const { within, by } = keyset(entryOrder, window);
      const condition = sql`${auditEntries.accountId} = ${accountId}::uuid`;
      const query = sql`select ${entry.list} from ${auditEntries}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const rows = (await db.read<Raw>(accountId, statement(query))).map(entry.read);
      const place = (row: JsonRow<typeof auditEntries>) => ({ key: Date.parse(row.at), id: row.id });
      return pageOf(rows, window, 'audit', place, counted(accountId, sql`${auditEntries}`, condition));
    },

    /** What carriers sent that did not become part of a call, newest first. */
    unmatchedEvents: async (accountId: string, paging: Paging): Promise<Page<EventRow>> => {
      const window = windowOf(paging, 'events', momentKeys);
      const { within, by } = keyset(eventOrder, window);
      const condition = sql`${carrierEvents.accountId} = ${accountId}::uuid and ${carrierEvents.state} <> 'APPLIED'`;
      const query = sql`select ${event.list}, ${eventId} as id from ${carrierEvents}
        where ${condition} and ${within} order by ${by} limit ${window.limit + 1}`;
      const rows = await db.read<Raw>(accountId, statement(query));
      const events = rows.map((row) => ({ ...event.read(row), id: String(row['id']) }));
      const place = (row: EventRow) => ({ key: Date.parse(row.receivedAt), id: row.id });
      return pageOf(events, window, 'events', place, counted(accountId, sql`${carrierEvents}`, condition));
    },
  };
};
