import { and, eq, gte, type InferSelectModel, sql } from 'drizzle-orm';
import { visitors, webSessions } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { timestamp } from './leases.ts';
import type { Visit } from './visit.ts';

export type WebSession = InferSelectModel<typeof webSessions>;

/** A visit ends when it was silent for this long, ms. */
const visitLifeMs = 30 * 60_000;

export interface SessionKey {
  readonly accountId: string;
  readonly companyId: string;
  readonly id: string;
}

const alive = ({ accountId, companyId, id }: SessionKey, at: Date) =>
  and(
    eq(webSessions.accountId, accountId),
    eq(webSessions.id, id),
    eq(webSessions.companyId, companyId),
    gte(webSessions.lastSeenAt, new Date(at.getTime() - visitLifeMs)),
  );

/**
 * The visit this page view goes on with, locked, so two tabs of it take turns and get one number. Null
 * when it is unknown, another company's or over.
 */
export const findLive = async (tx: Tx, key: SessionKey, at: Date): Promise<WebSession | null> => {
  const [row] = await tx.select().from(webSessions).where(alive(key, at)).for('no key update');
  return row ?? null;
};

/** A new click or campaign begins a new visit; the same address again, or a plain page, does not. */
export const isSameVisit = (session: WebSession, visit: Visit): boolean =>
  !visit.tagged ||
  (session.source === visit.source &&
    session.medium === visit.medium &&
    session.campaign === visit.campaign &&
    session.keyword === visit.keyword &&
    session.content === visit.content &&
    Object.entries(visit.clickIds).every(
      ([name, value]) => value === session[name as keyof Visit['clickIds']],
    ));

const seen = (at: Date) => sql`greatest(${webSessions.lastSeenAt}, ${timestamp(at)})`;

/** Notes a sign of life, and what a later page knows better: consent given since, an `_ga` cookie set since. */
export const continueSession = async (tx: Tx, session: WebSession, visit: Visit, at: Date): Promise<void> => {
  const { adUserData, adPersonalization, analytics } = visit.consent;
  const { accountId, id } = session;
  await tx
    .update(webSessions)
    .set({
      lastSeenAt: seen(at),
      gaClientId: session.gaClientId ?? visit.gaClientId,
      consentAdUserData: adUserData === 'UNKNOWN' ? session.consentAdUserData : adUserData,
      consentAdPersonalization:
        adPersonalization === 'UNKNOWN' ? session.consentAdPersonalization : adPersonalization,
      consentAnalytics: analytics === 'UNKNOWN' ? session.consentAnalytics : analytics,
    })
    .where(and(eq(webSessions.accountId, accountId), eq(webSessions.id, id)));
};

/** Notes a sign of life without a page view. False when the visit is unknown or over. */
export const touchSession = async (tx: Tx, key: SessionKey, at: Date): Promise<boolean> => {
  const rows = await tx
    .update(webSessions)
    .set({ lastSeenAt: seen(at) })
    .where(alive(key, at))
    .returning({ id: webSessions.id });
  return rows.length > 0;
};

export const insertSession = async (
  tx: Tx,
  company: { readonly accountId: string; readonly id: string },
  visitorId: string | null,
  visit: Visit,
  at: Date,
): Promise<WebSession> => {
  const { tagged: _, bot: _bot, clickIds, consent, ...facts } = visit;
  const [row] = await tx
    .insert(webSessions)
    .values({
      ...facts,
      ...clickIds,
      accountId: company.accountId,
      id: newId(),
      companyId: company.id,
      visitorId: visitorId ?? newId(),
      startedAt: at,
      lastSeenAt: at,
      consentAdUserData: consent.adUserData,
      consentAdPersonalization: consent.adPersonalization,
      consentAnalytics: consent.analytics,
    })
    .returning();
  if (!row) throw new Error('Inserting a session answered no row.');
  const touch = {
    at: at.toISOString(),
    sessionId: row.id,
    source: row.source,
    medium: row.medium,
    campaign: row.campaign,
    keyword: row.keyword,
    landingPage: row.landingPage,
    referrer: row.referrer,
  };
  await tx
    .insert(visitors)
    .values({
      accountId: company.accountId,
      id: row.visitorId,
      companyId: company.id,
      firstTouch: touch,
      lastTouch: touch,
      firstSeenAt: at,
      lastSeenAt: at,
    })
    .onConflictDoNothing();
  return row;
};
