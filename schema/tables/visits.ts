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
  uuid,
} from 'drizzle-orm/pg-core';
import { accountId, clickIds, companyId, companyWall, createdAt, id, tenantPolicy, time } from './columns.ts';
import { trackingNumbers } from './companies.ts';

/** What one arrival on the site said about where it came from. */
export interface Touch {
  /** ISO 8601. */
  readonly at: string;
  readonly sessionId: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly landingPage: string;
  readonly referrer: string | null;
}

/** The newest click id of each kind a visitor arrived with, and when. */
export type ClickTimes = Readonly<Record<string, { readonly id: string; readonly at: string }>>;

/** The visitor pressed a number on the page. */
export interface NumberClick {
  /** ISO 8601. */
  readonly at: string;
  readonly page: string;
  /** E.164. */
  readonly number: string;
}

/** A browser over several visits. */
export const visitors = pgTable(
  'visitors',
  {
    accountId: accountId(),
    id: id(),
    companyId: uuid('company_id').notNull(),
    firstTouch: jsonb('first_touch').$type<Touch>().notNull(),
    lastTouch: jsonb('last_touch').$type<Touch>().notNull(),
    clicks: jsonb('clicks').$type<ClickTimes>().notNull().default({}),
    visitCount: integer('visit_count').notNull().default(1),
    firstSeenAt: time('first_seen_at').notNull(),
    lastSeenAt: time('last_seen_at').notNull(),
    /** Who the page said this is. */
    email: text('email'),
    /** E.164: a call from it is this visitor's. */
    phone: text('phone'),
    name: text('name'),
    externalId: text('external_id'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('visitors_phone').on(table.accountId, table.companyId, table.phone).where(sql`phone is not null`),
    tenantPolicy(),
    companyWall(),
  ],
);

/**
 * One visit of one browser. What every page view writes has no foreign keys: each asks for every row and locks
 * what it finds. Companies and numbers are never deleted, and visits only with their leases.
 */
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
    term: text('term'),
    content: text('content'),
    adGroup: text('ad_group'),
    matchType: text('match_type'),
    /** The kind of channel, and in one sentence why it is that. */
    channel: text('channel'),
    channelReason: text('channel_reason'),
    ...clickIds(),
    gaClientId: text('ga_client_id'),
    gaSessionId: text('ga_session_id'),
    userAgent: text('user_agent'),
    device: text('device', { enum: ['DESKTOP', 'MOBILE', 'TABLET', 'OTHER'] }),
    /** ISO 3166-1 alpha-2, as the proxy in front says. */
    country: text('country'),
    numberClicks: jsonb('number_clicks').$type<readonly NumberClick[]>().notNull().default([]),
    /** Pools this visit wanted a number of, given one or not: what a forecast counts. */
    poolIds: uuid('pool_ids').array().notNull().default(sql`'{}'::uuid[]`),
    consentAdUserData: text('consent_ad_user_data', { enum: ['GRANTED', 'DENIED', 'UNKNOWN'] }).notNull(),
    consentAdPersonalization: text('consent_ad_personalization', {
      enum: ['GRANTED', 'DENIED', 'UNKNOWN'],
    }).notNull(),
    consentAnalytics: text('consent_analytics', { enum: ['GRANTED', 'DENIED', 'UNKNOWN'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('web_sessions_started').on(table.accountId, table.companyId, table.startedAt),
    index('web_sessions_visitor').on(table.accountId, table.visitorId, table.startedAt),
    tenantPolicy(),
    companyWall(),
  ],
);

/** The pages a visit saw after its landing page. */
export const pageViews = pgTable(
  'page_views',
  {
    accountId: accountId(),
    companyId: companyId(),
    sessionId: uuid('session_id').notNull(),
    at: time('at').notNull(),
    page: text('page').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.sessionId, table.at] }),
    tenantPolicy(),
    companyWall(),
  ],
);

/** This number was shown to this session from `shown_at` to `expires_at`. */
export const leases = pgTable(
  'leases',
  {
    accountId: accountId(),
    companyId: companyId(),
    id: id(),
    numberId: uuid('number_id').notNull(),
    trackerId: uuid('tracker_id').notNull(),
    sessionId: uuid('session_id').notNull(),
    /** The number of the page it stands in for, where the pool keeps numbers for that one; E.164. */
    target: text('target'),
    /** The pool was exhausted and this is its fallback, which others are shown too. */
    overflow: boolean('overflow').notNull().default(false),
    shownAt: time('shown_at').notNull(),
    /** Moved on by every heartbeat. A lease in the past is history, and attribution reads it. */
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('leases_number').on(table.accountId, table.numberId, table.expiresAt),
    index('leases_session').on(table.accountId, table.sessionId),
    tenantPolicy(),
    companyWall(),
  ],
);

/**
 * Who holds a pool number now: one row a number. A process gives numbers out of its memory, and the update
 * that makes it durable names the epoch it knew: where another process has taken the number since, it
 * changes nothing and the number is not shown.
 */
export const poolNumbers = pgTable(
  'pool_numbers',
  {
    accountId: accountId(),
    companyId: companyId(),
    numberId: uuid('number_id').notNull(),
    trackerId: uuid('tracker_id').notNull(),
    leaseId: uuid('lease_id'),
    /** The number may be given to the next session from here on. */
    freeAt: time('free_at').notNull(),
    /** The process that may give the number out, one id for each start of a process. */
    ownerId: uuid('owner_id'),
    /** Rises whenever the number gets another owner or another lease. */
    epoch: bigint('epoch', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.numberId] }),
    foreignKey({
      columns: [table.accountId, table.numberId],
      foreignColumns: [trackingNumbers.accountId, trackingNumbers.id],
    }),
    // Without free_at, so that giving a number out touches no index.
    index('pool_numbers_tracker').on(table.accountId, table.trackerId),
    tenantPolicy(),
    companyWall(),
  ],
);
