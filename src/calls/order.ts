import { sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { momentKeys, numberKeys, type Paging, type Place, type Window, windowOf } from '../paging.ts';
import type { Order } from '../storage/keyset.ts';

export const orderFields = ['STARTED_AT', 'DURATION_SECONDS', 'VALUE'] as const;
type OrderField = (typeof orderFields)[number];
export const orderDirections = ['ASC', 'DESC'] as const;
type OrderDirection = (typeof orderDirections)[number];

export interface CallOrder {
  readonly field: OrderField;
  readonly direction: OrderDirection;
}

export const newestFirst: CallOrder = { field: 'STARTED_AT', direction: 'DESC' };

type KeyColumn = 'startedAt' | 'durationSeconds' | 'valueMicros';

const columns = {
  STARTED_AT: {
    column: 'startedAt',
    nullable: false,
    value: (key) => sql`${new Date(key).toISOString()}::timestamptz`,
  },
  DURATION_SECONDS: { column: 'durationSeconds', nullable: true, value: (key) => sql`${key}::int8` },
  VALUE: { column: 'valueMicros', nullable: true, value: (key) => sql`${key}::int8` },
} as const satisfies Record<
  OrderField,
  { column: KeyColumn; nullable: boolean; value: (key: string | number) => ReturnType<typeof sql> }
>;

/** The column a page brings along as `orderKey`, so its cursors can be made. */
export const keyColumn = (order: CallOrder): KeyColumn => columns[order.field].column;

export const sqlOrder = (order: CallOrder): Order => {
  const { column, nullable, value } = columns[order.field];
  const descending = order.direction === 'DESC';
  return { id: sql`${calls.id}`, key: sql`${calls[column]}`, value, descending, nullable };
};

/** The name in the cursors: those of one order are not places in another. */
export const orderName = (order: CallOrder): string => `calls ${order.field} ${order.direction}`;

export const callWindow = (paging: Paging, order: CallOrder): Window =>
  windowOf(paging, orderName(order), order.field === 'STARTED_AT' ? momentKeys : numberKeys);

/** The place of a row that brings its key along as it was stored: times as text, the rest as numbers. */
export const placeOf = ({
  id,
  orderKey = null,
}: {
  id: string;
  orderKey?: string | number | null;
}): Place => ({
  key: typeof orderKey === 'string' ? Date.parse(orderKey) : orderKey,
  id,
});
