import { sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { where } from '../filter/where.ts';
import { type Page, type Paging, pageOf } from '../paging.ts';
import { keyset } from '../storage/keyset.ts';
import { rowReader, wholeRow } from '../storage/row-reader.ts';
import type { Call } from './call.ts';
import { type CallOrder, callWindow, keyColumn, orderName, placeIn, sqlOrder } from './order.ts';
import { type DeliveryColumn, type DeliveryRow, deliveriesOfCall, deliveryRows } from './read-deliveries.ts';

export type CallColumn = keyof Call;

/** A call with the columns that were asked for, and its deliveries when they were. */
export type CallRow = Pick<Call, 'id'> & Partial<Call> & { deliveries?: readonly Partial<DeliveryRow>[] };

export interface CallsQuery {
  readonly filter: CallFilter;
  readonly order: CallOrder;
  readonly paging: Paging;
  readonly columns: ReadonlySet<CallColumn>;
  /** Null: leave them out. */
  readonly deliveries: readonly DeliveryColumn[] | null;
}

const whole = wholeRow(calls);

const readerOf = (query: CallsQuery) =>
  rowReader(calls, [...new Set<CallColumn>(['id', keyColumn(query.order), ...query.columns])]);

const read = (row: Record<string, unknown>, reader: ReturnType<typeof readerOf>): CallRow => {
  const call = reader.read(row) as CallRow;
  if (row['deliveries']) call.deliveries = deliveryRows(row['deliveries']);
  return call;
};

export const createCallReads = (db: Db) => ({
  /** One page in one statement, whatever was asked for. */
  page: async (accountId: string, asked: CallsQuery): Promise<Page<CallRow>> => {
    const window = callWindow(asked.paging, asked.order);
    const { within, by } = keyset(sqlOrder(asked.order), window);
    const reader = readerOf(asked);
    const mine = sql`${calls.accountId} = ${accountId}::uuid and ${where(asked.filter)}`;
    const more = asked.deliveries ? sql`, ${deliveriesOfCall(asked.deliveries)} as deliveries` : sql``;
    const query = sql`select ${reader.list}${more} from ${calls}
      where ${mine} and ${within} order by ${by} limit ${window.limit + 1}`;
    const rows = await db.read<Record<string, unknown>>(accountId, statement(query));
    const count = sql`select count(*)::int as count from ${calls} where ${mine}`;
    return pageOf(
      rows.map((row) => read(row, reader)),
      window,
      orderName(asked.order),
      placeIn(asked.order),
      async () => (await db.read<{ count: number }>(accountId, statement(count)))[0]?.count ?? 0,
    );
  },

  /** Whole calls, in no order. */
  byIds: async (accountId: string, ids: readonly string[]): Promise<readonly Call[]> => {
    const query = sql`select ${whole.list} from ${calls}
      where ${calls.accountId} = ${accountId}::uuid and ${calls.id} = any(${sql.param(ids)}::uuid[])`;
    return (await db.read<Record<string, unknown>>(accountId, statement(query))).map(whole.read);
  },
});
