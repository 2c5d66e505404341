import { type SQL, sql } from 'drizzle-orm';
import { crmOutcomes, leadHistory, notes, transcripts } from '../../schema/index.ts';
import { type Db, type Statement, statement } from '../db.ts';
import type { Reach } from '../reach.ts';
import type { JsonRow } from '../storage/json-rows.ts';
import { wholeRow } from '../storage/row-reader.ts';
import type { LeadHistoryRow } from './history.ts';
import type { NoteRow } from './notes.ts';

export type TranscriptRow = JsonRow<typeof transcripts>;
export type CrmOutcomeRow = JsonRow<typeof crmOutcomes>;

type Raw = Readonly<Record<string, unknown>>;
const note = wholeRow(notes);
const entry = wholeRow(leadHistory);
const transcript = wholeRow(transcripts);
const outcome = wholeRow(crmOutcomes);

const any = (ids: readonly string[]): SQL => sql`any(${sql.param(ids)}::uuid[])`;

/** Every version of every note of some calls. For transactions too, so the answer is read with `noteRows`. */
export const notesStatement = (accountId: string, callIds: readonly string[]): Statement =>
  statement(sql`select ${note.list} from ${notes}
    where ${notes.accountId} = ${accountId}::uuid and ${notes.callId} = ${any(callIds)}`);
export const noteRows = (rows: readonly Raw[]): readonly NoteRow[] =>
  rows.map((row) => note.read({ ...row }));

export const transcriptsStatement = (accountId: string, callIds: readonly string[]): Statement =>
  statement(sql`select ${transcript.list} from ${transcripts}
    where ${transcripts.accountId} = ${accountId}::uuid and ${transcripts.callId} = ${any(callIds)}`);
export const transcriptRows = (rows: readonly Raw[]): readonly TranscriptRow[] =>
  rows.map((row) => transcript.read({ ...row }));

/** Oldest first, by when the CRM says it happened. */
export const outcomesStatement = (accountId: string, callIds: readonly string[]): Statement =>
  statement(sql`select ${outcome.list} from ${crmOutcomes}
    where ${crmOutcomes.accountId} = ${accountId}::uuid and ${crmOutcomes.callId} = ${any(callIds)}
    order by ${crmOutcomes.at}, ${crmOutcomes.id}`);
export const outcomeRows = (rows: readonly Raw[]): readonly CrmOutcomeRow[] =>
  rows.map((row) => outcome.read({ ...row }));

/** What people and CRMs added to calls, for many at once. Ids are UUIDs. */
export const createLeadReads = (db: Db) => ({
  notes: async (reach: Reach, callIds: readonly string[]): Promise<readonly NoteRow[]> =>
    noteRows(await db.read<Raw>(reach, notesStatement(reach.accountId, callIds))),

  /** Every version of some notes. */
  notesByIds: async (reach: Reach, ids: readonly string[]): Promise<readonly NoteRow[]> => {
    const query = sql`select ${note.list} from ${notes}
      where ${notes.accountId} = ${reach.accountId}::uuid and ${notes.id} = ${any(ids)}`;
    return noteRows(await db.read<Raw>(reach, statement(query)));
  },

  /** Oldest first. */
  history: async (reach: Reach, callIds: readonly string[]): Promise<readonly LeadHistoryRow[]> => {
    const query = sql`select ${entry.list} from ${leadHistory}
      where ${leadHistory.accountId} = ${reach.accountId}::uuid and ${leadHistory.callId} = ${any(callIds)}
      order by ${leadHistory.callVersion}, ${leadHistory.field}`;
    return (await db.read<Record<string, unknown>>(reach, statement(query))).map(entry.read);
  },

  transcripts: async (reach: Reach, callIds: readonly string[]): Promise<readonly TranscriptRow[]> =>
    transcriptRows(await db.read<Raw>(reach, transcriptsStatement(reach.accountId, callIds))),

  outcomesByIds: async (reach: Reach, ids: readonly string[]): Promise<readonly CrmOutcomeRow[]> => {
    const query = sql`select ${outcome.list} from ${crmOutcomes}
      where ${crmOutcomes.accountId} = ${reach.accountId}::uuid and ${crmOutcomes.id} = ${any(ids)}`;
    return outcomeRows(await db.read<Raw>(reach, statement(query)));
  },

  outcomes: async (reach: Reach, callIds: readonly string[]): Promise<readonly CrmOutcomeRow[]> =>
    outcomeRows(await db.read<Raw>(reach, outcomesStatement(reach.accountId, callIds))),
});
