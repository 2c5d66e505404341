import type { CallRowFragment } from '../../generated/graphql.ts';

type Order = Pick<CallRowFragment, 'id' | 'version' | 'startedAt'>;

const isNewer = (a: Order, b: Order): boolean =>
  a.startedAt === b.startedAt ? a.id > b.id : a.startedAt > b.startedAt;

/**
 * The list, newest first, with a call that has just changed. A call older than everything shown belongs
 * to a page that was not loaded yet, so it waits there.
 */
export const mergeRow = <Row extends Order>(
  rows: readonly Row[],
  call: Row,
  hasMore: boolean,
): readonly Row[] => {
  const known = rows.find(({ id }) => id === call.id);
  if (known) {
    // The feed may repeat what the page already showed.
    if (known.version > call.version) return rows;
    return rows.map((row) => (row.id === call.id ? call : row));
  }
  const place = rows.findIndex((row) => isNewer(call, row));
  if (place >= 0) return rows.toSpliced(place, 0, call);
  return hasMore ? rows : [...rows, call];
};

type Dot = CallRowFragment['deliveries'][number];

export const mergeDelivery = <Row extends { id: string; deliveries: readonly Dot[] }>(
  rows: readonly Row[],
  callId: string,
  dot: Dot,
): readonly Row[] =>
  rows.map((row) => {
    if (row.id !== callId) return row;
    const known = row.deliveries.some(({ id }) => id === dot.id);
    return {
      ...row,
      deliveries: known
        ? row.deliveries.map((each) => (each.id === dot.id ? dot : each))
        : [...row.deliveries, dot],
    };
  });
