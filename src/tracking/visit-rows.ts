import { clickIdNames } from '../../integrations/kit/vocabulary.ts';
import type { ClickTimes } from '../../schema/index.ts';
import { newId } from '../ids.ts';
import { isoAt } from './iso.ts';
import type { SessionRow } from './live-sessions.ts';
import type { NewVisit } from './open-visits.ts';
import type { Presence, Visit } from './visit.ts';

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

/** What a later page knows better: consent given since, an `_ga` cookie set since. The same row when nothing. */
export const continued = (session: SessionRow, now: Presence): SessionRow => {
  const { adUserData, adPersonalization, analytics } = now.consent;
  const better = {
    gaClientId: session.gaClientId ?? now.gaClientId,
    gaSessionId: now.gaSessionId ?? session.gaSessionId,
    consentAdUserData: known(adUserData, session.consentAdUserData),
    consentAdPersonalization: known(adPersonalization, session.consentAdPersonalization),
    consentAnalytics: known(analytics, session.consentAnalytics),
  };
  return better.gaClientId === session.gaClientId &&
    better.gaSessionId === session.gaSessionId &&
    better.consentAdUserData === session.consentAdUserData &&
    better.consentAdPersonalization === session.consentAdPersonalization &&
    better.consentAnalytics === session.consentAnalytics
    ? session
    : { ...session, ...better };
};

/** The row of a visit that begins now. Written out but for the click ids: spreading four objects took longer than the rest. */
export const sessionRow = (
  company: { readonly accountId: string; readonly id: string },
  visitorId: string | null,
  visit: Visit,
  at: number,
): SessionRow => {
  const { clickIds, consent } = visit;
  const now = isoAt(at);
  return {
    accountId: company.accountId,
    id: newId(),
    companyId: company.id,
    visitorId: visitorId ?? newId(),
    startedAt: now,
    lastSeenAt: now,
    landingPage: visit.landingPage,
    referrer: visit.referrer,
    source: visit.source,
    medium: visit.medium,
    campaign: visit.campaign,
    keyword: visit.keyword,
    term: visit.term,
    content: visit.content,
    adGroup: visit.adGroup,
    matchType: visit.matchType,
    channel: visit.channel,
    channelReason: visit.channelReason,
    ...clickIds,
    gaClientId: visit.gaClientId,
    gaSessionId: visit.gaSessionId,
    userAgent: visit.userAgent,
    device: visit.device,
    country: visit.country,
    numberClicks: [],
    poolIds: [],
    consentAdUserData: consent.adUserData,
    consentAdPersonalization: consent.adPersonalization,
    consentAnalytics: consent.analytics,
    createdAt: now,
  };
};

/** The visit as it is stored when it begins. `returning`: the browser said who it is. */
export const newVisit = (row: SessionRow, { clickIds }: Visit, returning: boolean): NewVisit => {
  const clicks: Record<string, ClickTimes[string]> = {};
  for (const name of clickIdNames) {
    const id = clickIds[name];
    if (id !== null) clicks[name] = { id, at: row.startedAt };
  }
  return { row, clicks, returning };
};
