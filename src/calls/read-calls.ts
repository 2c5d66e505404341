import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { type Db, statement } from '../db.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { where } from '../filter/where.ts';
import { type Page, type Paging, pageOf } from '../paging.ts';
import type { Reach } from '../reach.ts';
import { keyset } from '../storage/keyset.ts';
import { rowReader, wholeRow } from '../storage/row-reader.ts';
import type { Call } from './call.ts';
import { type CallOrder, callWindow, keyColumn, orderName, placeOf, sqlOrder } from './order.ts';
import { type DeliveryColumn, type DeliveryRow, deliveriesOfCall, deliveryRows } from './read-deliveries.ts';

export type CallColumn = keyof Call;

/** A call with the columns that were asked for, and its deliveries when they were. */
export type CallRow = Pick<Call, 'id'> &
  Partial<Call> & {
    deliveries?: readonly Partial<DeliveryRow>[];
    readonly orderKey?: string | number | null;
  };

/** What to read of each call. Made once for each place that asks, and kept: it holds SQL. */
export interface CallSelection {
  readonly list: SQL;
  readonly read: (row: Record<string, unknown>) => CallRow;
}

/** `deliveries`: the columns of the deliveries to bring along; null leaves them out. */
export const selectCalls = (
  columns: Iterable<CallColumn>,
  deliveries: readonly DeliveryColumn[] | null,
): CallSelection => {
  const reader = rowReader(calls, [...new Set<CallColumn>(['id', ...columns])]);
  const more = deliveries ? sql`, ${deliveriesOfCall(deliveries)} as deliveries` : sql``;
  return {
    // Rendered here, so that a request joins texts and not some fifty pieces.
    list: sql.raw(statement(sql`${reader.list}${more}`).text),
    read: (row) => {
      const call = reader.readJson(row) as CallRow;
      if (deliveries) call.deliveries = deliveryRows(row['deliveries']);
      return call;
    },
  };
};

export interface CallsQuery {
  readonly filter: CallFilter;
  readonly order: CallOrder;
  readonly paging: Paging;
  readonly selection: CallSelection;
}

const whole = wholeRow(calls);

export const createCallReads = (db: Db) => ({
  /**
   * One page in one statement, whatever was asked for. It comes as one JSON value: reading it costs this
   * process half of what reading rows does, and this process is what a busy server runs out of first.
   */
  page: async (reach: Reach, asked: CallsQuery): Promise<Page<CallRow>> => {
    const { order, selection } = asked;
    const window = callWindow(asked.paging, order);
    const { within, by } = keyset(sqlOrder(order), window);
    const mine = sql`${calls.accountId} = ${reach.accountId}::uuid and ${where(asked.filter)}`;
    const query = sql`select coalesce(json_agg(page), '[]'::json) as page from (
      select ${selection.list}, ${calls[keyColumn(order)]} as "orderKey" from ${calls}
      where ${mine} and ${within} order by ${by} limit ${window.limit + 1}) page`;
    const [answer] = await db.read<{ page: Record<string, unknown>[] }>(reach, statement(query));
    const count = sql`select count(*)::int as count from ${calls} where ${mine}`;
    return pageOf(
      (answer?.page ?? []).map(selection.read),
      window,
      orderName(order),
      placeOf,
      async () => (await db.read<{ count: number }>(reach, statement(count)))[0]?.count ?? 0,
    );
  },

  /** Whole calls, in no order. */
  byIds: async (reach: Reach, ids: readonly string[]): Promise<readonly Call[]> => {
    const query = sql`select ${whole.list} from ${calls}
      where ${calls.accountId} = ${reach.accountId}::uuid and ${calls.id} = any(${sql.param(ids)}::uuid[])`;
    return (await db.read<Record<string, unknown>>(reach, statement(query))).map(whole.read);
  },
});
