import {
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
  accountOnlyWall,
  actor,
  bytea,
  companyId,
  companyWall,
  createdAt,
  id,
  sharedCompanyWall,
  tenantPolicy,
  time,
} from './columns.ts';

/** What a trigger is told, by the names its declaration has. Ids are UUIDs. */
export type TriggerSettings = Readonly<Record<string, string | number>>;

/** Trigger + CallFilter + actions. What it does stands in its newest version. */
export const automations = pgTable(
  'automations',
  {
    accountId: accountId(),
    id: id(),
    /** Null: every company of the account. */
    companyId: uuid('company_id'),
    name: text('name').notNull(),
    enabled: boolean('enabled').notNull(),
    version: integer('version').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), ...sharedCompanyWall()],
);

export const automationVersions = pgTable(
  'automation_versions',
  {
    accountId: accountId(),
    /** The rule's own: null for every company. */
    companyId: uuid('company_id'),
    automationId: uuid('automation_id').notNull(),
    version: integer('version').notNull(),
    /** One of those the application declares. */
    trigger: text('trigger').notNull(),
    /** What the trigger itself is told: which tag, how many minutes. */
    triggerSettings: jsonb('trigger_settings').$type<TriggerSettings>().notNull().default({}),
    filter: jsonb('filter').$type<unknown>().notNull(),
    actions: jsonb('actions').$type<unknown>().notNull(),
    ...actor(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.automationId, table.version] }),
    foreignKey({
      columns: [table.accountId, table.automationId],
      foreignColumns: [automations.accountId, automations.id],
    }),
    tenantPolicy(),
    ...sharedCompanyWall(),
  ],
);

/** What one version of one rule made of one version of one call, matched or not, and why. */
export const decisions = pgTable(
  'decisions',
  {
    accountId: accountId(),
    companyId: companyId(),
    callId: uuid('call_id').notNull(),
    automationId: uuid('automation_id').notNull(),
    callVersion: integer('call_version').notNull(),
    automationVersion: integer('automation_version').notNull(),
    trigger: text('trigger').notNull(),
    matched: boolean('matched').notNull(),
    /** The first condition that failed with the value it saw, or what was done. */
    reason: text('reason').notNull(),
    at: time('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.callId, table.automationId, table.callVersion] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    tenantPolicy(),
    companyWall(),
  ],
);

/** An authorised account at a vendor. */
export const linkedAccounts = pgTable(
  'linked_accounts',
  {
    accountId: accountId(),
    id: id(),
    integration: text('integration').notNull(),
    label: text('label').notNull(),
    /** The vendor's id of the account behind it. */
    externalId: text('external_id'),
    settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Sealed JSON of secrets or tokens, bound to this row. Null until authorised and after disconnecting. */
    secrets: bytea('secrets'),
    state: text('state', { enum: ['PENDING', 'ACTIVE', 'NEEDS_RECONNECT', 'DISCONNECTED'] }).notNull(),
    reason: text('reason'),
    /** Attempts in a row that found the vendor dead; any answer sets it back. */
    failures: integer('failures').notNull().default(0),
    /** While it lies ahead, nothing is sent but one try to see whether the vendor is back. */
    pausedUntil: time('paused_until'),
    /** When the owner was told that it is dead; null while it works. */
    toldAt: time('told_at'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), accountOnlyWall()],
);

/** One action for one call, with the call frozen as it was decided on. */
export const deliveries = pgTable(
  'deliveries',
  {
    accountId: accountId(),
    companyId: companyId(),
    id: id(),
    callId: uuid('call_id').notNull(),
    linkedAccountId: uuid('linked_account_id').notNull(),
    integration: text('integration').notNull(),
    action: text('action').notNull(),
    /** Separates two uses of one action on one call; see the kit's `target`. */
    target: text('target').notNull(),
    /** Rises when the call changed and the action is sent anew. */
    revision: integer('revision').notNull(),
    /** The vendor-side de-duplication key, the same for every revision. */
    key: text('key').notNull(),
    /** RETRACT takes back what an earlier revision brought there. */
    intent: text('intent', { enum: ['SEND', 'RETRACT'] })
      .notNull()
      .default('SEND'),
    settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull(),
    snapshot: jsonb('snapshot').$type<unknown>().notNull(),
    automationId: uuid('automation_id').notNull(),
    automationVersion: integer('automation_version').notNull(),
    state: text('state', {
      enum: [
        'PENDING',
        'SENDING',
        'ACCEPTED',
        'CONFIRMED',
        'RETRYING',
        'NEEDS_RECONNECT',
        'REJECTED',
        'UNKNOWN',
        'SUPERSEDED',
        'RETRACTED',
        'SKIPPED',
      ],
    }).notNull(),
    reason: text('reason'),
    vendorId: text('vendor_id'),
    vendorUrl: text('vendor_url'),
    /** What asking for confirmation needs. */
    receipt: jsonb('receipt').$type<Readonly<Record<string, string | number>>>(),
    /** True from a try that got no answer until one is accepted: the vendor may already have it. */
    uncertain: boolean('uncertain').notNull().default(false),
    attemptCount: integer('attempt_count').notNull().default(0),
    /** Not before this. */
    dueAt: time('due_at').notNull(),
    /** When the vendor took it in, and when it said that it counts. */
    acceptedAt: time('accepted_at'),
    confirmedAt: time('confirmed_at'),
    createdAt: createdAt(),
    changedAt: time('changed_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({ columns: [table.accountId, table.callId], foreignColumns: [calls.accountId, calls.id] }),
    foreignKey({
      columns: [table.accountId, table.linkedAccountId],
      foreignColumns: [linkedAccounts.accountId, linkedAccounts.id],
    }),
    uniqueIndex('deliveries_slot').on(
      table.accountId,
      table.callId,
      table.linkedAccountId,
      table.action,
      table.target,
      table.revision,
    ),
    index('deliveries_created').on(table.accountId, table.createdAt, table.id),
    tenantPolicy(),
    companyWall(),
  ],
);

/** One try of a delivery. */
export const attempts = pgTable(
  'attempts',
  {
    accountId: accountId(),
    companyId: companyId(),
    deliveryId: uuid('delivery_id').notNull(),
    number: integer('number').notNull(),
    at: time('at').notNull(),
    /** Every request and answer of the try, redacted. */
    exchanges: jsonb('exchanges').$type<readonly unknown[]>().notNull(),
    /** HTTP status of the last answer. */
    status: integer('status'),
    error: text('error'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.deliveryId, table.number] }),
    foreignKey({
      columns: [table.accountId, table.deliveryId],
      foreignColumns: [deliveries.accountId, deliveries.id],
    }),
    tenantPolicy(),
    companyWall(),
  ],
);
