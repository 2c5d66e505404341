import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventKeyOf, type IncomingEvent } from '../conductor/event.ts';
import type { KeptCallback } from './understand.ts';

/**
 * Callbacks that could not be stored because the database was away, one file each, until it is back. A
 * carrier does not call twice, so without this an outage would lose calls.
 */
export const createSpool = (folder: string, understand: (kept: KeptCallback) => IncomingEvent) => {
  const nameOf = (event: IncomingEvent): string =>
    `${event.receivedAt.replaceAll(':', '')}-${eventKeyOf(event)}.json`;
  let draining: Promise<number> | null = null;

  const drain = async (take: (event: IncomingEvent) => Promise<unknown>): Promise<number> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
    for (const [at, name] of names.entries()) {
      const kept = JSON.parse(await readFile(join(folder, name), 'utf8')) as KeptCallback;
      try {
        await take(understand(kept));
      } catch {
        return names.length - at; // still away: the rest stays, in order
      }
      await unlink(join(folder, name));
    }
    return 0;
  };

  return {
    /** On disk when it resolves. */
    keep: async (event: IncomingEvent): Promise<void> => {
      // What it says is read anew when it is taken, by whatever version runs then.
      const { events: _, malformed: __, ...kept } = event;
      await mkdir(folder, { recursive: true });
      const path = join(folder, nameOf(event));
      await writeFile(`${path}.part`, JSON.stringify(kept), { flush: true });
      await rename(`${path}.part`, path);
    },

    /** Hands everything kept to `take`, oldest first, and answers how many remain. */
    drain: (take: (event: IncomingEvent) => Promise<unknown>): Promise<number> => {
      draining ??= drain(take).finally(() => {
        draining = null;
      });
      return draining;
    },
  };
};

export type Spool = ReturnType<typeof createSpool>;
