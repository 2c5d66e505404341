import type { Page } from './feed.ts';
import type { Seat } from './seat.ts';

/** ms between two reads of one account, however fast it is written to. */
const restMs = 5;
/** ms before looking again for entries that wait for an older transaction; doubles up to the poll. */
const firstHeldMs = 4;

/**
 * Reads one account's feed for all its subscribers, once, whenever it is woken. The seats hear of changes
 * in the order of the feed.
 */
export const createReader = (options: {
  readonly from: string;
  readonly read: (after: string) => Promise<Page>;
  /** ms; the longest wait for held entries. */
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}) => {
  const seats = new Set<Seat>();
  let position = options.from;
  let reading = false;
  let again = false;
  let stopped = false;
  let heldMs = firstHeldMs;
  let timer: NodeJS.Timeout | undefined;

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, restMs);
    });

  const readOn = async (): Promise<void> => {
    let page: Page;
    do {
      // Stopped while it rested: the database may already be going away.
      if (stopped) return;
      again = false;
      page = await options.read(position);
      if (stopped) return;
      for (const change of page.changes) for (const seat of seats) seat.push(change);
      position = page.next;
      if (again && !page.full) await rest();
    } while (page.full || again);
    if (page.changes.length > 0) heldMs = firstHeldMs;
    if (page.held && !stopped) {
      timer = setTimeout(wake, heldMs);
      heldMs = Math.min(heldMs * 2, options.pollMs);
    }
  };

  const wake = (): void => {
    if (stopped) return;
    if (reading) {
      again = true;
      return;
    }
    clearTimeout(timer);
    reading = true;
    readOn()
      .catch((error: unknown) => {
        if (!stopped) options.onError(error);
      })
      .finally(() => {
        reading = false;
      });
  };

  return {
    /** Cursor up to which the seats have heard. */
    position: (): string => position,
    seats,
    /** Something may have been written. */
    wake,
    stop: (): void => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

export type Reader = ReturnType<typeof createReader>;
