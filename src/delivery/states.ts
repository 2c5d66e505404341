import type { deliveries } from '../../schema/index.ts';

export type DeliveryState = (typeof deliveries.$inferSelect)['state'];

/**
 * Which state may follow which. The state left stands in the WHERE of every update, so of two workers
 * that want to move a delivery only one does.
 *
 * PENDING → SENDING → ACCEPTED → CONFIRMED is the way; UNKNOWN is "sent, no answer", and goes through
 * SENDING again with the read-back flag. Taking back is a revision of its own, so what it takes back stays
 * as it was settled.
 */
const transitions = {
  PENDING: ['SENDING', 'SUPERSEDED', 'SKIPPED'],
  // To itself: the worker died while sending, and another takes over.
  SENDING: [
    'SENDING',
    'ACCEPTED',
    'CONFIRMED',
    'RETRYING',
    'NEEDS_RECONNECT',
    'REJECTED',
    'UNKNOWN',
    'SUPERSEDED',
    // Only with the intent to take back.
    'RETRACTED',
  ],
  ACCEPTED: ['CONFIRMED', 'RETRACTED', 'REJECTED', 'RETRYING', 'SUPERSEDED'],
  CONFIRMED: [],
  RETRYING: ['SENDING', 'SUPERSEDED', 'REJECTED'],
  NEEDS_RECONNECT: ['SENDING', 'SUPERSEDED'],
  // By hand: somebody mended what the vendor objected to.
  REJECTED: ['RETRYING'],
  UNKNOWN: ['SENDING', 'REJECTED', 'SUPERSEDED'],
  SUPERSEDED: [],
  RETRACTED: [],
  SKIPPED: [],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

/** States a delivery may leave for `to`. */
export const comingFrom = (to: DeliveryState): readonly DeliveryState[] =>
  (Object.keys(transitions) as DeliveryState[]).filter((from) =>
    (transitions[from] as readonly DeliveryState[]).includes(to),
  );

/** Certainly not at the vendor yet. */
export const unsent: readonly DeliveryState[] = ['PENDING', 'RETRYING', 'NEEDS_RECONNECT'];
