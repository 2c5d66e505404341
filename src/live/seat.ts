import type { Change } from './feed.ts';

/**
 * One subscriber's place at the account's reader: a queue of bounded length. When it runs over, the queue
 * is emptied and `from` moves on; the subscriber then reads what it missed from the table, at its own pace.
 */
export const createSeat = (options: {
  /** Cursor the reader stands at: everything after it will be in the queue. */
  readonly from: string;
  readonly capacity: number;
  readonly wants: (change: Change) => boolean;
}) => {
  let queue: Change[] = [];
  let from = options.from;
  let closed = false;
  let wake: (() => void) | undefined;

  const rouse = (): void => {
    wake?.();
    wake = undefined;
  };

  return {
    push: (change: Change): void => {
      if (closed || !options.wants(change)) return;
      if (queue.length >= options.capacity) {
        queue = [];
        from = change.cursor;
      } else {
        queue.push(change);
      }
      rouse();
    },

    /** Everything after this cursor is in the queue, or has been taken from it. */
    from: (): string => from,

    /** Everything queued so far; the queue is empty afterwards. */
    take: (): readonly Change[] => {
      const taken = queue;
      queue = [];
      return taken;
    },

    /** Waits until there is something to take, the queue ran over, or the seat was closed. */
    filled: (): Promise<void> =>
      closed || queue.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            wake = resolve;
          }),

    closed: (): boolean => closed,

    close: (): void => {
      closed = true;
      queue = [];
      rouse();
    },
  };
};

export type Seat = ReturnType<typeof createSeat>;
