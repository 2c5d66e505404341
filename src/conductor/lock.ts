import { hash } from 'node:crypto';
import type { Statement } from '../db.ts';
import { callerIn, type IncomingEvent } from './event.ts';

/** A 64-bit number for a name, as PostgreSQL's advisory locks want it. */
const lockOf = (name: string): string => hash('sha256', name, 'buffer').readBigInt64BE().toString();

/**
 * Two callbacks of one call, or two first calls of one caller, must not be judged side by side. Every
 * callback that names the caller may be the first of its call. Locked by name rather than by row: the rows
 * may not exist yet.
 */
export const locksFor = (items: readonly IncomingEvent[]): readonly string[] => {
  const names = items.flatMap((item) =>
    item.events.flatMap((event) => {
      const from = callerIn(event);
      return [
        `call ${item.accountId} ${item.carrier} ${event.callKey}`,
        ...(from ? [`caller ${item.accountId} ${from}`] : []),
      ];
    }),
  );
  return [...new Set(names)].map(lockOf);
};

export const callLock = (accountId: string, carrier: string, callKey: string): string =>
  lockOf(`call ${accountId} ${carrier} ${callKey}`);

/** Whoever holds it says whose turn it is to get a call. */
export const turnsLock = (accountId: string): string => lockOf(`turns ${accountId}`);

/** Takes the locks until the end of the transaction, always in the same order, so that none waits in a circle. */
export const lockStatement = (locks: readonly string[]): Statement => ({
  text: 'select count(pg_advisory_xact_lock(k)) from (select k from unnest($1::bigint[]) k order by k) sorted',
  params: [locks],
});
