import { type SQL, sql } from 'drizzle-orm';
import { attempts, calls, deliveries } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import { momentKeys, type Page, type Paging, pageOf, windowOf } from '../paging.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { keyset } from '../storage/keyset.ts';
import { isoOfJson, rowReader, wholeRow } from '../storage/row-reader.ts';

/** What people see of a delivery; the frozen call and the vendor-side key stay inside. */
const shown = [
  'id',
  'callId',
  'linkedAccountId',
  'integration',
  'action',
  'revision',
  'automationId',
  'automationVersion',
  'intent',
  'state',
  'reason',
  'vendorId',
  'vendorUrl',
  'dueAt',
  'acceptedAt',
  'confirmedAt',
  'createdAt',
  'changedAt',
] as const satisfies readonly (keyof JsonRow<typeof deliveries>)[];

export type DeliveryColumn = (typeof shown)[number];
export type DeliveryRow = Pick<JsonRow<typeof deliveries>, DeliveryColumn>;
export type AttemptRow = JsonRow<typeof attempts>;
type DeliveryState = DeliveryRow['state'];

const reader = rowReader(deliveries, shown);
const attemptReader = wholeRow(attempts);
const times: readonly DeliveryColumn[] = ['dueAt', 'acceptedAt', 'confirmedAt', 'createdAt', 'changedAt'];

/** The deliveries of each call as one JSON value, to stand in a select from `calls`. */
export const deliveriesOfCall = (columns: readonly DeliveryColumn[]): SQL => {
  const pairs = columns.map((key) => sql`${sql.raw(`'${key}'`)}, ${deliveries[key]}`);
  return sql`(select coalesce(json_agg(json_build_object(${sql.join(pairs, sql`, `)})
      order by ${deliveries.createdAt}, ${deliveries.id}), '[]'::json)
    from ${deliveries}
    where ${deliveries.accountId} = ${calls.accountId} and ${deliveries.callId} = ${calls.id})`;
};

/** Rows of that JSON value, times as everywhere. */
export const deliveryRows = (json: unknown): readonly Partial<DeliveryRow>[] => {
  const rows = json as Record<string, unknown>[];
  for (const row of rows) {
    for (const key of times) if (typeof row[key] === 'string') row[key] = isoOfJson(row[key]);
  }
  return rows as Partial<DeliveryRow>[];
};

export interface DeliveryFilter {
  readonly state?: readonly DeliveryState[] | undefined;
  readonly integration?: readonly string[] | undefined;
  /** UUID. */
  readonly callId?: string | undefined;
  /** UUID. */
  readonly linkedAccountId?: string | undefined;
}

const matching = (accountId: string, filter: DeliveryFilter): SQL =>
  sql.join(
    [
      sql`${deliveries.accountId} = ${accountId}::uuid`,
      filter.state && sql`${deliveries.state} = any(${sql.param(filter.state)}::text[])`,
      filter.integration && sql`${deliveries.integration} = any(${sql.param(filter.integration)}::text[])`,
      filter.callId && sql`${deliveries.callId} = ${filter.callId}::uuid`,
      filter.linkedAccountId && sql`${deliveries.linkedAccountId} = ${filter.linkedAccountId}::uuid`,
    ].filter((part) => part !== undefined),
    sql` and `,
  );

const order = {
  id: sql`${deliveries.id}`,
  key: sql`${deliveries.createdAt}`,
  value: (key: string | number) => sql`${new Date(key).toISOString()}::timestamptz`,
  descending: true,
  nullable: false,
};

export const createDeliveryReads = (db: Db) => {
  const by = async (reach: Reach, condition: SQL): Promise<readonly DeliveryRow[]> => {
    const query = sql`select ${reader.list} from ${deliveries}
      where ${deliveries.accountId} = ${reach.accountId}::uuid and ${condition}
      order by ${deliveries.createdAt}, ${deliveries.id}`;
    return (await db.read<Record<string, unknown>>(reach, statement(query))).map(reader.read);
  };

  return {
    ofCalls: (reach: Reach, callIds: readonly string[]) =>
      by(reach, sql`${deliveries.callId} = any(${sql.param(callIds)}::uuid[])`),

    byIds: (reach: Reach, ids: readonly string[]) =>
      by(reach, sql`${deliveries.id} = any(${sql.param(ids)}::uuid[])`),

    /** Newest first. */
    page: async (reach: Reach, filter: DeliveryFilter, paging: Paging): Promise<Page<DeliveryRow>> => {
      const window = windowOf(paging, 'deliveries', momentKeys);
      const { within, by: ordered } = keyset(order, window);
      const condition = matching(reach.accountId, filter);
      const query = sql`select ${reader.list} from ${deliveries}
        where ${condition} and ${within} order by ${ordered} limit ${window.limit + 1}`;
      const rows = (await db.read<Record<string, unknown>>(reach, statement(query))).map(reader.read);
      const count = sql`select count(*)::int as count from ${deliveries} where ${condition}`;
      return pageOf(
        rows,
        window,
        'deliveries',
        (row) => ({ key: Date.parse(row.createdAt), id: row.id }),
        async () => (await db.read<{ count: number }>(reach, statement(count)))[0]?.count ?? 0,
      );
    },

    attempts: async (reach: Reach, deliveryIds: readonly string[]): Promise<readonly AttemptRow[]> => {
      const query = sql`select ${attemptReader.list} from ${attempts}
        where ${attempts.accountId} = ${reach.accountId}::uuid
          and ${attempts.deliveryId} = any(${sql.param(deliveryIds)}::uuid[])
        order by ${attempts.deliveryId}, ${attempts.number}`;
      return (await db.read<Record<string, unknown>>(reach, statement(query))).map(attemptReader.read);
    },
  };
};
