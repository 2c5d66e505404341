import type DataLoader from 'dataloader';
import type { AutomationVersionRow } from '../automation/read.ts';
import type { Timer } from '../automation/timers.ts';
import type { AttemptRow } from '../calls/read-deliveries.ts';
import type { DecisionRow, PageViewRow, TimelineRow } from '../calls/read-details.ts';
import type { LeadHistoryRow } from '../leads/history.ts';
import { type NoteRow, notesOf } from '../leads/notes.ts';
import type { CrmOutcomeRow, TranscriptRow } from '../leads/read.ts';
import type { Reach } from '../reach.ts';
import type { LeaseRow } from '../tracking/read-visitors.ts';
import { type ApiKey, apiKeyOf } from './api-key.ts';
import type { Call } from './call.ts';
import { wholeCall } from './call-plan.ts';
import { type Caller, callerOf } from './caller.ts';
import type { NounsFor } from './context.ts';
import { type Delivery, deliveryOf } from './delivery.ts';
import { createEntryLoaders, type EntryLoaders } from './entry-loaders.ts';
import type { Reads } from './features.ts';
import { many, one } from './load-by-id.ts';
import { type Note, noteOf } from './note.ts';
import { type Run, runOf } from './run.ts';
import { type Visitor, visitorOf } from './visitor.ts';
import { sessionOf, type WebSession } from './web-session.ts';

/** A call and whom it was credited to, a visitor or a visit. */
interface Credited {
  readonly ownerId: string;
  readonly call: Call;
}

/** What one request loads by id, gathered into one statement a kind. Ids are UUIDs. */
export interface Loaders extends EntryLoaders {
  readonly call: DataLoader<string, Call | null>;
  readonly caller: DataLoader<string, Caller | null>;
  readonly session: DataLoader<string, WebSession | null>;
  readonly visitor: DataLoader<string, Visitor | null>;
  readonly sessionsOfVisitor: DataLoader<string, readonly WebSession[]>;
  readonly callsOfVisitor: DataLoader<string, readonly Credited[]>;
  readonly callsOfSession: DataLoader<string, readonly Credited[]>;
  /** By the visit. */
  readonly leases: DataLoader<string, readonly LeaseRow[]>;
  /** By the visit. */
  readonly pages: DataLoader<string, readonly PageViewRow[]>;
  readonly delivery: DataLoader<string, Delivery | null>;
  readonly apiKey: DataLoader<string, ApiKey | null>;
  readonly timers: DataLoader<string, readonly Timer[]>;
  readonly run: DataLoader<string, Run | null>;
  readonly deliveriesOfCall: DataLoader<string, readonly Delivery[]>;
  readonly attempts: DataLoader<string, readonly AttemptRow[]>;
  readonly decisions: DataLoader<string, readonly DecisionRow[]>;
  readonly timeline: DataLoader<string, readonly TimelineRow[]>;
  readonly note: DataLoader<string, Note | null>;
  /** Every version of every note, by the call. */
  readonly notes: DataLoader<string, readonly NoteRow[]>;
  readonly history: DataLoader<string, readonly LeadHistoryRow[]>;
  /** One at most. */
  readonly transcript: DataLoader<string, readonly TranscriptRow[]>;
  readonly outcomes: DataLoader<string, readonly CrmOutcomeRow[]>;
  readonly automationVersions: DataLoader<string, readonly AutomationVersionRow[]>;
}

const credited = (
  owner: 'VISITOR' | 'VISIT',
  reach: Reach,
  reads: Reads,
  nouns: NounsFor,
  cache: boolean,
): DataLoader<string, readonly Credited[]> =>
  many(
    cache,
    async (ids) => {
      const found = await reads.visitors.calls(reach, owner, ids);
      const callIds = found.map(({ callId }) => callId);
      const rows = callIds.length > 0 ? await reads.calls.byIds(reach, callIds) : [];
      const byId = new Map(rows.map((row) => [row.id, row]));
      const known = await nouns(rows.map((row) => row.companyId));
      return found.flatMap(({ ownerId, callId }) => {
        const row = byId.get(callId);
        return row ? [{ ownerId, call: wholeCall.show(row, known) }] : [];
      });
    },
    ({ ownerId }) => ownerId,
  );

/** `cache`: a request sees each thing as it was when it first looked; a subscription must not. */
export const createLoaders = (reach: Reach, reads: Reads, nouns: NounsFor, cache: boolean): Loaders => ({
  ...createEntryLoaders(reach, reads, nouns, cache),
  call: one(
    cache,
    (ids) => reads.calls.byIds(reach, ids),
    (row) => row.id,
    async (rows) => {
      const known = await nouns(rows.map((row) => row.companyId));
      return (row) => wholeCall.show(row, known);
    },
  ),
  caller: one(
    cache,
    (ids) => reads.details.callers(reach, ids),
    (row) => row.id,
    async (rows) => {
      const known = await nouns(rows.map((row) => row.companyId));
      return (row) => callerOf(row, known);
    },
  ),
  session: one(
    cache,
    (ids) => reads.details.sessions(reach, ids),
    (row) => row.id,
    async () => sessionOf,
  ),
  visitor: one(
    cache,
    (ids) => reads.visitors.byIds(reach, ids),
    (row) => row.id,
    async (rows) => {
      const known = await nouns(rows.map((row) => row.companyId));
      return (row) => visitorOf(row, known);
    },
  ),
  sessionsOfVisitor: many(
    cache,
    async (ids) => (await reads.visitors.visits(reach, ids)).map(sessionOf),
    (session) => session.visitorId,
  ),
  callsOfVisitor: credited('VISITOR', reach, reads, nouns, cache),
  callsOfSession: credited('VISIT', reach, reads, nouns, cache),
  leases: many(
    cache,
    (ids) => reads.visitors.leases(reach, ids),
    (row) => row.sessionId,
  ),
  pages: many(
    cache,
    (ids) => reads.details.pages(reach, ids),
    (row) => row.sessionId,
  ),
  delivery: one(
    cache,
    (ids) => reads.deliveries.byIds(reach, ids),
    (row) => row.id,
    async (rows) => {
      const known = await nouns(rows.map((row) => row.linkedAccountId));
      return (row) => deliveryOf(row, known);
    },
  ),
  apiKey: one(
    cache,
    (ids) => reads.apiKeys.byIds(reach, ids),
    (row) => row.id,
    async () => apiKeyOf,
  ),
  timers: many(
    cache,
    (ids) => reads.automations.timers(reach, ids),
    (row) => row.callId,
  ),
  run: one(
    cache,
    (ids) => reads.runs.byIds(reach, ids),
    (row) => row.id,
    async () => runOf,
  ),
  deliveriesOfCall: many(
    cache,
    async (ids) => {
      const rows = await reads.deliveries.ofCalls(reach, ids);
      const known = await nouns(rows.map((row) => row.linkedAccountId));
      return rows.map((row) => deliveryOf(row, known));
    },
    ({ row }) => row.callId ?? '',
  ),
  attempts: many(
    cache,
    (ids) => reads.deliveries.attempts(reach, ids),
    (row) => row.deliveryId,
  ),
  decisions: many(
    cache,
    (ids) => reads.details.decisions(reach, ids),
    (row) => row.callId,
  ),
  timeline: many(
    cache,
    (ids) => reads.details.timeline(reach, ids),
    (row) => row.callId,
  ),
  note: one(
    cache,
    async (ids) => notesOf(await reads.leads.notesByIds(reach, ids)),
    (note) => note.id,
    async () => noteOf,
  ),
  notes: many(
    cache,
    (ids) => reads.leads.notes(reach, ids),
    (row) => row.callId,
  ),
  history: many(
    cache,
    (ids) => reads.leads.history(reach, ids),
    (row) => row.callId,
  ),
  transcript: many(
    cache,
    (ids) => reads.leads.transcripts(reach, ids),
    (row) => row.callId,
  ),
  outcomes: many(
    cache,
    (ids) => reads.leads.outcomes(reach, ids),
    (row) => row.callId,
  ),
  automationVersions: many(
    cache,
    (ids) => reads.automations.versions(reach, ids),
    (row) => row.automationId,
  ),
});
