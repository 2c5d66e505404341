import { createLockedCalls, type LockedCall, type LockedWork } from '../conductor/locked-calls.ts';
import type { ConductorOptions } from '../conductor/options.ts';
import type { Reach } from '../reach.ts';
import { type Edit, judgedEdit } from './judged-edit.ts';

type Work = (locked: LockedCall) => Promise<Edit | null> | Edit | null;

/** Edits calls one by one, each locked and judged by the rules. Answers how many of them changed. */
export const createChangeCalls = (options: ConductorOptions) => {
  const locked = createLockedCalls(options);
  return (
    reach: Reach,
    ids: readonly string[],
    /** To blame for a call that does not exist; null: it is left out. */
    field: string | null,
    work: Work,
    also: Pick<LockedWork, 'first' | 'settle'> = {},
  ): Promise<number> =>
    locked(reach, ids, {
      field,
      ...also,
      each: async (one) => {
        const edit = await work(one);
        return edit && judgedEdit(one, edit, reach, options);
      },
    });
};

export type ChangeCalls = ReturnType<typeof createChangeCalls>;
