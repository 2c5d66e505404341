import { Refusal } from '../errors.ts';

/** A place in an account's feed: everything up to and with it has been seen. Both are whole numbers as text. */
export interface Place {
  readonly xid: string;
  readonly seq: string;
}

/** `after` of a subscription: where to start, and for a catch-up where to stop. Both are cursors. */
export interface Span {
  readonly from: string;
  readonly until: string | null;
}

// PostgreSQL's xid8 is unsigned; its sequences are signed.
const highestXid = 2n ** 64n - 1n;
const highestSeq = 2n ** 63n - 1n;

const write = (number: bigint): string => {
  const digits = number.toString(36);
  return digits.length.toString(36) + digits;
};

/** Reads one number at `start`; the one way it can be written, or null. */
const read = (text: string, start: number): { readonly number: bigint; readonly end: number } | null => {
  const length = Number.parseInt(text.charAt(start), 36);
  const digits = text.slice(start + 1, start + 1 + length);
  if (!(length >= 1 && length <= 13) || digits.length !== length || !/^[0-9a-z]+$/.test(digits)) return null;
  let number = 0n;
  for (const digit of digits) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return write(number) === text.slice(start, start + 1 + length) ? { number, end: start + 1 + length } : null;
};

/**
 * The outside form of a place, at most 28 characters. Each number carries its length in front, so cursors
 * sort like the feed when compared as plain strings: `a < b` means a comes first.
 */
export const toCursor = ({ xid, seq }: Place): string => write(BigInt(xid)) + write(BigInt(seq));

const placeOf = (cursor: string): Place | null => {
  const xid = read(cursor, 0);
  const seq = xid && read(cursor, xid.end);
  if (!seq || seq.end !== cursor.length || xid.number > highestXid || seq.number > highestSeq) return null;
  return { xid: String(xid.number), seq: String(seq.number) };
};

const refused = () =>
  new Refusal(
    'INVALID',
    '`after` is not a cursor of this feed. Use one that came from it, or leave it out.',
    'after',
  );

/** @throws Refusal `INVALID` on `after` when the text is not a cursor. */
export const parseCursor = (cursor: string): Place => {
  const place = placeOf(cursor);
  if (!place) throw refused();
  return place;
};

/** A place as the 128 bits of a UUID, so that an entry has an id like everything else: the xid, then the seq. */
export const uuidOfPlace = ({ xid, seq }: Place): string => {
  const hex = [xid, seq].map((number) => BigInt(number).toString(16).padStart(16, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The place behind an id of `uuidOfPlace`; null where no entry can stand. */
export const placeOfUuid = (uuid: string): Place | null => {
  const hex = uuid.replaceAll('-', '');
  const [xid, seq] = [BigInt(`0x${hex.slice(0, 16)}`), BigInt(`0x${hex.slice(16)}`)];
  return seq > highestSeq ? null : { xid: String(xid), seq: String(seq) };
};

/** A cursor that also says where to stop, at most 57 characters: a subscription with it ends by itself. */
export const toSpan = (from: string, until: string): string => `${from}-${until}`;

/** @throws Refusal `INVALID` on `after` when the text is neither a cursor nor a span. */
export const parseSpan = (after: string): Span => {
  const [from = '', until, ...more] = after.split('-');
  if (more.length > 0 || !placeOf(from) || (until !== undefined && !placeOf(until))) throw refused();
  return { from, until: until ?? null };
};
