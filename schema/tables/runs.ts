import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { automations } from './automations.ts';
import { calls } from './calls.ts';
import {
  accountId,
  actor,
  companiesWall,
  companyId,
  companyWall,
  createdAt,
  id,
  tenantPolicy,
  time,
} from './columns.ts';

/** A long piece of work over many calls or deliveries, with its progress. */
export const runs = pgTable(
  'runs',
  {
    accountId: accountId(),
    /** The companies it reaches, those of who asked for it; null: every one. */
    companyIds: uuid('company_ids').array(),
    id: id(),
    kind: text('kind', { enum: ['DRY_RUN', 'BACKFILL', 'REPLAY', 'TAG_CALLS', 'RESCORE'] }).notNull(),
    state: text('state', { enum: ['RUNNING', 'DONE', 'CANCELLED', 'FAILED'] }).notNull(),
    /** The rule it applies, when it applies one that is saved. */
    automationId: uuid('automation_id'),
    /** What it was asked to do. */
    input: jsonb('input').$type<unknown>().notNull(),
    /** Rows to look at, and looked at so far. */
    total: integer('total').notNull().default(0),
    done: integer('done').notNull().default(0),
    /** Where it goes on after a restart. */
    position: text('position'),
    /** Counts and samples it has found so far. */
    result: jsonb('result').$type<unknown>(),
    /** Why it failed. */
    reason: text('reason'),
    ...actor(),
    createdAt: createdAt(),
    /** Moved on with every step: a run whose process died is taken up by another. */
    seenAt: time('seen_at').notNull().defaultNow(),
    endedAt: time('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('runs_created').on(table.accountId, table.createdAt, table.id),
    tenantPolicy(),
    companiesWall(),
  ],
);

/** A rule that looks at a call later: a time after it, or when nobody has called back. */
export const timers = pgTable(
  'timers',
  {
    accountId: accountId(),
    companyId: companyId(),
    callId: uuid('call_id').notNull(),
    automationId: uuid('automation_id').notNull(),
    /** The version that set it; an edit of the rule does not move timers that run. */
    automationVersion: integer('automation_version').notNull(),
    dueAt: time('due_at').notNull(),
    state: text('state', { enum: ['WAITING', 'DONE', 'CANCELLED'] }).notNull(),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.callId, table.automationId] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    foreignKey({
      columns: [table.accountId, table.automationId],
      foreignColumns: [automations.accountId, automations.id],
    }),
    index('timers_due').on(table.accountId, table.state, table.dueAt),
    tenantPolicy(),
    companyWall(),
  ],
);

/**
 * What this installation has used of a vendor's allowance, for all accounts together: the vendor counts by
 * the application, not by our accounts. Outside the wall like `directory`; it holds nothing of anybody.
 */
export const quotas = pgTable(
  'quotas',
  {
    /** Whose allowance: `google-ads ingest day`. */
    key: text('key').notNull(),
    /** When the counted span began. */
    since: time('since').notNull(),
    used: integer('used').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.since] })],
);
