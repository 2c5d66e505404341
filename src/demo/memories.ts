import { join } from 'node:path';
import type { Logger } from 'pino';
import type { VendorStandIn } from '../../integrations/kit/sandbox.ts';
import { readPrivate, writePrivate } from './private-file.ts';

/** Milliseconds of a vendor's memory a crash may take. */
const saveEveryMs = 3_000;

/**
 * Gives each stand-in back what it knew, from its file in the data folder. What it answers then keeps those
 * files: to be called once no other process can be writing them.
 */
export const recallMemories = async (standIns: Readonly<Record<string, VendorStandIn>>, folder: string) => {
  const fileOf = (name: string): string => join(folder, 'sandboxes', `${name}.json`);
  for (const [name, { restore }] of Object.entries(standIns)) {
    if (restore) await readPrivate(fileOf(name), restore);
  }

  return (logger: Logger) => {
    const written = new Map<string, string>();
    let last: Promise<void> = Promise.resolve();

    const writeChanged = async (): Promise<void> => {
      for (const [name, { save }] of Object.entries(standIns)) {
        if (!save) continue;
        const memory = JSON.stringify(save());
        if (written.get(name) === memory) continue;
        await writePrivate(fileOf(name), memory);
        written.set(name, memory);
      }
    };
    const save = (): Promise<void> => {
      // One after the other, or two would write the same file.
      last = last.catch(() => undefined).then(writeChanged);
      return last;
    };
    const timer = setInterval(() => {
      save().catch((error: unknown) => logger.warn({ err: error }, 'the vendors could not be saved'));
    }, saveEveryMs);

    return {
      save,
      stop: (): Promise<void> => {
        clearInterval(timer);
        return save();
      },
    };
  };
};
