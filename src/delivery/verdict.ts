import { NoAnswer, Reconnect, Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import type { ItemResult } from '../../integrations/kit/integration.ts';
import type { Delivery } from './slots.ts';
import type { DeliveryState } from './states.ts';
import type { DeliveryTuning } from './tuning.ts';

/** What one try made of a delivery. */
export interface Verdict {
  readonly state: Extract<
    DeliveryState,
    'ACCEPTED' | 'CONFIRMED' | 'RETRACTED' | 'RETRYING' | 'NEEDS_RECONNECT' | 'REJECTED' | 'UNKNOWN'
  >;
  readonly reason: string | null;
  readonly vendorId: string | null;
  readonly vendorUrl: string | null;
  readonly receipt: Readonly<Record<string, string | number>> | null;
  /** When to try, read back or ask for confirmation next. */
  readonly nextAt: Date | null;
}

/** Tries at 5 s, 25 s, 2 min … and then 6 h apart, until four days after the first of them. */
const giveUpAfterDays = 4;
const backoffSeconds = (attempt: number, { firstBackoff, longestBackoff }: DeliveryTuning): number =>
  Math.min(longestBackoff, firstBackoff * 5 ** Math.max(0, attempt - 1) * (0.8 + Math.random() * 0.4));

/** A vendor's "soon" is believed a few times; after that it waits at least as long as without it. */
const believed = 3;
const waitSeconds = (asked: number | undefined, attempt: number, tuning: DeliveryTuning): number => {
  if (asked === undefined) return backoffSeconds(attempt, tuning);
  return attempt <= believed ? Math.max(1, asked) : Math.max(asked, backoffSeconds(attempt, tuning));
};

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const none = { vendorId: null, vendorUrl: null, receipt: null };

/** The tries in a row that a try belongs to: since the first, or since something put the delivery back in the queue. */
export interface Tries {
  /** How many, this one counted. */
  readonly count: number;
  /** When the first of them began. */
  readonly since: Date;
  /** This time nothing was said to the vendor. */
  readonly silent: boolean;
}

/** What happens next, by the class of the answer. */
export const verdictOf = (
  result: ItemResult,
  intent: Delivery['intent'],
  { count, since, silent }: Tries,
  now: Date,
  tuning: DeliveryTuning,
): Verdict => {
  if (result.status === 'accepted' && intent === 'RETRACT' && result.confirmed)
    return { ...none, state: 'RETRACTED', reason: null, nextAt: null };
  if (result.status === 'accepted') {
    return {
      state: result.confirmed ? 'CONFIRMED' : 'ACCEPTED',
      reason: result.confirmed || intent === 'RETRACT' ? null : 'The vendor took it in and confirms later.',
      vendorId: intent === 'RETRACT' ? null : result.vendorId,
      vendorUrl: result.vendorUrl,
      receipt: result.receipt ?? null,
      nextAt: result.confirmed ? null : after(now, tuning.firstConfirm),
    };
  }
  const { error } = result;
  if (error instanceof Rejected) return { ...none, state: 'REJECTED', reason: error.reason, nextAt: null };
  if (error instanceof Reconnect)
    return { ...none, state: 'NEEDS_RECONNECT', reason: error.reason, nextAt: null };
  const hopeless = !silent && now.getTime() - since.getTime() > giveUpAfterDays * 86_400_000;
  if (hopeless) {
    const reason = `Given up after ${giveUpAfterDays} days and ${count} tries: ${error.message}`;
    return { ...none, state: 'REJECTED', reason, nextAt: null };
  }
  if (error instanceof RetryLater) {
    return {
      ...none,
      state: 'RETRYING',
      reason: error.reason,
      nextAt: after(now, waitSeconds(error.afterSeconds, count, tuning)),
    };
  }
  // Whatever else went wrong may have gone wrong after the vendor acted.
  const reason = error instanceof NoAnswer ? error.reason : `Unexpected: ${error.message}`;
  return { ...none, state: 'UNKNOWN', reason, nextAt: after(now, backoffSeconds(count, tuning)) };
};
