import { hash } from 'node:crypto';
import type { Json } from '../../integrations/kit/carrier.ts';
import type { CallEvent } from '../../integrations/kit/vocabulary.ts';

/** A verified callback on its way into the conductor. */
export interface IncomingEvent {
  readonly accountId: string;
  /** The integration that received it. */
  readonly carrier: string;
  readonly callback: string;
  /** Of a form; empty when it was JSON. */
  readonly params: Readonly<Record<string, string>>;
  /** The JSON body; null when it was a form. */
  readonly json: Json;
  /** The place of the call's way that our own address named. */
  readonly place: string | null;
  readonly receivedAt: string;
  /** What it says in our words; empty when nothing new or nothing understandable. */
  readonly events: readonly CallEvent[];
  /** Why it could not be understood. */
  readonly malformed: string | null;
}

/** What makes a callback the one it is. */
type Said = Pick<IncomingEvent, 'callback' | 'params' | 'json' | 'place'>;

/** Names in one order: PostgreSQL keeps JSON, but not the order it came in. */
const ordered = (json: Json): Json => {
  if (Array.isArray(json)) return json.map(ordered);
  if (json === null || typeof json !== 'object') return json;
  const names = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map(([name, value]) => [name, ordered(value)]));
};

const digestOf = ({ callback, params, json, place }: Said): string => {
  const fields = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  // Two dials that reached nobody look alike but for their place.
  const more = json === null && place === null ? [] : [ordered(json), place];
  return hash('sha256', JSON.stringify([callback, fields, ...more]), 'base64url');
};

const digests = new WeakMap<object, string>();

/** The same callback that says the same has the same key, whenever it comes. */
export const eventKeyOf = (event: Said): string => {
  const digest = digests.get(event) ?? digestOf(event);
  digests.set(event, digest);
  return digest;
};

/** The carrier's id of the call a callback is about. */
export const callKeyOf = (event: IncomingEvent): string | null => event.events[0]?.callKey ?? null;

/** Our number: the one that was dialled, or that the company placed the call from. For callbacks that know. */
export const dialledIn = (event: CallEvent): string | null => {
  if (event.kind !== 'CALL_STARTED' && event.kind !== 'CALL_ENDED') return null;
  return event.direction === 'OUTBOUND' ? event.from : event.to;
};

/** The other end: who called, or was called by the company. For callbacks that know. */
export const callerIn = (event: CallEvent): string | null => {
  if (event.kind !== 'CALL_STARTED' && event.kind !== 'CALL_ENDED') return null;
  return event.direction === 'OUTBOUND' ? event.to : event.from;
};
