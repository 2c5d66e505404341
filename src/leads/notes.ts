import type { notes } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { textIn } from '../input.ts';
import { nobody } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';

/** One version of a note, times as text. */
export type NoteRow = JsonRow<typeof notes>;

/** What writing, changing or taking away a note leaves. */
export interface NoteEdit {
  /** New versions. */
  readonly rows: readonly NoteRow[];
  /** The text of the newest note that is still there. */
  readonly newest: string | null;
}

export const noteTextIn = (given: string, field: string): string => textIn(given, field, { max: 10_000 });

/** A note with all its versions, oldest first. */
export interface Note {
  readonly id: string;
  readonly callId: string;
  readonly first: NoteRow;
  readonly last: NoteRow;
  readonly versions: readonly NoteRow[];
}

/** Notes from their rows, the oldest note first. */
export const notesOf = (rows: readonly NoteRow[]): readonly Note[] =>
  [...Map.groupBy(rows, (row) => row.id).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, given]) => {
      const versions = given.toSorted((a, b) => a.version - b.version);
      const [first, last] = [versions[0], versions.at(-1)];
      return first && last ? [{ id, callId: first.callId, first, last, versions }] : [];
    });

const newestOf = (rows: readonly NoteRow[]): string | null =>
  notesOf(rows).findLast(({ last }) => last.text !== null)?.last.text ?? null;

type Author = Pick<NoteRow, 'accountId' | 'companyId' | 'callId' | 'actorKind' | 'actorId' | 'at'>;

const versionOf = (
  { accountId, companyId, callId, actorKind, actorId, at }: Author,
  id: string,
  version: number,
  text: string | null,
) => ({
  accountId,
  companyId,
  id,
  version,
  callId,
  text,
  actorKind,
  actorId,
  at,
});

const edit = (known: readonly NoteRow[], rows: readonly NoteRow[]): NoteEdit => ({
  rows,
  newest: newestOf([...known, ...rows]),
});

/** `unlisted`: the text of a note from before notes were kept one by one; it becomes the first of them. */
export const addNote = (
  known: readonly NoteRow[],
  text: string,
  author: Author,
  unlisted: { readonly text: string | null; readonly at: string },
): NoteEdit => {
  const old =
    known.length === 0 && unlisted.text !== null
      ? [versionOf({ ...author, ...nobody, at: unlisted.at }, newId(), 1, unlisted.text)]
      : [];
  return edit(known, [...old, versionOf(author, newId(), 1, text)]);
};

/** A new version of a note; null takes it away. Throws Refusal when there is none to change. */
export const changeNote = (
  known: readonly NoteRow[],
  id: string,
  text: string | null,
  author: Author,
): NoteEdit => {
  const note = notesOf(known).find((one) => one.id === id);
  if (!note || note.last.text === null)
    throw new Refusal('NOT_FOUND', 'There is no such note; it may have been deleted.', 'input.id');
  return edit(known, note.last.text === text ? [] : [versionOf(author, id, note.last.version + 1, text)]);
};

/** Takes the newest note away, however it was written. */
export const takeNewest = (known: readonly NoteRow[], author: Author): NoteEdit => {
  const note = notesOf(known).findLast(({ last }) => last.text !== null);
  return note ? changeNote(known, note.id, null, author) : { rows: [], newest: null };
};
