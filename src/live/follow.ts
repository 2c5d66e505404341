import type { Change, Page } from './feed.ts';
import type { Seat } from './seat.ts';

/** Reads the table after a cursor. */
export type ReadPage = (after: string) => Promise<Page>;

/** Catches up page by page, then takes from the seat; again and again when the seat ran over. */
export async function* follow(
  start: string,
  seat: Seat,
  readPage: ReadPage,
  wants: (change: Change) => boolean,
): AsyncGenerator<Change, void> {
  let at = start;
  while (!seat.closed()) {
    if (at < seat.from()) {
      const page = await readPage(at);
      for (const change of page.changes) if (wants(change)) yield change;
      at = page.next;
      continue;
    }
    await seat.filled();
    // Run over: what was queued before is gone, and everything since `at` is in the table.
    if (at < seat.from()) continue;
    for (const change of seat.take()) {
      if (change.cursor <= at) continue;
      at = change.cursor;
      yield change;
    }
  }
}

/** Reads up to and with `until`, and ends. */
export async function* readUntil(
  start: string,
  until: string,
  readPage: ReadPage,
  wants: (change: Change) => boolean,
): AsyncGenerator<Change, void> {
  for (let at = start; at < until; ) {
    const page = await readPage(at);
    for (const change of page.changes) if (change.cursor <= until && wants(change)) yield change;
    if (!page.full) return;
    at = page.next;
  }
}
