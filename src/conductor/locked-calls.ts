import { and, eq, inArray } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import type { Turns } from '../automation/turns.ts';
import type { Call, Caller, Visit } from '../calls/call.ts';
import { asAccount, type Send, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { type Reach, systemReach } from '../reach.ts';
import type { Setup } from '../setup/setup.ts';
import { judgeAgain, saving } from './judge-again.ts';
import { type Known, knownOf, loadStatement } from './load.ts';
import { callLock, lockStatement } from './lock.ts';
import type { ConductorOptions } from './options.ts';
import type { Saved } from './save.ts';
import { openTurnBook } from './turn-book.ts';

/** A locked call with what it takes to judge it. */
export interface LockedCall {
  readonly call: Call;
  readonly visit: Visit | null;
  readonly caller: Caller | null;
  readonly deliveries: Known['deliveries'];
  readonly setup: Setup;
  /** Whose turn it is, where rules assign to several. */
  readonly turns: Turns;
  /** For what else has to be read while nobody may change the call. */
  readonly send: Send;
}

export interface LockedWork {
  /**
   * What to save about one call; null for nothing. Asked again when what it said came too late, or when it
   * first has to be read whose turn it is: it must leave nothing behind but its answer.
   */
  readonly each: (locked: LockedCall) => Promise<Saved | null> | Saved | null;
  /** Changes outside the calls, made before they are loaded. */
  readonly first?: readonly Statement[];
  /** Told before each try of the transaction: what was counted in one that failed has not happened. */
  readonly begin?: () => void;
  /** What else is written with the calls. `saved`: how many of them are. */
  readonly settle?: (send: Send, saved: number) => Promise<void>;
  /** The field to blame when a call does not exist; null: whoever asked does not mind. */
  readonly field: string | null;
}

const epoch = new Date(0).toISOString();
const nothing = { eventKeys: [], numberIds: [], from: epoch, to: epoch, callers: [] };

/**
 * Changes calls while nobody else may, in one transaction: locked, loaded, changed, saved, deliveries
 * queued. The same locks a carrier's callbacks take, so neither overwrites the other. Answers how many
 * calls were saved.
 */
export const createLockedCalls = ({ db, setup, enqueue, announce }: ConductorOptions) => {
  const keysOf = (reach: Reach, ids: readonly string[]) =>
    db.inAccount(reach, (tx) =>
      tx
        .select({ id: calls.id, carrier: calls.carrier, callKey: calls.callKey })
        .from(calls)
        .where(and(eq(calls.accountId, reach.accountId), inArray(calls.id, [...ids]))),
    );

  return async (reach: Reach, ids: readonly string[], work: LockedWork): Promise<number> => {
    const found = ids.length === 0 ? [] : await keysOf(reach, ids);
    if (work.field !== null && found.length < new Set(ids).size)
      throw new Refusal('NOT_FOUND', 'There is no such call in this account.', work.field);
    const wanted = [...Map.groupBy(found, (row) => row.carrier)].map(([carrier, rows]) => ({
      accountId: reach.accountId,
      carrier,
      callKeys: rows.map((row) => row.callKey),
      ...nothing,
    }));
    const transaction = () =>
      db.pipeline(async (send) => {
        work.begin?.();
        send(lockStatement(found.map((row) => callLock(reach.accountId, row.carrier, row.callKey))));
        send(asAccount(reach));
        for (const statement of work.first ?? []) send(statement);
        const rows = wanted.length > 0 ? await send(loadStatement(wanted)) : [];
        const result: Saved[] = [];
        const book = openTurnBook(send);
        for (const known of wanted.length > 0 ? knownOf(rows[0] ?? {}, wanted) : []) {
          const current = await setup.current(systemReach(reach.accountId, 'rules'), known.setupVersion);
          for (const call of known.calls) {
            const about = {
              call,
              visit: known.visits.find((row) => row.id === call.sessionId) ?? null,
              caller: known.callers.find((row) => row.id === call.callerId) ?? null,
              deliveries: known.deliveries.filter((row) => row.callId === call.id),
              setup: current,
              send,
            };
            const made = await book.judge(reach.accountId, (turns) => work.each({ ...about, turns }));
            if (made) result.push(made);
          }
        }
        const jobs = result.flatMap((part) =>
          part.deliveries
            .filter((row) => row.state === 'PENDING')
            .map((row) => ({
              accountId: reach.accountId,
              deliveryId: row.id,
              linkedAccountId: row.linkedAccountId,
            })),
        );
        const save = result.length > 0 ? await saving(send, result) : [];
        await work.settle?.(send, result.length);
        return {
          result,
          last: [...save, ...book.statements(), ...(jobs.length > 0 ? await enqueue(jobs) : [])],
        };
      });
    const saved = await judgeAgain(transaction);
    if (saved.some((part) => part.changes.length > 0))
      announce(
        [reach.accountId],
        saved.some((part) => part.deliveries.length > 0),
      );
    return saved.length;
  };
};
