import { TypeID, typeidUnboxed } from 'typeid-js';

/**
 * Ids are UUIDv7 in the database and typed outside: `call_01k9…`. The prefix tells what it is, so one
 * `node(id)` finds everything and a wrong id is refused before the database is asked.
 */
const prefixes = {
  Account: 'acc',
  ApiKey: 'key',
  AuditEntry: 'aud',
  Attempt: 'att',
  Automation: 'aut',
  Call: 'call',
  Caller: 'clr',
  Company: 'com',
  Connection: 'con',
  Delivery: 'dlv',
  Lease: 'lse',
  Tag: 'tag',
  Tracker: 'trk',
  TrackingNumber: 'num',
  Visitor: 'vis',
  WebSession: 'ses',
} as const;

export type Noun = keyof typeof prefixes;
const nouns = new Map(Object.entries(prefixes).map(([noun, prefix]) => [prefix as string, noun as Noun]));

/** A new UUIDv7: ids made later sort later. */
export const newId = (): string => TypeID.fromString(typeidUnboxed('x')).toUUID();

/** The outside form of a database id. */
export const typedId = (noun: Noun, uuid: string): string => TypeID.fromUUID(prefixes[noun], uuid).toString();

/** Noun and UUID of a typed id, or null when it is not one of ours. */
export const parseId = (text: string): { readonly noun: Noun; readonly uuid: string } | null => {
  const cut = text.lastIndexOf('_');
  const noun = nouns.get(text.slice(0, Math.max(cut, 0)));
  if (!noun) return null;
  try {
    return { noun, uuid: TypeID.fromString(text).toUUID() };
  } catch {
    // typeid-js throws on a bad suffix; a made-up id is an answer here, not an accident.
    return null;
  }
};

/** The UUID of a typed id of this noun, or null when it is something else. */
export const uuidOf = (noun: Noun, text: string): string | null => {
  const parsed = parseId(text);
  return parsed?.noun === noun ? parsed.uuid : null;
};
