import { horizonSeconds } from '../attribution/limits.ts';
import type { Setup } from '../setup/setup.ts';
import { callerIn, dialledIn, eventKeyOf, type IncomingEvent } from './event.ts';
import type { Wanted } from './load.ts';

/** What must be loaded before `conduct` can judge these callbacks of one account. */
export const wantedFor = (
  accountId: string,
  carrier: string,
  items: readonly IncomingEvent[],
  setup: Setup,
): Wanted => {
  const events = items.flatMap((item) => item.events);
  const ringing = events.filter((event) => dialledIn(event) !== null);
  const numbers = ringing
    .map((event) => setup.numbersByE164.get(dialledIn(event) ?? ''))
    .filter((found) => found !== undefined);
  const times = ringing.map(
    (event) => Date.parse(event.at) - (event.kind === 'CALL_ENDED' ? (event.seconds ?? 0) * 1000 : 0),
  );
  const span = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [0, 0];
  return {
    accountId,
    carrier,
    callKeys: [...new Set(events.map((event) => event.callKey))],
    eventKeys: items.map(eventKeyOf),
    numberIds: [...new Set(numbers.map((number) => number.id))],
    // A minute of slack on both sides: clocks differ, and the start may turn out to be a little earlier.
    from: new Date((span[0] ?? 0) - (horizonSeconds + 60) * 1000).toISOString(),
    to: new Date((span[1] ?? 0) + 60_000).toISOString(),
    callers: ringing.flatMap((event) => {
      const from = callerIn(event);
      const dialled = setup.numbersByE164.get(dialledIn(event) ?? '');
      const tracker = setup.trackers.get(dialled?.trackerId ?? '');
      return from && dialled && tracker
        ? [{ companyId: tracker.companyId, number: from, numberId: dialled.id }]
        : [];
    }),
  };
};
