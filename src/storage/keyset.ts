import { type SQL, sql } from 'drizzle-orm';
import type { Place, Window } from '../paging.ts';

/** How a list is ordered: by a key with the id breaking ties, or by id alone. */
export interface Order {
  readonly id: SQL;
  readonly key: SQL | null;
  /** The key of a place as a parameter of the column's type. */
  readonly value: (key: string | number) => SQL;
  readonly descending: boolean;
  /** Rows without a key come last, whichever way the list runs. */
  readonly nullable: boolean;
}

const beyond = (order: Order, place: Place, side: 'after' | 'before'): SQL => {
  const sign = sql.raw((side === 'after') === order.descending ? '<' : '>');
  const tie = sql`${order.id} ${sign} ${place.id}::uuid`;
  const { key } = order;
  if (!key) return tie;
  if (place.key === null) {
    return side === 'after' ? sql`(${key} is null and ${tie})` : sql`(${key} is not null or ${tie})`;
  }
  const value = order.value(place.key);
  // A row comparison is one range of an index; the spelled-out form is not.
  if (!order.nullable) return sql`(${key}, ${order.id}) ${sign} (${value}, ${place.id}::uuid)`;
  const strictly = sql`${key} ${sign} ${value} or (${key} = ${value} and ${tie})`;
  return side === 'after' ? sql`(${strictly} or ${key} is null)` : sql`(${strictly})`;
};

/** The condition and the order that read a window; read `limit + 1` rows to learn whether there are more. */
export const keyset = (order: Order, window: Window): { readonly within: SQL; readonly by: SQL } => {
  const bounds = [
    window.after && beyond(order, window.after, 'after'),
    window.before && beyond(order, window.before, 'before'),
  ].filter((bound) => bound !== null);
  const direction = sql.raw(order.descending === window.backwards ? 'asc' : 'desc');
  const nulls = sql.raw(order.nullable ? (window.backwards ? ' nulls first' : ' nulls last') : '');
  return {
    within: bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `),
    by: order.key
      ? sql`${order.key} ${direction}${nulls}, ${order.id} ${direction}`
      : sql`${order.id} ${direction}`,
  };
};
