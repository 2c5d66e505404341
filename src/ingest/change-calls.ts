import type { Statement } from '../db.ts';
import type { IngestOptions } from './ingest.ts';
import { type Edit, type Editor, judgedEdit } from './judged-edit.ts';
import { createLockedCalls, type LockedCall } from './locked-calls.ts';

type Work = (locked: LockedCall) => Promise<Edit | null> | Edit | null;

/** Edits calls one by one, each locked and judged by the rules. Answers how many of them changed. */
export const createChangeCalls = (options: IngestOptions) => {
  const locked = createLockedCalls(options);
  return (
    editor: Editor,
    ids: readonly string[],
    /** To blame for a call that does not exist; null: it is left out. */
    field: string | null,
    work: Work,
    first: readonly Statement[] = [],
  ): Promise<number> =>
    locked(editor.accountId, ids, {
      field,
      first,
      each: async (one) => {
        const edit = await work(one);
        return edit && judgedEdit(one, edit, editor, options);
      },
    });
};

export type ChangeCalls = ReturnType<typeof createChangeCalls>;
