import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts.ts';
import { accountId, companyId, companyWall, createdAt, id, tenantPolicy } from './columns.ts';

/** A company's own word on what visitors from a host are. */
export interface ChannelRule {
  /** With its subdomains, lower case. */
  readonly host: string;
  readonly source: string;
  readonly medium: string;
}

/** One client inside an account. */
export const companies = pgTable(
  'companies',
  {
    accountId: accountId().references(() => accounts.id),
    id: id(),
    name: text('name').notNull(),
    /** IANA zone: day boundaries, weekday and hour are this zone's. */
    timeZone: text('time_zone').notNull(),
    /** ISO 4217. */
    currency: text('currency').notNull(),
    /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
    country: text('country').notNull(),
    /** Public key of the swap script; it names the company and opens nothing. */
    publicKey: text('public_key').notNull(),
    /** Web origins that may ask for numbers; empty allows any. */
    origins: text('origins').array().notNull().default(sql`'{}'::text[]`),
    /** Visitor data is stored and sent to ad platforms only with consent. */
    consentRequired: boolean('consent_required').notNull().default(false),
    recordCalls: boolean('record_calls').notNull().default(false),
    /** Said to the caller before a recorded call is connected. */
    recordingNotice: text('recording_notice'),
    /** BCP 47: in what its callers are spoken to. */
    language: text('language').notNull().default('en-US'),
    /** Said to callers nobody answers, before they leave a message. */
    voicemailGreeting: text('voicemail_greeting')
      .notNull()
      .default('Nobody can take your call right now. Please leave a message after the tone.'),
    /** Days the visitor's cookie lives. */
    cookieDays: integer('cookie_days').notNull().default(90),
    /** Asked before the built-in list of referrers. */
    channelRules: jsonb('channel_rules').$type<readonly ChannelRule[]>().notNull().default([]),
    /** Callers, E.164, whose calls are tests: shown, but counted and sent nowhere. */
    testNumbers: text('test_numbers').array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] }), tenantPolicy(), companyWall('id')],
);

/** What a number stands for. */
export const trackers = pgTable(
  'trackers',
  {
    accountId: accountId(),
    id: id(),
    companyId: uuid('company_id').notNull(),
    kind: text('kind', { enum: ['OFFLINE', 'SOURCE', 'VISITOR'] }).notNull(),
    name: text('name').notNull(),
    /** Where calls go, E.164. */
    destination: text('destination').notNull(),
    /** Said to the person who answers, before the bridge. */
    whisper: text('whisper'),
    ringSeconds: integer('ring_seconds').notNull().default(25),
    /** Callers nobody answers may leave a message. */
    voicemail: boolean('voicemail').notNull().default(false),
    /** OFFLINE and SOURCE: what a call is credited to. SOURCE: also which visits see the number. */
    source: text('source'),
    medium: text('medium'),
    campaign: text('campaign'),
    /** Numbers on the page that are replaced, E.164. Empty: every number of the destination. */
    swapNumbers: text('swap_numbers').array().notNull().default(sql`'{}'::text[]`),
    /** VISITOR: shown when every number of the pool is taken, E.164. */
    fallbackNumber: text('fallback_number'),
    /** VISITOR: seconds a number stays with a session after its last sign of life. */
    leaseSeconds: integer('lease_seconds').notNull().default(1800),
    /** SOURCE: a parameter of the landing page's address, `ref=flyer`, or `ref` for any value. */
    landingParameter: text('landing_parameter'),
    /** SOURCE: visitors from these hosts and their subdomains. */
    referrerHosts: text('referrer_hosts').array().notNull().default(sql`'{}'::text[]`),
    /** SOURCE: visitors of this kind of channel. */
    referrerGroup: text('referrer_group', {
      enum: ['SEARCH', 'SOCIAL', 'EMAIL', 'PAID', 'AI', 'REFERRAL', 'DIRECT'],
    }),
    /** SOURCE: for every visit that nothing else fits. */
    isDefault: boolean('is_default').notNull().default(false),
    /** VISITOR: seconds after a lease in which its visitor may still be the caller. */
    graceSeconds: integer('grace_seconds').notNull().default(900),
    /** VISITOR: seconds a number rests after a lease; never less than `grace_seconds`. */
    cooldownSeconds: integer('cooldown_seconds').notNull().default(900),
    /** VISITOR: prefer numbers of the visitor's area. */
    localNumbers: boolean('local_numbers').notNull().default(false),
    active: boolean('active').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.companyId],
      foreignColumns: [companies.accountId, companies.id],
    }),
    tenantPolicy(),
    companyWall(),
  ],
);

export const trackingNumbers = pgTable(
  'tracking_numbers',
  {
    accountId: accountId(),
    companyId: companyId(),
    id: id(),
    trackerId: uuid('tracker_id').notNull(),
    /** E.164. One number belongs to one tracker of one account; `directory` holds that. */
    number: text('number').notNull(),
    /** Kept for this number of the page, E.164, whose calls it also rings. Null: for any of its tracker. */
    target: text('target'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.trackerId],
      foreignColumns: [trackers.accountId, trackers.id],
    }),
    uniqueIndex('tracking_numbers_number').on(table.accountId, table.number),
    tenantPolicy(),
    companyWall(),
  ],
);
