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
import {
  callStatuses,
  confidences,
  directions,
  leadStatuses,
  outcomes,
  withheldReasons,
} from '../../integrations/kit/vocabulary.ts';
import {
  accountId,
  clickIds,
  companyWall,
  createdAt,
  id,
  sharedCompanyWall,
  tenantPolicy,
  time,
} from './columns.ts';
import { companies } from './companies.ts';
import type { Touch } from './visits.ts';

/** Values of custom fields by field id: text, number, ISO date or true and false, as the field's kind says. */
export type CustomValues = Readonly<Record<string, string | number | boolean>>;

/** As JSON.parse gives it. */
export type StoredJson =
  | string
  | number
  | boolean
  | null
  | readonly StoredJson[]
  | { readonly [key: string]: StoredJson };

/** From a criterion, or from a rule. */
export interface ScoreReason {
  readonly criterionId: string | null;
  readonly automationId?: string;
  readonly name: string;
  readonly points: number;
}

/** A phone number that called a company. */
export const callers = pgTable(
  'callers',
  {
    accountId: accountId(),
    id: id(),
    companyId: uuid('company_id').notNull(),
    /** E.164. */
    number: text('number').notNull(),
    name: text('name'),
    email: text('email'),
    /** By the custom field's id. */
    customValues: jsonb('custom_values').$type<CustomValues>().notNull().default({}),
    country: text('country'),
    region: text('region'),
    city: text('city'),
    firstCallAt: time('first_call_at').notNull(),
    lastCallAt: time('last_call_at').notNull(),
    callCount: integer('call_count').notNull(),
    /** The browser its calls were credited to last. */
    visitorId: uuid('visitor_id'),
    /** Where the visitor first came from, as known at the first credited call; never changes. */
    firstTouch: jsonb('first_touch').$type<Touch>(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.companyId],
      foreignColumns: [companies.accountId, companies.id],
    }),
    uniqueIndex('callers_number').on(table.accountId, table.companyId, table.number),
    index('callers_last_call').on(table.accountId, table.lastCallAt),
    tenantPolicy(),
    companyWall(),
  ],
);

/** What a carrier sent, word for word, stored before it is understood. */
export const carrierEvents = pgTable(
  'carrier_events',
  {
    accountId: accountId(),
    /** Of the call it became part of; null while it is part of none. */
    companyId: uuid('company_id'),
    /** The integration that received it. */
    carrier: text('carrier').notNull(),
    /** SHA-256 over callback, body and place: the same callback twice is one event. */
    eventKey: text('event_key').notNull(),
    callback: text('callback').notNull(),
    /** The carrier's id of the call, so a callback that overtook its call is found when that arrives. */
    callKey: text('call_key'),
    /** Of a form; empty when it was JSON. */
    params: jsonb('params').$type<Readonly<Record<string, string>>>().notNull(),
    /** The JSON body; null when it was a form. */
    json: jsonb('json').$type<StoredJson>(),
    /** The place of the call's way that its address named. */
    place: text('place'),
    receivedAt: time('received_at').notNull(),
    state: text('state', { enum: ['APPLIED', 'UNMATCHED', 'MALFORMED', 'FAILED'] }).notNull(),
    /** Why it did not become part of a call. */
    reason: text('reason'),
    callId: uuid('call_id'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.carrier, table.eventKey] }),
    index('carrier_events_call').on(table.accountId, table.carrier, table.callKey),
    index('carrier_events_not_applied')
      .on(table.accountId, table.receivedAt)
      .where(sql`${table.state} <> 'APPLIED'`),
    tenantPolicy(),
    companyWall(),
  ],
);

export const calls = pgTable(
  'calls',
  {
    accountId: accountId(),
    id: id(),
    companyId: uuid('company_id').notNull(),
    carrier: text('carrier').notNull(),
    /** The carrier's id of the call. */
    callKey: text('call_key').notNull(),
    version: integer('version').notNull(),
    direction: text('direction', { enum: directions }).notNull(),
    status: text('status', { enum: callStatuses }).notNull(),
    outcome: text('outcome', { enum: outcomes }),
    startedAt: time('started_at').notNull(),
    answeredAt: time('answered_at'),
    endedAt: time('ended_at'),
    ringSeconds: integer('ring_seconds'),
    talkSeconds: integer('talk_seconds'),
    durationSeconds: integer('duration_seconds'),
    callerId: uuid('caller_id'),
    callerNumber: text('caller_number'),
    withheld: text('withheld', { enum: withheldReasons }),
    callerName: text('caller_name'),
    firstTime: boolean('first_time').notNull(),
    country: text('country'),
    region: text('region'),
    city: text('city'),
    numberId: uuid('number_id'),
    trackingNumber: text('tracking_number').notNull(),
    trackerId: uuid('tracker_id'),
    destination: text('destination'),
    source: text('source'),
    medium: text('medium'),
    campaign: text('campaign'),
    keyword: text('keyword'),
    landingPage: text('landing_page'),
    referrer: text('referrer'),
    ...clickIds(),
    clickAt: time('click_at'),
    confidence: text('confidence', { enum: confidences }).notNull(),
    /** Evidence and candidates, as `src/attribution` explains them. */
    evidence: jsonb('evidence').$type<unknown>().notNull(),
    sessionId: uuid('session_id'),
    /** The number was shown for want of a free one in its pool. */
    overflow: boolean('overflow').notNull().default(false),
    /** Legs and recordings by the carrier's ids: the facts every derived column above comes from. */
    facts: jsonb('facts').$type<unknown>().notNull(),
    /** What rules did to the call when it ended, so judging it again can start without it. */
    ruleEffects: jsonb('rule_effects').$type<unknown>(),
    recordingUrl: text('recording_url'),
    /** An array beats a join table here: a call has few tags, and is written and read with them. */
    tagIds: uuid('tag_ids').array().notNull().default(sql`'{}'::uuid[]`),
    leadStatus: text('lead_status', { enum: leadStatuses }).notNull().default('NEW'),
    valueMicros: bigint('value_micros', { mode: 'number' }),
    valueCurrency: text('value_currency'),
    /** The newest note, as filters and integrations see it; `notes` holds them all. */
    note: text('note'),
    /** Made from one of the company's own test numbers: counted and sent nowhere. */
    test: boolean('test').notNull().default(false),
    /** The agent who looks after the lead. */
    assigneeId: uuid('assignee_id'),
    /** Points of the lead score; null until it was scored. */
    score: integer('score'),
    /** Which criteria gave how many points, so a score can be explained. */
    scoreReasons: jsonb('score_reasons').$type<readonly ScoreReason[]>(),
    /** By the custom field's id. */
    customValues: jsonb('custom_values').$type<CustomValues>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      columns: [table.accountId, table.companyId],
      foreignColumns: [companies.accountId, companies.id],
    }),
    uniqueIndex('calls_call_key').on(table.accountId, table.carrier, table.callKey),
    index('calls_started').on(table.accountId, table.startedAt, table.id),
    index('calls_caller').on(table.accountId, table.callerId, table.startedAt),
    tenantPolicy(),
    companyWall(),
  ],
);

export const tags = pgTable(
  'tags',
  {
    accountId: accountId(),
    id: id(),
    /** Null: every company of the account. */
    companyId: uuid('company_id'),
    name: text('name').notNull(),
    /** A colour name of the console's palette. */
    color: text('color').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    uniqueIndex('tags_name').on(table.accountId, table.name),
    tenantPolicy(),
    ...sharedCompanyWall(),
  ],
);
