import { hash } from 'node:crypto';
import type { CarrierCallback } from '../../integrations/kit/carrier.ts';
import type { CallEvent } from '../../integrations/kit/vocabulary.ts';

/** A verified callback on its way into the conductor. */
export interface IncomingEvent {
  readonly accountId: string;
  /** The integration that received it. */
  readonly carrier: string;
  readonly callback: CarrierCallback;
  readonly params: Readonly<Record<string, string>>;
  readonly receivedAt: string;
  /** What it says in our words; empty when nothing new or nothing understandable. */
  readonly events: readonly CallEvent[];
  /** Why it could not be understood. */
  readonly malformed: string | null;
}

const digestOf = (event: Pick<IncomingEvent, 'callback' | 'params'>): string => {
  const fields = Object.entries(event.params).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([event.callback, fields]), 'base64url');
};

const digests = new WeakMap<object, string>();

/** The same callback with the same fields has the same key, whenever it comes. */
export const eventKeyOf = (event: Pick<IncomingEvent, 'callback' | 'params'>): string => {
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
