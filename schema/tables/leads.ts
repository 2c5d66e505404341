import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import {
  accountId,
  actor,
  companyId,
  companyWall,
  createdAt,
  id,
  sharedCompanyWall,
  standingWall,
  tenantPolicy,
  time,
} from './columns.ts';

/** A person who looks after leads. */
export const agents = pgTable(
  'agents',
  {
    accountId: accountId(),
    id: id(),
    name: text('name').notNull(),
    email: text('email'),
    /** Gone agents keep the calls they had, and get no new ones. */
    active: boolean('active').notNull().default(true),
    /** Which of the account's turns was theirs last, counted from 1; 0: none yet. The lowest is next. */
    lastTurn: bigint('last_turn', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    uniqueIndex('agents_name').on(table.accountId, table.name),
    tenantPolicy(),
    ...standingWall(),
  ],
);

/** A typed field of the account's own on calls or callers. */
export const customFields = pgTable(
  'custom_fields',
  {
    accountId: accountId(),
    id: id(),
    /** Null: every company of the account. */
    companyId: uuid('company_id'),
    subject: text('subject', { enum: ['CALL', 'CALLER'] }).notNull(),
    /** How filters and templates name it: `job_type`. Never changes. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['TEXT', 'NUMBER', 'CHOICE', 'DATE', 'CHECKBOX'] }).notNull(),
    choices: text('choices').array().notNull().default(sql`'{}'::text[]`),
    /** Archived fields keep their values and are offered no more. */
    archived: boolean('archived').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    uniqueIndex('custom_fields_key').on(table.accountId, table.subject, table.key),
    tenantPolicy(),
    ...sharedCompanyWall(),
  ],
);

/** What people wrote about a call: one row a version, so nothing that was written is lost. */
export const notes = pgTable(
  'notes',
  {
    accountId: accountId(),
    companyId: companyId(),
    id: id(),
    version: integer('version').notNull(),
    callId: uuid('call_id').notNull(),
    /** Null: taken away. */
    text: text('text'),
    ...actor(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id, table.version] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    index('notes_call').on(table.accountId, table.callId),
    tenantPolicy(),
    companyWall(),
  ],
);

/** What a lead was and became: status, value, assignment, score, custom fields, tags. */
export const leadHistory = pgTable(
  'lead_history',
  {
    accountId: accountId(),
    companyId: companyId(),
    callId: uuid('call_id').notNull(),
    callVersion: integer('call_version').notNull(),
    /** `leadStatus`, `value`, `assignee`, `score`, `tags`, or `custom:<key>`. */
    field: text('field').notNull(),
    /** As a person reads them; null for nothing. */
    before: text('before'),
    after: text('after'),
    ...actor(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.callId, table.callVersion, table.field] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    tenantPolicy(),
    companyWall(),
  ],
);

/** One reason for points: calls its filter holds for get them. */
export const scoreCriteria = pgTable(
  'score_criteria',
  {
    accountId: accountId(),
    id: id(),
    /** Null: every company of the account. */
    companyId: uuid('company_id'),
    name: text('name').notNull(),
    filter: jsonb('filter').$type<unknown>().notNull(),
    /** -100 to 100. */
    points: integer('points').notNull(),
    enabled: boolean('enabled').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), ...sharedCompanyWall()],
);

/** The words of a call, as whoever transcribed it handed them in. */
export const transcripts = pgTable(
  'transcripts',
  {
    accountId: accountId(),
    companyId: companyId(),
    callId: uuid('call_id').notNull(),
    /** BCP 47. */
    language: text('language'),
    text: text('text').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.callId] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    tenantPolicy(),
    companyWall(),
  ],
);

/** What a CRM said became of a call's lead. */
export const crmOutcomes = pgTable(
  'crm_outcomes',
  {
    accountId: accountId(),
    companyId: companyId(),
    id: id(),
    callId: uuid('call_id').notNull(),
    /** What the CRM calls it: a stage, a status. */
    stage: text('stage').notNull(),
    leadStatus: text('lead_status', { enum: ['NEW', 'QUALIFIED', 'UNQUALIFIED', 'WON', 'LOST', 'SPAM'] }),
    valueMicros: bigint('value_micros', { mode: 'number' }),
    valueCurrency: text('value_currency'),
    /** The CRM's id of what was said, so a repeat is no second outcome. */
    externalId: text('external_id').notNull(),
    at: time('at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    uniqueIndex('crm_outcomes_external').on(table.accountId, table.callId, table.externalId),
    tenantPolicy(),
    companyWall(),
  ],
);
