import { setTimeout as pause } from 'node:timers/promises';
import { asAccount, type Db, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { isOutage } from '../storage/reserved.ts';
import type { RunHandler, RunRow } from './handler.ts';
import { advanceStatement, type Progress, releaseStatement, runOf } from './store.ts';

/** ms between two entries of one run in the feed, unless it ends. */
const tellEveryMs = 500;
/** ms. A run never rests longer, however slow its pages are. */
const longestRest = 2_000;

const numbers = new Intl.NumberFormat('en-US');

const reasonOf = (error: unknown): string =>
  error instanceof Refusal
    ? error.message
    : 'Something went wrong in Ringpath itself; the log of the server says what.';

/** Works on one claimed run until it has ended, was taken away, or this process stops. */
export const createWork = (parts: {
  readonly db: Db;
  readonly announce: (accountIds: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
  readonly stopping: AbortSignal;
}) => {
  const { db, announce, onError, stopping } = parts;

  const sent = (accountId: string, statement: Statement) =>
    db.pipeline(async (send) => {
      send(asAccount(accountId));
      return { result: await send(statement), last: [] };
    });

  const textOf = (title: string, { state, done, total, reason }: Progress): string => {
    if (state === 'FAILED') return `${title} failed: ${reason}`;
    if (state === 'DONE') return `${title}: done, ${numbers.format(done)} looked at.`;
    return `${title}: ${numbers.format(done)} of ${numbers.format(total)}.`;
  };

  return async (claimed: RunRow, handler: RunHandler): Promise<void> => {
    let run = claimed;
    let toldAt = 0;

    /** Null once the run is nobody's or somebody else's. */
    const advance = async (progress: Progress): Promise<RunRow | null> => {
      const tell = progress.state !== 'RUNNING' || Date.now() - toldAt >= tellEveryMs;
      if (tell) toldAt = Date.now();
      const text = tell ? textOf(handler.title, progress) : null;
      const moved = runOf(await sent(run.accountId, advanceStatement(run, progress, text)));
      if (moved && tell) announce([run.accountId]);
      return moved;
    };

    /** True while there is more to do. */
    const step = async (): Promise<boolean> => {
      const fresh = run.position === null && run.done === 0;
      const total = fresh ? await handler.count(run) : run.total;
      const { done, position, result } = await handler.page(run);
      const state = position === null ? 'DONE' : 'RUNNING';
      const all = run.done + done;
      const moved = await advance({
        total: Math.max(total, all),
        done: all,
        position,
        result,
        state,
        reason: null,
      });
      if (moved) run = moved;
      return moved !== null && state === 'RUNNING';
    };

    try {
      for (let more = true; more && !stopping.aborted; ) {
        const began = performance.now();
        more = await step();
        const rest = Math.min(longestRest, (performance.now() - began) * handler.rest);
        if (more) await pause(rest, undefined, { signal: stopping }).catch(() => undefined);
      }
      if (stopping.aborted) await sent(run.accountId, releaseStatement(run));
    } catch (error) {
      // With the database away nothing can be written; whoever finds it back goes on where this page began.
      if (isOutage(error)) throw error;
      if (!(error instanceof Refusal)) onError(error);
      await advance({ ...run, state: 'FAILED', reason: reasonOf(error) });
    }
  };
};
