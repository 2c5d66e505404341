import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accountId, accountOnlyWall, actor, createdAt, id, tenantPolicy, time } from './columns.ts';

/** The tenant: a business or an agency. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    createdAt: createdAt(),
    /** Rises with every change of trackers, tags, rules …, so a process knows when its copy is old. */
    setupVersion: integer('setup_version').notNull().default(1),
    /** The linked account that tells the owner when something is wrong, and whom it tells: an address, a channel. */
    alertLinkedAccountId: uuid('alert_linked_account_id'),
    alertSettings: jsonb('alert_settings').$type<Readonly<Record<string, unknown>>>(),
  },
  () => [tenantPolicy('id')],
);

/**
 * Whose is this? Asked before the account is known, by a dialled number, an API key's hash, a company's
 * public key or a carrier's account. The only table outside the wall; it holds nothing else.
 */
export const directory = pgTable(
  'directory',
  {
    kind: text('kind', {
      enum: ['NUMBER', 'API_KEY', 'COMPANY_KEY', 'CARRIER_ACCOUNT', 'OAUTH_STATE'],
    }).notNull(),
    key: text('key').notNull(),
    accountId: uuid('account_id').notNull(),
    subjectId: uuid('subject_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
);

export const apiKeys = pgTable(
  'api_keys',
  {
    accountId: accountId(),
    id: id(),
    name: text('name').notNull(),
    /** SHA-256 of the whole key, hex. The key itself is shown once and never stored. */
    hash: text('hash').notNull(),
    /** The first characters, so a person can tell keys apart. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes').array().notNull(),
    /** The companies it is limited to; null: every one. */
    companyIds: uuid('company_ids').array(),
    createdAt: createdAt(),
    revokedAt: time('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), accountOnlyWall()],
);

/** Things an owner must be able to look up later: refused webhooks, keys made and revoked. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    accountId: accountId(),
    id: id(),
    at: time('at').notNull().defaultNow(),
    kind: text('kind').notNull(),
    detail: text('detail').notNull(),
    ...actor(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), accountOnlyWall()],
);
