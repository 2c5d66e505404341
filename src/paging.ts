import { Refusal } from './errors.ts';

/** Relay's four arguments as they were given. */
export interface Paging {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A place in an ordered list: the key it is ordered by, and the id that breaks ties. */
export interface Place {
  readonly key: string | number | null;
  readonly id: string;
}

/** What to read: `limit` rows from one end, between two places. */
export interface Window {
  readonly limit: number;
  /** True: from the end backwards. */
  readonly backwards: boolean;
  readonly after: Place | null;
  readonly before: Place | null;
}

export interface Page<Row> {
  /** In the order of the list, whichever end was read from. */
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly cursorOf: (row: Row) => string;
  /** Counts only when asked. */
  readonly totalCount: () => number | Promise<number>;
}

export const defaultPageSize = 50;
export const largestPage = 200;

/** Opaque outside. The order's name is inside, so a cursor of one list is not taken for a place in another. */
const cursorOf = (order: string, { key, id }: Place): string =>
  Buffer.from(JSON.stringify([order, key, id])).toString('base64url');

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Whatever is wrong with it, the answer is the same: it is not a cursor of ours.
    return null;
  }
};

const placeOf = (
  order: string,
  keys: KeyTest,
  text: string | null | undefined,
  field: string,
): Place | null => {
  if (text === null || text === undefined) return null;
  const parts = parse(text);
  const [name, key, id] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (name === order && keys(key) && typeof id === 'string' && uuid.test(id)) return { key, id };
  const message = 'This is not a cursor of this list. Take one from `pageInfo` or `edges` of the same query.';
  throw new Refusal('INVALID', message, field);
};

type KeyTest = (key: unknown) => key is Place['key'];

/** Whole numbers: seconds, micros. */
export const numberKeys = (key: unknown): key is number | null =>
  key === null || (typeof key === 'number' && Number.isSafeInteger(key));
/** Moments as milliseconds, in the years PostgreSQL and ISO 8601 write alike. */
export const momentKeys = (key: unknown): key is number =>
  numberKeys(key) && key !== null && key > -62_135_596_800_000 && key < 253_402_300_800_000;
/** Lists that are ordered by id alone. */
export const noKeys = (key: unknown): key is null => key === null;

const sizeOf = (given: number, field: string): number => {
  if (given >= 0 && given <= largestPage) return given;
  throw new Refusal('INVALID', `Must be from 0 to ${largestPage}.`, field);
};

/** The four arguments, checked. Throws Refusal naming the one at fault. */
export const windowOf = (paging: Paging, order: string, keys: KeyTest): Window => {
  const { first = null, last = null } = paging;
  if (first !== null && last !== null)
    throw new Refusal('INVALID', 'Give either first or last, not both.', 'last');
  return {
    limit: last === null ? sizeOf(first ?? defaultPageSize, 'first') : sizeOf(last, 'last'),
    backwards: last !== null,
    after: placeOf(order, keys, paging.after, 'after'),
    before: placeOf(order, keys, paging.before, 'before'),
  };
};

/** Turns `limit + 1` rows, read from the window's end of the list, into a page. */
export const pageOf = <Row>(
  read: readonly Row[],
  window: Window,
  order: string,
  placeOf: (row: Row) => Place,
  totalCount: Page<Row>['totalCount'],
): Page<Row> => {
  const more = read.length > window.limit;
  const rows = more ? read.slice(0, window.limit) : read;
  return {
    rows: window.backwards ? rows.toReversed() : rows,
    hasNextPage: window.backwards ? window.before !== null : more,
    hasPreviousPage: window.backwards ? more : window.after !== null,
    cursorOf: (row) => cursorOf(order, placeOf(row)),
    totalCount,
  };
};

/** A page of a list held in memory, ordered by id. */
export const pageOfMemory = <Row extends { readonly id: string }>(
  all: readonly Row[],
  paging: Paging,
  order: string,
): Page<Row> => {
  const window = windowOf(paging, order, noKeys);
  const inside = all.filter(
    ({ id }) => (!window.after || id > window.after.id) && (!window.before || id < window.before.id),
  );
  const ordered = window.backwards ? inside.toReversed() : inside;
  const place = ({ id }: Row): Place => ({ key: null, id });
  return pageOf(ordered.slice(0, window.limit + 1), window, order, place, () => all.length);
};
