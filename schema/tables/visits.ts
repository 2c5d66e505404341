import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accountId, createdAt, id, tenantPolicy, time } from './columns.ts';
import { companies, trackingNumbers } from './companies.ts';

/** One visit of one browser. */
export const webSessions = pgTable(
  'web_sessions',
  {
    accountId: accountId(),
    id: id(),
    companyId: uuid('company_id').notNull(),
    /** The browser over several visits; kept in its first-party cookie. */
    visitorId: uuid('visitor_id').notNull(),
    startedAt: time('started_at').notNull(),
    lastSeenAt: time('last_seen_at').notNull(),
    landingPage: text('landing_page').notNull(),
    referrer: text('referrer'),
    source: text('source').notNull(),
    medium: text('medium').notNull(),
    campaign: text('campaign'),
    keyword: text('keyword'),
    content: text('content'),
    gclid: text('gclid'),
    gbraid: text('gbraid'),
    wbraid: text('wbraid'),
    msclkid: text('msclkid'),
    fbclid: text('fbclid'),
    gaClientId: text('ga_client_id'),
    userAgent: text('user_agent'),
    consentAdUserData: text('consent_ad_user_data', { enum: ['GRANTED', 'DENIED', 'UNKNOWN'] }).notNull(),
    consentAdPersonalization: text('consent_ad_personalization', {
      enum: ['GRANTED', 'DENIED', 'UNKNOWN'],
    }).notNull(),
    consentAnalytics: text('consent_analytics', { enum: ['GRANTED', 'DENIED', 'UNKNOWN'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.companyId],
      foreignColumns: [companies.accountId, companies.id],
    }),
    index('web_sessions_started').on(table.accountId, table.companyId, table.startedAt),
    tenantPolicy(),
  ],
);

/** This number was shown to this session from `shown_at` to `expires_at`. */
export const leases = pgTable(
  'leases',
  {
    accountId: accountId(),
    id: id(),
    numberId: uuid('number_id').notNull(),
    trackerId: uuid('tracker_id').notNull(),
    sessionId: uuid('session_id').notNull(),
    shownAt: time('shown_at').notNull(),
    /** Moved on by every heartbeat. A lease in the past is history, and attribution reads it. */
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.numberId],
      foreignColumns: [trackingNumbers.accountId, trackingNumbers.id],
    }),
    foreignKey({
      columns: [table.accountId, table.sessionId],
      foreignColumns: [webSessions.accountId, webSessions.id],
    }),
    index('leases_number').on(table.accountId, table.numberId, table.expiresAt),
    index('leases_session').on(table.accountId, table.sessionId),
    tenantPolicy(),
  ],
);

/**
 * Who holds a pool number now: one row a number, so taking it is one atomic update and two sessions can
 * never hold one number at once, whatever number of processes serve the page.
 */
export const poolNumbers = pgTable(
  'pool_numbers',
  {
    accountId: accountId(),
    numberId: uuid('number_id').notNull(),
    trackerId: uuid('tracker_id').notNull(),
    leaseId: uuid('lease_id'),
    /** The number may be given to the next session from here on. */
    freeAt: time('free_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.numberId] }),
    foreignKey({
      columns: [table.accountId, table.numberId],
      foreignColumns: [trackingNumbers.accountId, trackingNumbers.id],
    }),
    index('pool_numbers_free').on(table.accountId, table.trackerId, table.freeAt),
    tenantPolicy(),
  ],
);
