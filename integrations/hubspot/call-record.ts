import type { ActionItem } from '../kit/integration.ts';
import type { CallSnapshot, Outcome } from '../kit/vocabulary.ts';
import type { HubspotSettings, LogSettings } from './settings.ts';

/** HubSpot's stock call outcomes. A portal may have removed one; see `known` below. */
const dispositions: Readonly<Record<Outcome, string | null>> = {
  ANSWERED: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
  MISSED: '73a0d17f-1163-4015-bdd5-ec830791da20',
  ABANDONED: '73a0d17f-1163-4015-bdd5-ec830791da20',
  VOICEMAIL: 'b2cf5968-551e-4856-9783-52b3da59a7d0',
  BLOCKED: null,
};

const statuses: Readonly<Record<Outcome, string>> = {
  ANSWERED: 'COMPLETED',
  MISSED: 'MISSED',
  ABANDONED: 'CANCELED',
  VOICEMAIL: 'MISSED',
  BLOCKED: 'FAILED',
};

const statusOf = (call: CallSnapshot): string => {
  if (call.outcome === 'MISSED' && call.direction === 'OUTBOUND') return 'NO_ANSWER';
  if (call.outcome) return statuses[call.outcome];
  return call.status === 'ENDED' ? 'COMPLETED' : 'IN_PROGRESS';
};

const outcomeWords: Readonly<Record<Outcome, string>> = {
  ANSWERED: 'answered',
  MISSED: 'missed',
  ABANDONED: 'hung up before an answer',
  VOICEMAIL: 'left a voicemail',
  BLOCKED: 'blocked',
};

const titleOf = (call: CallSnapshot): string => {
  const who = call.caller.name ?? call.caller.number;
  const outcome = call.outcome ? outcomeWords[call.outcome] : 'in progress';
  return `${call.direction === 'INBOUND' ? 'Call from' : 'Call to'} ${who ?? 'a withheld number'}: ${outcome}`;
};

/** HubSpot shows the body as HTML, and campaign names and addresses come from whoever made the link. */
const asHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const longestValue = 1_000;
const line = (label: string, value: string | null | undefined): string | null =>
  value ? `${label}: ${asHtml(value.slice(0, longestValue))}` : null;

const time = (seconds: number | null): string | null =>
  seconds === null ? null : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

const severalVisitors = 'several visitors could be the caller, so none is named';

/** An ambiguous call has no visitor; its source is the one every candidate shares, if any. */
const sourceOf = (call: CallSnapshot): string => {
  const known = [call.source, call.medium].filter(Boolean).join(' / ');
  if (call.confidence !== 'AMBIGUOUS') return known;
  return known ? `${known} (${severalVisitors})` : severalVisitors;
};

/** Lines somebody wrote, each shown as it is. */
const detailsOf = ({ details }: LogSettings): string | null =>
  details ? details.split(/\r?\n/).map(asHtml).join('<br>') : null;

const bodyOf = ({ call, key, settings }: ActionItem<LogSettings>): string =>
  [
    detailsOf(settings),
    line('Talk time', time(call.talkSeconds)),
    line('Source', sourceOf(call)),
    line('Campaign', call.campaign),
    line('Keyword', call.keyword),
    line('Landing page', call.landingPage),
    line('Tracker', call.tracker?.name),
    line('Tags', call.tags.join(', ')),
    line('Value', call.value && `${call.value.amount} ${call.value.currency}`),
    line('Note', call.note),
    `<a href="${asHtml(call.url)}">Open the call in Ringpath</a>`,
    `Ringpath key: ${key}`,
  ]
    .filter((text) => text !== null)
    .join('<br>');

/**
 * The properties of a HubSpot call. `known` are the call outcomes the portal has, null for the stock ones.
 * A later revision empties what has gone since; the first leaves it out.
 */
export const callProperties = (
  item: ActionItem<LogSettings>,
  settings: HubspotSettings,
  known: ReadonlySet<string> | null,
): Record<string, string> => {
  const { call, revision } = item;
  const disposition = call.outcome && dispositions[call.outcome];
  const inbound = call.direction === 'INBOUND';
  const properties: Record<string, string | null> = {
    hs_timestamp: call.startedAt,
    hs_call_title: item.settings.title || titleOf(call),
    hs_call_body: bodyOf(item),
    hs_call_direction: call.direction,
    hs_call_status: statusOf(call),
    hs_call_disposition: disposition && (!known || known.has(disposition)) ? disposition : null,
    // HubSpot counts in milliseconds.
    hs_call_duration: call.durationSeconds === null ? null : String(call.durationSeconds * 1000),
    hs_call_from_number: inbound ? call.caller.number : call.trackingNumber,
    hs_call_to_number: inbound ? call.trackingNumber : call.caller.number,
    hs_call_recording_url: call.recordingUrl,
    hs_call_source: 'INTEGRATIONS_PLATFORM',
    hubspot_owner_id: settings.ownerId ?? null,
  };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value !== null ? [[name, value]] : revision > 1 && name !== 'hubspot_owner_id' ? [[name, '']] : [],
    ),
  );
};
