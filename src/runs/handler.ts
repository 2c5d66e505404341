import type { runs } from '../../schema/index.ts';
import type { Send } from '../db.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';

/** A run as stored, times as text. */
export type RunRow = JsonRow<typeof runs>;
export type RunKind = RunRow['kind'];

/** A run as its handler sees it. Ids are UUIDs. */
export interface RunAt<Input, Result> {
  readonly id: string;
  /** The reach of who asked for it, within which it works. */
  readonly reach: Reach;
  readonly automationId: string | null;
  readonly createdAt: string;
  readonly input: Input;
  /** Where the page before this one ended; null at the beginning. */
  readonly position: string | null;
  /** What the pages before this one found; null at the beginning. */
  readonly result: Result | null;
  /**
   * Moves the run behind this page in the transaction that writes what the page did: neither is there without
   * the other, so no page is done or counted twice. Throws RunMoved when another process did the page, or
   * somebody cancelled the run: nothing of the transaction may then be kept. `page` must be what the handler
   * answers; a handler that writes nothing need not ask for it.
   */
  readonly settle: (send: Send, page: RunPage<Result>) => Promise<void>;
}

/** The run is no longer where this process found it. */
export class RunMoved extends Error {
  constructor() {
    super('The run was cancelled, or another process has moved it on.');
    this.name = 'RunMoved';
  }
}

export interface RunPage<Result> {
  /** Rows this page looked at. */
  readonly done: number;
  /** Where it goes on; null when nothing is left. */
  readonly position: string | null;
  readonly result: Result;
}

/**
 * One kind of run: looks through many rows, a page at a time. A page that does not settle with what it wrote
 * must be idempotent: when the process dies between its commit and ours, the next one does it again. Throwing a Refusal ends the run as FAILED
 * with that reason; so does anything else that is no outage, with a reason that gives nothing away.
 */
export interface RunHandler<Input = unknown, Result = unknown> {
  readonly kind: RunKind;
  /** What the feed calls it: `Dry run`. */
  readonly title: string;
  /** How long it rests after a page, in times of what the page took: 1 works half of the time. */
  readonly rest: number;
  /** Rows it will look at in all. */
  readonly count: (run: Omit<RunAt<Input, Result>, 'settle'>) => Promise<number>;
  readonly page: (run: RunAt<Input, Result>) => Promise<RunPage<Result>>;
}

/** Types a handler by what it stores: input and result come back as it gave them. */
export const defineRun = <Input, Result>(handler: RunHandler<Input, Result>): RunHandler =>
  handler as unknown as RunHandler;
