import type { Touch } from '../../schema/index.ts';
import { newId } from '../ids.ts';
import type { VisitorRow } from './commit.ts';
import type { SessionRow } from './live-sessions.ts';
import type { Visit } from './visit.ts';

/** A new click or campaign begins a new visit; the same address again, or a plain page, does not. */
export const isSameVisit = (session: SessionRow, visit: Visit): boolean =>
  !visit.tagged ||
  (session.source === visit.source &&
    session.medium === visit.medium &&
    session.campaign === visit.campaign &&
    session.keyword === visit.keyword &&
    session.content === visit.content &&
    Object.entries(visit.clickIds).every(
      ([name, value]) => value === session[name as keyof Visit['clickIds']],
    ));

const known = <State>(now: State | 'UNKNOWN', before: State): State => (now === 'UNKNOWN' ? before : now);

/** What a later page knows better: consent given since, an `_ga` cookie set since. */
export const continued = (session: SessionRow, visit: Visit): SessionRow => ({
  ...session,
  gaClientId: session.gaClientId ?? visit.gaClientId,
  gaSessionId: visit.gaSessionId ?? session.gaSessionId,
  consentAdUserData: known(visit.consent.adUserData, session.consentAdUserData),
  consentAdPersonalization: known(visit.consent.adPersonalization, session.consentAdPersonalization),
  consentAnalytics: known(visit.consent.analytics, session.consentAnalytics),
});

/** The row of a visit that begins now. */
export const sessionRow = (
  company: { readonly accountId: string; readonly id: string },
  visitorId: string | null,
  visit: Visit,
  at: number,
): SessionRow => {
  const { tagged: _, bot: _bot, clickIds, consent, ...facts } = visit;
  const now = new Date(at).toISOString();
  return {
    ...facts,
    ...clickIds,
    accountId: company.accountId,
    id: newId(),
    companyId: company.id,
    visitorId: visitorId ?? newId(),
    startedAt: now,
    lastSeenAt: now,
    numberClicks: [],
    poolIds: [],
    consentAdUserData: consent.adUserData,
    consentAdPersonalization: consent.adPersonalization,
    consentAnalytics: consent.analytics,
    createdAt: now,
  };
};

/** The visitor as this visit alone would leave it: the first touch counts only where there was none. */
export const visitorRow = (session: SessionRow, visit: Visit): VisitorRow => {
  const { startedAt: at } = session;
  const touch: Touch = {
    at,
    sessionId: session.id,
    source: session.source,
    medium: session.medium,
    campaign: session.campaign,
    keyword: session.keyword,
    landingPage: session.landingPage,
    referrer: session.referrer,
  };
  return {
    accountId: session.accountId,
    id: session.visitorId,
    companyId: session.companyId,
    firstTouch: touch,
    lastTouch: touch,
    clicks: Object.fromEntries(
      Object.entries(visit.clickIds).flatMap(([name, id]) => (id === null ? [] : [[name, { id, at }]])),
    ),
    visitCount: 1,
    firstSeenAt: at,
    lastSeenAt: at,
    email: null,
    phone: null,
    name: null,
    externalId: null,
  };
};
