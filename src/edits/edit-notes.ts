import type { LockedCall } from '../conductor/locked-calls.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { addNote, changeNote, type NoteEdit, noteTextIn, takeNewest } from '../leads/notes.ts';
import { createLeadReads, noteRows, notesStatement } from '../leads/read.ts';
import { type Reach, storedActor } from '../reach.ts';
import type { ChangeCalls } from './change-calls.ts';
import type { Edit } from './judged-edit.ts';

const authorOf = ({ call }: LockedCall, { actor }: Reach, now: Date) => ({
  accountId: call.accountId,
  companyId: call.companyId,
  callId: call.id,
  ...storedActor(actor),
  at: now.toISOString(),
});

const known = async ({ call, send }: LockedCall) =>
  noteRows(await send(notesStatement(call.accountId, [call.id])));

const noted = ({ call }: LockedCall, { rows, newest }: NoteEdit, news: string, added: boolean): Edit => ({
  call: { ...call, note: newest },
  news: [news],
  happened: added ? ['NOTE_ADDED'] : [],
  rows: { notes: rows },
});

/** A new note on a call; null takes the newest one away. */
export const withNote = async (
  one: LockedCall,
  text: string | null,
  reach: Reach,
  now: Date,
): Promise<Edit> => {
  const author = authorOf(one, reach, now);
  const rows = await known(one);
  if (text === null) return noted(one, takeNewest(rows, author), 'The note was removed.', false);
  const unlisted = { text: one.call.note, at: one.call.startedAt };
  return noted(one, addNote(rows, text, author, unlisted), 'The note was written.', true);
};

export const createNoteEdits = (parts: {
  readonly db: Db;
  readonly change: ChangeCalls;
  readonly now: () => Date;
}) => {
  const { db, change, now } = parts;
  const { notesByIds } = createLeadReads(db);

  const revise = async (reach: Reach, id: string, text: string | null, news: string): Promise<string> => {
    const [found] = await notesByIds(reach, [id]);
    if (!found) throw new Refusal('NOT_FOUND', 'There is no such note in this account.', 'input.id');
    await change(reach, [found.callId], 'input.id', async (one) => {
      const edit = changeNote(await known(one), id, text, authorOf(one, reach, now()));
      return edit.rows.length === 0 ? null : noted(one, edit, news, false);
    });
    return found.callId;
  };

  return {
    /** Answers the UUID of the new note. */
    addNote: async (reach: Reach, callId: string, given: string): Promise<string> => {
      const text = noteTextIn(given, 'input.text');
      let added = '';
      await change(reach, [callId], 'input.callId', async (one) => {
        const edit = await withNote(one, text, reach, now());
        added = edit.rows?.notes?.at(-1)?.id ?? '';
        return edit;
      });
      return added;
    },

    /** Both answer the UUID of the call. What stood there before stays as an earlier version. */
    updateNote: async (reach: Reach, id: string, text: string): Promise<string> =>
      revise(reach, id, noteTextIn(text, 'input.text'), 'A note was changed.'),
    deleteNote: (reach: Reach, id: string): Promise<string> =>
      revise(reach, id, null, 'The note was removed.'),
  };
};
