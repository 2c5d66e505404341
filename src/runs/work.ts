import { setTimeout as pause } from 'node:timers/promises';
import { asAccount, type Db, type Send, type Statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { every } from '../every.ts';
import { systemReach } from '../reach.ts';
import { isOutage, isTimeout } from '../storage/reserved.ts';
import { type RunHandler, RunMoved, type RunPage, type RunRow } from './handler.ts';
import {
  advanceStatement,
  beatStatement,
  type Progress,
  reachOf,
  releaseStatement,
  runOf,
  settleStatement,
} from './store.ts';

/** ms between two entries of one run in the feed, unless it ends. */
const tellEveryMs = 500;
/** Times in a row that the database may take too long for one run before it counts as too much for it. */
const mostTimeouts = 3;
const tooSlow =
  'The database took too long for it, several times. Try again with a shorter period or a narrower filter.';
/** ms. A run never rests longer, however slow its pages are. */
const longestRest = 2_000;

const numbers = new Intl.NumberFormat('en-US');

const reasonOf = (error: unknown): string =>
  error instanceof Refusal
    ? error.message
    : 'Something went wrong in Ringpath itself; the log of the server says what.';

/**
 * Works on one claimed run until it has ended, was taken away, this process stops, or another one is waiting for
 * its place. Answers whether it was handed back with more to do.
 */
export const createWork = (parts: {
  readonly db: Db;
  readonly announce: (accountIds: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
  readonly stopping: AbortSignal;
  readonly beatSeconds: number;
}) => {
  const { db, announce, onError, stopping, beatSeconds } = parts;
  /** By run, since a page of it last came through here. */
  const timeouts = new Map<string, number>();

  const sent = (accountId: string, statement: Statement) =>
    db.pipeline(async (send) => {
      send(asAccount(systemReach(accountId, 'runs')));
      return { result: await send(statement), last: [] };
    });

  const textOf = (title: string, { state, done, total, reason }: Progress): string => {
    if (state === 'FAILED') return `${title} failed: ${reason}`;
    if (state === 'DONE') return `${title}: done, ${numbers.format(done)} looked at.`;
    return `${title}: ${numbers.format(done)} of ${numbers.format(total)}.`;
  };

  return async (claimed: RunRow, handler: RunHandler, wanted: () => boolean): Promise<boolean> => {
    let run = claimed;
    let toldAt = 0;

    /** What the feed is told now; null for nothing. */
    const newsOf = (progress: Progress): string | null => {
      const tell = progress.state !== 'RUNNING' || Date.now() - toldAt >= tellEveryMs;
      return tell ? textOf(handler.title, progress) : null;
    };

    const told = (text: string | null): void => {
      if (text === null) return;
      toldAt = Date.now();
      announce([run.accountId]);
    };

    /** Null once the run is nobody's or somebody else's. */
    const advance = async (progress: Progress): Promise<RunRow | null> => {
      const text = newsOf(progress);
      const moved = runOf(await sent(run.accountId, advanceStatement(run, progress, text)));
      if (moved) told(text);
      return moved;
    };

    const beat = async (): Promise<void> => {
      run = runOf(await sent(run.accountId, beatStatement(run))) ?? run;
    };

    /** Does what may take long, and says meanwhile that this process is alive. */
    const alive = async <Found>(long: () => Promise<Found>): Promise<Found> => {
      const silence = every(beatSeconds, beat, onError);
      // What moves the run on next must know when it was last seen.
      return long().finally(silence);
    };

    const progressTo = ({ done, position, result }: RunPage<unknown>, total: number): Progress => {
      const all = run.done + done;
      const state = position === null ? 'DONE' : 'RUNNING';
      return { total: Math.max(total, all), done: all, position, result, state, reason: null };
    };

    /** Does one page. Null when the run was taken away meanwhile. */
    const pageOf = async (total: number): Promise<RunRow | null> => {
      const found: { settled: RunRow | null; text: string | null } = { settled: null, text: null };
      const settle = async (send: Send, page: RunPage<unknown>): Promise<void> => {
        const progress = progressTo(page, total);
        found.text = newsOf(progress);
        found.settled = runOf(await send(settleStatement(run, progress, found.text)));
        if (!found.settled) throw new RunMoved();
      };
      try {
        const page = await alive(() => handler.page({ ...run, reach: reachOf(run), settle }));
        if (!found.settled) return await advance(progressTo(page, total));
        told(found.text);
        return found.settled;
      } catch (error) {
        if (error instanceof RunMoved) return null;
        throw error;
      }
    };

    /** True while there is more to do. */
    const step = async (): Promise<boolean> => {
      const fresh = run.position === null && run.done === 0;
      const total = fresh ? await alive(() => handler.count({ ...run, reach: reachOf(run) })) : run.total;
      const moved = await pageOf(total);
      timeouts.delete(run.id);
      if (moved) run = moved;
      return moved?.state === 'RUNNING';
    };

    /** What the run failed of for good; null when it may go on where this page began, here or elsewhere. */
    const failureOf = (error: unknown): string | null => {
      if (!isOutage(error)) return reasonOf(error);
      if (!isTimeout(error)) return null;
      const times = (timeouts.get(run.id) ?? 0) + 1;
      timeouts.set(run.id, times);
      return times < mostTimeouts ? null : tooSlow;
    };

    try {
      let more = true;
      while (more && !stopping.aborted) {
        const began = performance.now();
        more = await step();
        if (more && wanted()) break;
        const rest = Math.min(longestRest, (performance.now() - began) * handler.rest);
        if (more) await pause(rest, undefined, { signal: stopping }).catch(() => undefined);
      }
      if (more) await sent(run.accountId, releaseStatement(run));
      return more && !stopping.aborted;
    } catch (error) {
      const reason = failureOf(error);
      // With the database away nothing can be written; whoever finds it back goes on.
      if (reason === null) throw error;
      timeouts.delete(run.id);
      if (!(error instanceof Refusal)) onError(error);
      await advance({ ...run, state: 'FAILED', reason });
      return false;
    }
  };
};
