import type { Send, Statement } from '../db.ts';
import { type Saved, saveStatement } from './save.ts';

/** Each further one takes a worker that moves a delivery at the very same moment once more. */
const mostTries = 6;

/** A worker took a delivery that was to be superseded, after it was read and before that could be saved. */
class TakenMeanwhile extends Error {
  /** PostgreSQL's "could not serialize": the same may well succeed later. */
  readonly code = '40001';
  constructor() {
    super('A delivery was taken by a worker while its call was judged.');
    this.name = 'TakenMeanwhile';
  }
}

/**
 * The statements that save what was judged, to go with the commit. Where something is superseded it is saved
 * here already and looked over: what a worker has taken meanwhile is on its way, and what was judged without
 * knowing that is thrown away. To be used inside `judgeAgain`.
 */
export const saving = async (send: Send, saved: readonly Saved[]): Promise<readonly Statement[]> => {
  const save = saveStatement(saved);
  const superseded = saved.reduce((sum, part) => sum + part.superseded.length, 0);
  if (superseded === 0) return [save];
  const [row] = await send(save);
  if (Number(row?.['replaced']) < superseded) throw new TakenMeanwhile();
  return [];
};

/** Two that waited for each other, as when one that holds a caller's row has to ask whose turn it is: one was ended. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';

/** Runs a transaction that judges calls, anew when a worker was faster. */
export const judgeAgain = async <Result>(transaction: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!(error instanceof TakenMeanwhile || isDeadlock(error)) || tries === mostTries) throw error;
    }
  }
};
