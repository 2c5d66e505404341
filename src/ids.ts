import { v7 } from 'uuid';

/**
 * Ids are UUIDv7 in the database and typed outside: `call_01k9…`. The prefix tells what it is, so one
 * `node(id)` finds everything and a wrong id is refused before the database is asked.
 */
const prefixes = {
  Account: 'acc',
  Agent: 'agt',
  ApiKey: 'key',
  AuditEntry: 'aud',
  Automation: 'aut',
  Call: 'call',
  Caller: 'clr',
  CarrierEvent: 'evt',
  Change: 'chg',
  Company: 'com',
  LinkedAccount: 'lnk',
  CrmOutcome: 'out',
  CustomField: 'fld',
  Delivery: 'dlv',
  Lease: 'lse',
  Note: 'nte',
  Run: 'run',
  ScoreCriterion: 'crt',
  Tag: 'tag',
  Tracker: 'trk',
  TrackingNumber: 'num',
  Visitor: 'vis',
  WebSession: 'ses',
} as const;

export type Noun = keyof typeof prefixes;
const nouns = new Map(Object.entries(prefixes).map(([noun, prefix]) => [prefix as string, noun as Noun]));

/** Random bytes for many ids: asking the system for those of each took a twentieth of a page view. */
const chance = new Uint8Array(16 * 256);
let used = chance.length;
/** ms of the newest id, and the number that puts ids of one ms in their order. */
let [made, turn] = [0, 0];

/** A new UUIDv7: ids made later sort later. */
export const newId = (): string => {
  if (used === chance.length) {
    crypto.getRandomValues(chance);
    used = 0;
  }
  const random = chance.subarray(used, used + 16);
  used += 16;
  const now = Date.now();
  // Half of what the number can hold is left for the ids that come after in the same ms.
  if (now > made)
    [made, turn] = [now, ((random[6] ?? 0) << 23) | ((random[7] ?? 0) << 15) | ((random[8] ?? 0) << 7)];
  else turn += 1;
  return v7({ random, msecs: made, seq: turn });
};

const letters = '0123456789abcdefghjkmnpqrstvwxyz';
/** Ten bits as two letters. */
const pairs = Array.from(
  { length: 1024 },
  (_, bits) => letters.charAt(bits >> 5) + letters.charAt(bits & 31),
);

/** Ten hexadecimal digits as eight letters. Shifts see 32 bits of the 40, and dividing is slow. */
const eight = (hex: string): string => {
  const [high, low] = [Number.parseInt(hex.slice(0, 5), 16), Number.parseInt(hex.slice(5), 16)];
  return `${pairs[high >> 10]}${pairs[high & 1023]}${pairs[low >> 10]}${pairs[low & 1023]}`;
};

/**
 * The outside form of a database id, as `TypeID.fromUUID` writes it; a test holds them equal. A page of
 * calls has two hundred ids, and the library took a fifth of the page's time for them.
 */
export const typedId = (noun: Noun, uuid: string): string =>
  `${prefixes[noun]}_${pairs[Number.parseInt(uuid.slice(0, 2), 16)]}${eight(uuid.slice(2, 8) + uuid.slice(9, 13))}${eight(
    uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24, 26),
  )}${eight(uuid.slice(26))}`;

/** What each letter stands for, by its code; NaN spoils a number it is in. */
const values = Array.from({ length: 128 }, (_, code) => {
  const value = letters.indexOf(String.fromCharCode(code));
  return value < 0 ? Number.NaN : value;
});

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The number so many letters stand for; NaN where one is none of ours. */
const numberAt = (text: string, at: number, count: number): number => {
  let number = 0;
  for (let next = at; next < at + count; next += 1)
    number = number * 32 + (values[text.charCodeAt(next)] ?? Number.NaN);
  return number;
};

/** Ten hexadecimal digits that eight letters stand for. */
const tenAt = (text: string, at: number): string => {
  const [high, low] = [numberAt(text, at, 4), numberAt(text, at + 4, 4)];
  if (Number.isNaN(high + low)) return '';
  return `${bytes[high >> 12]}${bytes[(high >> 4) & 255]}${bytes[((high & 15) << 4) | (low >> 16)]}${bytes[(low >> 8) & 255]}${bytes[low & 255]}`;
};

/** What `typedId` wrote behind the noun; null for anything else. */
const uuidFrom = (text: string): string | null => {
  if (text.length !== 26) return null;
  const first = numberAt(text, 0, 2);
  const [a, b, c] = [tenAt(text, 2), tenAt(text, 10), tenAt(text, 18)];
  // Two letters hold 10 bits where a UUID has 8 left.
  if (!(first < 256) || a === '' || b === '' || c === '') return null;
  return `${bytes[first]}${a.slice(0, 6)}-${a.slice(6)}-${b.slice(0, 4)}-${b.slice(4, 8)}-${b.slice(8)}${c}`;
};

/** Noun and UUID of a typed id, or null when it is not one of ours. */
export const parseId = (text: string): { readonly noun: Noun; readonly uuid: string } | null => {
  const cut = text.lastIndexOf('_');
  const noun = nouns.get(text.slice(0, Math.max(cut, 0)));
  const uuid = noun ? uuidFrom(text.slice(cut + 1)) : null;
  return noun && uuid !== null ? { noun, uuid } : null;
};

/** The UUID of a typed id of this noun, or null when it is something else. */
export const uuidOf = (noun: Noun, text: string): string | null => {
  const parsed = parseId(text);
  return parsed?.noun === noun ? parsed.uuid : null;
};
