import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accountId, companyWall, tenantPolicy, time, xid8 } from './columns.ts';

/**
 * The account's ordered feed of everything that happened. Ordered by (xid, seq) and read only below
 * `pg_snapshot_xmin(pg_current_snapshot())`: a sequence alone would show 7 before a slower transaction
 * commits 6, and a reader that went on from 7 would never see it.
 */
export const changes = pgTable(
  'changes',
  {
    accountId: accountId(),
    /** Whom it is about; null: the account as a whole. */
    companyId: uuid('company_id'),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    at: time('at').notNull().defaultNow(),
    kind: text('kind', {
      enum: [
        'CALL_STARTED',
        'CALL_ANSWERED',
        'CALL_ENDED',
        'CALL_UPDATED',
        'DELIVERY_CHANGED',
        'SETUP_CHANGED',
        'EVENT_UNMATCHED',
        'LINKED_ACCOUNT_CHANGED',
        'RUN_CHANGED',
        'POOL_CHANGED',
      ],
    }).notNull(),
    /** The call it is about, when it is about one. */
    callId: uuid('call_id'),
    /** The delivery, tracker, tag … that changed. */
    subjectId: uuid('subject_id'),
    /** One line a person can read, and what a timeline needs besides. */
    detail: jsonb('detail').$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.xid, table.seq] }),
    index('changes_call').on(table.accountId, table.callId),
    tenantPolicy(),
    companyWall(),
  ],
);
