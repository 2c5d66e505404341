import type DataLoader from 'dataloader';
import { changeId } from '../calls/read-changes.ts';
import type { Reach } from '../reach.ts';
import { type AuditEntry, auditEntryOf } from './audit-entry.ts';
import { type CarrierEvent, carrierEventOf } from './carrier-event.ts';
import { type Change, changeOf } from './change.ts';
import type { NounsFor } from './context.ts';
import { type CrmOutcome, outcomeOf } from './crm-outcome.ts';
import type { Reads } from './features.ts';
import { one } from './load-by-id.ts';

/** Entries of lists that only grow, by their own id. Ids are UUIDs. */
export interface EntryLoaders {
  readonly auditEntry: DataLoader<string, AuditEntry | null>;
  /** Of those that did not become part of a call. */
  readonly carrierEvent: DataLoader<string, CarrierEvent | null>;
  readonly change: DataLoader<string, Change | null>;
  readonly outcome: DataLoader<string, CrmOutcome | null>;
}

export const createEntryLoaders = (
  reach: Reach,
  reads: Reads,
  nouns: NounsFor,
  cache: boolean,
): EntryLoaders => ({
  auditEntry: one(
    cache,
    (ids) => reads.lists.auditEntriesByIds(reach, ids),
    ({ id }) => id,
    async () => auditEntryOf,
  ),
  carrierEvent: one(
    cache,
    (ids) => reads.lists.unmatchedEventsByIds(reach, ids),
    ({ id }) => id,
    async () => carrierEventOf,
  ),
  change: one(
    cache,
    (ids) => reads.changes.byIds(reach, ids),
    changeId,
    async () => {
      const known = await nouns();
      return (entry) => changeOf(entry, known);
    },
  ),
  outcome: one(
    cache,
    (ids) => reads.leads.outcomesByIds(reach, ids),
    ({ id }) => id,
    async () => outcomeOf,
  ),
});
