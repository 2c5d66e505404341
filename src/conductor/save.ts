import type { PgTable } from 'drizzle-orm/pg-core';
import {
  callers,
  calls,
  carrierEvents,
  crmOutcomes,
  decisions,
  deliveries,
  leadHistory,
  notes,
  timers,
  transcripts,
} from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import type { Statement } from '../db.ts';
import type { Delivery } from '../delivery/slots.ts';
import { columnNames, type JsonRow, toJson } from '../storage/json-rows.ts';
import type { CallerRow, EventRow } from './load.ts';

type DecisionRow = JsonRow<typeof decisions>;

export interface ChangeRow {
  readonly kind:
    | 'CALL_STARTED'
    | 'CALL_ANSWERED'
    | 'CALL_ENDED'
    | 'CALL_UPDATED'
    | 'DELIVERY_CHANGED'
    | 'EVENT_UNMATCHED';
  /** Null: of no company's, like a callback that cannot be matched. */
  readonly companyId: string | null;
  readonly callId: string | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Everything one flush writes for one account and carrier. */
export interface Saved {
  readonly accountId: string;
  readonly calls: readonly Call[];
  /** With `callCount` as the number of calls to add. */
  readonly callers: readonly CallerRow[];
  readonly events: readonly EventRow[];
  readonly decisions: readonly DecisionRow[];
  readonly deliveries: readonly Delivery[];
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
  readonly changes: readonly ChangeRow[];
  readonly leadHistory?: readonly JsonRow<typeof leadHistory>[] | undefined;
  readonly timers?: readonly JsonRow<typeof timers>[] | undefined;
  readonly notes?: readonly JsonRow<typeof notes>[] | undefined;
  readonly transcripts?: readonly JsonRow<typeof transcripts>[] | undefined;
  readonly crmOutcomes?: readonly JsonRow<typeof crmOutcomes>[] | undefined;
}

/** Fixed once a row exists: who it is and when it came to be. */
const fixed = new Set(['account_id', 'id', 'created_at', 'carrier', 'event_key', 'call_key']);

/**
 * Added to what is there rather than written over it: only who may be new is locked, so a later callback
 * of one call may meet a row that another call of the same caller has changed since it was read.
 */
const addCallers = (parameter: string): string => {
  const columns = columnNames(callers).join(', ');
  return `insert into callers (${columns})
    select ${columns} from jsonb_populate_recordset(null::callers, ${parameter}::jsonb)
    on conflict (account_id, company_id, number) do update set
      name = coalesce(excluded.name, callers.name), country = coalesce(excluded.country, callers.country),
      region = coalesce(excluded.region, callers.region), city = coalesce(excluded.city, callers.city),
      first_call_at = least(excluded.first_call_at, callers.first_call_at),
      last_call_at = greatest(excluded.last_call_at, callers.last_call_at),
      call_count = callers.call_count + excluded.call_count,
      visitor_id = coalesce(excluded.visitor_id, callers.visitor_id),
      first_touch = coalesce(callers.first_touch, excluded.first_touch)`;
};

const upsert = (table: PgTable, name: string, parameter: string, conflict: string): string => {
  const columns = columnNames(table);
  const changing = columns.filter((column) => !fixed.has(column.replaceAll('"', '')));
  return `insert into ${name} (${columns.join(', ')})
    select ${columns.map((column) => `r.${column}`).join(', ')} from jsonb_populate_recordset(null::${name}, ${parameter}::jsonb) r
    on conflict (${conflict}) do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`;
};

const insert = (table: PgTable, name: string, parameter: string): string => {
  const columns = columnNames(table).join(', ');
  return `insert into ${name} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${name}, ${parameter}::jsonb)`;
};

interface Part {
  readonly name: string;
  /** The rows of all accounts as JSON; null when there are none. */
  readonly json: (saved: readonly Saved[]) => string | null;
  /** With the rows in this parameter. */
  readonly sql: (parameter: string) => string;
}

const rowsOf =
  <Table extends PgTable>(table: Table, pick: (saved: Saved) => readonly JsonRow<Table>[]): Part['json'] =>
  (saved) => {
    const rows = saved.flatMap(pick);
    return rows.length > 0 ? JSON.stringify(rows.map((row) => toJson(table, row))) : null;
  };

const list = (rows: readonly object[]): string | null => (rows.length > 0 ? JSON.stringify(rows) : null);

const parts: readonly Part[] = [
  { name: 'saved_callers', json: rowsOf(callers, (saved) => saved.callers), sql: addCallers },
  {
    name: 'saved_calls',
    json: rowsOf(calls, (saved) => saved.calls),
    sql: (parameter) => upsert(calls, 'calls', parameter, 'account_id, id'),
  },
  {
    name: 'saved_events',
    json: rowsOf(carrierEvents, (saved) => saved.events),
    sql: (parameter) => upsert(carrierEvents, 'carrier_events', parameter, 'account_id, carrier, event_key'),
  },
  {
    name: 'saved_decisions',
    json: rowsOf(decisions, (saved) => saved.decisions),
    sql: (parameter) => insert(decisions, 'decisions', parameter),
  },
  {
    name: 'saved_deliveries',
    json: rowsOf(deliveries, (saved) => saved.deliveries),
    sql: (parameter) => insert(deliveries, 'deliveries', parameter),
  },
  {
    name: 'saved_lead_history',
    json: rowsOf(leadHistory, (saved) => saved.leadHistory ?? []),
    sql: (parameter) => insert(leadHistory, 'lead_history', parameter),
  },
  {
    name: 'saved_notes',
    json: rowsOf(notes, (saved) => saved.notes ?? []),
    sql: (parameter) => insert(notes, 'notes', parameter),
  },
  {
    name: 'saved_transcripts',
    json: rowsOf(transcripts, (saved) => saved.transcripts ?? []),
    sql: (parameter) => upsert(transcripts, 'transcripts', parameter, 'account_id, call_id'),
  },
  {
    name: 'saved_crm_outcomes',
    json: rowsOf(crmOutcomes, (saved) => saved.crmOutcomes ?? []),
    sql: (parameter) => insert(crmOutcomes, 'crm_outcomes', parameter),
  },
  {
    name: 'saved_timers',
    json: rowsOf(timers, (saved) => saved.timers ?? []),
    // One that fired or was cancelled stays so.
    sql: (parameter) => `${insert(timers, 'timers', parameter)}
      on conflict (account_id, call_id, automation_id) do update set due_at = excluded.due_at,
        automation_version = excluded.automation_version, state = excluded.state, reason = excluded.reason
      where timers.state = 'WAITING'`,
  },
  {
    name: 'replaced',
    json: (saved) =>
      list(
        saved.flatMap(({ accountId, superseded }) =>
          superseded.map((row) => ({ ...row, account_id: accountId })),
        ),
      ),
    sql: (parameter) => `update deliveries d set state = 'SUPERSEDED', reason = s.reason, changed_at = now()
      from jsonb_to_recordset(${parameter}::jsonb) as s (account_id uuid, id uuid, reason text)
      where d.account_id = s.account_id and d.id = s.id and d.state in ('PENDING', 'RETRYING', 'NEEDS_RECONNECT') returning d.id`,
  },
  {
    name: 'saved_changes',
    json: (saved) =>
      list(
        saved.flatMap(({ accountId, changes }) =>
          changes.map(({ kind, companyId, callId, subjectId, detail }) => ({
            account_id: accountId,
            company_id: companyId,
            kind,
            call_id: callId,
            subject_id: subjectId,
            detail,
          })),
        ),
      ),
    sql: (parameter) => `insert into changes (account_id, company_id, kind, call_id, subject_id, detail)
      select c.account_id, c.company_id, c.kind, c.call_id, c.subject_id, c.detail
      from rows from (jsonb_to_recordset(${parameter}::jsonb)
        as (account_id uuid, company_id uuid, kind text, call_id uuid, subject_id uuid, detail jsonb))
        with ordinality as c (account_id, company_id, kind, call_id, subject_id, detail, n)
      order by c.n`,
  },
];

const texts = new Map<string, string>();

const textOf = (used: readonly Part[]): string => {
  const shape = used.map(({ name }) => name).join();
  const known = texts.get(shape);
  if (known) return known;
  const ctes = used.map(({ name, sql }, at) => `${name} as (${sql(`$${at + 1}`)})`);
  const replaced = shape.includes('replaced') ? '(select count(*)::int from replaced) as replaced' : '1';
  const text = `${ctes.length > 0 ? `with ${ctes.join(',\n')}\n` : ''}select ${replaced}`;
  texts.set(shape, text);
  return text;
};

/**
 * All tables and accounts in one statement, all rows of a table in one JSON parameter: one round trip
 * whatever the batch. Tables without rows are left out, since each costs as much to set up as two rows to
 * write. Answers how many deliveries were superseded (`replaced`).
 */
export const saveStatement = (saved: readonly Saved[]): Statement => {
  const given = parts.map((part) => ({ part, rows: part.json(saved) })).filter(({ rows }) => rows !== null);
  return { text: textOf(given.map(({ part }) => part)), params: given.map(({ rows }) => rows) };
};
