import type {
  CallSnapshot,
  ClickIds,
  Consent,
  CustomFieldValues,
} from '../../integrations/kit/vocabulary.ts';
import type { CustomValues, callers, calls, webSessions } from '../../schema/index.ts';
import { perClickId } from '../click-ids.ts';
import { typedId } from '../ids.ts';
import { amountOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import type { JsonRow } from '../storage/json-rows.ts';

/** A call as stored, times as text. */
export type Call = JsonRow<typeof calls>;

/** A visit as stored, times as text. */
export type Visit = JsonRow<typeof webSessions>;

/** A caller as stored, times as text. */
export type Caller = JsonRow<typeof callers>;

export const clickIdsOf = (row: ClickIds): ClickIds => perClickId((name) => row[name]);

export const consentOf = (visit: Visit): Consent => ({
  adUserData: visit.consentAdUserData,
  adPersonalization: visit.consentAdPersonalization,
  analytics: visit.consentAnalytics,
});

/** By the fields' keys. Values of fields that are gone are left out. */
const namedValues = (values: CustomValues, setup: Setup): CustomFieldValues =>
  Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => {
      const field = setup.customFields.get(id);
      return field ? [[field.key, value]] : [];
    }),
  );

/**
 * The call as filters, rules and integrations see it. `about` holds the attributed session and the
 * caller's row, when they are known; `consoleUrl` the console's root without a trailing slash.
 */
export const snapshotOf = (
  call: Call,
  about: { readonly visit: Visit | null; readonly caller: Caller | null },
  setup: Setup,
  consoleUrl: string,
): CallSnapshot => {
  const company = setup.companies.get(call.companyId);
  if (!company) throw new Error(`Company ${call.companyId} of a call is not in its account's setup.`);
  const tracker = call.trackerId ? setup.trackers.get(call.trackerId) : undefined;
  const { visit, caller } = about;
  const agent = call.assigneeId ? setup.agents.get(call.assigneeId) : undefined;
  const worn = call.tagIds
    .map((tagId) => setup.tags.get(tagId))
    .filter((tag) => tag !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const id = typedId('Call', call.id);
  return {
    id,
    version: call.version,
    url: `${consoleUrl}/calls/${id}`,
    direction: call.direction,
    status: call.status,
    outcome: call.outcome,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    ringSeconds: call.ringSeconds,
    talkSeconds: call.talkSeconds,
    durationSeconds: call.durationSeconds,
    caller: {
      number: call.callerNumber,
      withheld: call.withheld,
      name: call.callerName,
      firstTime: call.firstTime,
      country: call.country,
      region: call.region,
      city: call.city,
      email: caller?.email ?? null,
      customFields: namedValues(caller?.customValues ?? {}, setup),
    },
    trackingNumber: call.trackingNumber,
    destination: call.destination,
    tracker: tracker ? { id: typedId('Tracker', tracker.id), name: tracker.name, kind: tracker.kind } : null,
    company: {
      id: typedId('Company', company.id),
      name: company.name,
      timeZone: company.timeZone,
      currency: company.currency,
      consentRequired: company.consentRequired,
    },
    source: call.source,
    medium: call.medium,
    campaign: call.campaign,
    keyword: call.keyword,
    landingPage: call.landingPage,
    referrer: call.referrer,
    clickIds: clickIdsOf(call),
    clickAt: call.clickAt,
    confidence: call.confidence,
    session: visit
      ? {
          id: typedId('WebSession', visit.id),
          gaClientId: visit.gaClientId,
          userAgent: visit.userAgent,
          consent: consentOf(visit),
        }
      : null,
    tags: worn.map((tag) => tag.name),
    tagIds: worn.map((tag) => typedId('Tag', tag.id)),
    leadStatus: call.leadStatus,
    value:
      call.valueMicros !== null && call.valueCurrency
        ? { amount: amountOf(call.valueMicros), currency: call.valueCurrency }
        : null,
    note: call.note,
    test: call.test,
    score: call.score,
    assignee: agent ? { id: typedId('Agent', agent.id), name: agent.name, email: agent.email } : null,
    customFields: namedValues(call.customValues, setup),
    recordingUrl: call.recordingUrl,
  };
};
