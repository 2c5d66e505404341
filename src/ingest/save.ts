import type { PgTable } from 'drizzle-orm/pg-core';
import { callers, calls, carrierEvents, decisions, deliveries } from '../../schema/index.ts';
import type { Call } from '../calls/call.ts';
import type { Statement } from '../db.ts';
import type { Delivery } from '../delivery/plan.ts';
import { columnNames, type JsonRow, toJson } from '../storage/json-rows.ts';
import type { CallerRow, EventRow } from './load.ts';

export type DecisionRow = JsonRow<typeof decisions>;

export interface ChangeRow {
  readonly kind:
    | 'CALL_STARTED'
    | 'CALL_ANSWERED'
    | 'CALL_ENDED'
    | 'CALL_UPDATED'
    | 'DELIVERY_CHANGED'
    | 'EVENT_UNMATCHED';
  readonly callId: string | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Everything one flush writes for one account. */
export interface Saved {
  readonly accountId: string;
  readonly calls: readonly Call[];
  readonly callers: readonly CallerRow[];
  readonly events: readonly EventRow[];
  readonly decisions: readonly DecisionRow[];
  readonly deliveries: readonly Delivery[];
  readonly superseded: readonly { readonly id: string; readonly reason: string }[];
  readonly changes: readonly ChangeRow[];
}

/** Fixed once a row exists: who it is and when it came to be. */
const fixed = new Set(['account_id', 'id', 'created_at', 'carrier', 'event_key', 'call_key', 'company_id']);

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

/** All tables in one statement, all rows of a table in one JSON parameter: one round trip whatever the batch. */
const text = `
with saved_callers as (${upsert(callers, 'callers', '$2', 'account_id, company_id, number')}),
saved_calls as (${upsert(calls, 'calls', '$3', 'account_id, id')}),
saved_events as (${upsert(carrierEvents, 'carrier_events', '$4', 'account_id, carrier, event_key')}),
saved_decisions as (${insert(decisions, 'decisions', '$5')}),
saved_deliveries as (${insert(deliveries, 'deliveries', '$6')}),
replaced as (
  update deliveries d set state = 'SUPERSEDED', reason = s.reason, changed_at = now()
  from jsonb_to_recordset($7::jsonb) as s (id uuid, reason text)
  where d.account_id = $1 and d.id = s.id and d.state in ('PENDING', 'RETRYING', 'NEEDS_RECONNECT')
)
insert into changes (account_id, kind, call_id, subject_id, detail)
select $1::uuid, c.kind, c.call_id, c.subject_id, c.detail
from rows from (jsonb_to_recordset($8::jsonb) as (kind text, call_id uuid, subject_id uuid, detail jsonb))
  with ordinality as c (kind, call_id, subject_id, detail, n)
order by c.n`;

/** As text: Drizzle sets its client to pass JSON through untouched. */
const rows = <Table extends PgTable>(table: Table, list: readonly JsonRow<Table>[]): string =>
  JSON.stringify(list.map((row) => toJson(table, row)));

export const saveStatement = (saved: Saved): Statement => ({
  text,
  params: [
    saved.accountId,
    rows(callers, saved.callers),
    rows(calls, saved.calls),
    rows(carrierEvents, saved.events),
    rows(decisions, saved.decisions),
    rows(deliveries, saved.deliveries),
    JSON.stringify(saved.superseded),
    JSON.stringify(
      saved.changes.map(({ kind, callId, subjectId, detail }) => ({
        kind,
        call_id: callId,
        subject_id: subjectId,
        detail,
      })),
    ),
  ],
});
