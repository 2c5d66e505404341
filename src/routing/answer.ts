import type { CallStep, LegEndReason } from '../../integrations/kit/vocabulary.ts';
import type { Setup } from '../setup/setup.ts';

/** Where a carrier reports back, as full addresses; null while nobody could listen. */
export interface CallbackUrls {
  readonly dial: string;
  readonly status: string;
  readonly recording: string;
  readonly whisper: (trackerId: string) => string;
}

const language = 'en-US';

type DialStep = Extract<CallStep, { kind: 'DIAL' }>;

const ring = (destination: string, timeoutSeconds: number): DialStep => ({
  kind: 'DIAL',
  destination,
  timeoutSeconds,
  record: false,
  endedUrl: null,
  legStatusUrl: null,
  recordingUrl: null,
  whisperUrl: null,
});

/** Rings somebody although nothing is known: the caller must not pay for our outage. */
export const answerUnknown = (fallback: string | null): readonly CallStep[] =>
  fallback ? [ring(fallback, 30)] : [{ kind: 'REJECT' }];

/** What happens when this number is dialled. `urls` null: the database is down, so ring without callbacks. */
export const answerCall = (
  dialled: string | null,
  setup: Setup | undefined,
  fallback: string | null,
  urls: CallbackUrls | null,
): readonly CallStep[] => {
  const number = setup?.numbersByE164.get(dialled ?? '');
  const tracker = number && setup?.trackers.get(number.trackerId);
  const company = tracker && setup?.companies.get(tracker.companyId);
  if (!tracker || !company) return answerUnknown(fallback);
  if (!tracker.active) return [{ kind: 'REJECT' }];
  const record = company.recordCalls && urls !== null;
  const notice: CallStep[] =
    record && company.recordingNotice ? [{ kind: 'SAY', text: company.recordingNotice, language }] : [];
  return [
    ...notice,
    {
      ...ring(number.target ?? tracker.destination, tracker.ringSeconds),
      record,
      endedUrl: urls?.dial ?? null,
      legStatusUrl: urls?.status ?? null,
      recordingUrl: record && urls ? urls.recording : null,
      whisperUrl: tracker.whisper && urls ? urls.whisper(tracker.id) : null,
    },
  ];
};

/** What the callee hears before the bridge. */
export const answerWhisper = (trackerId: string, setup: Setup | undefined): readonly CallStep[] => {
  const text = setup?.trackers.get(trackerId)?.whisper;
  return text ? [{ kind: 'SAY', text, language }] : [];
};

/** What happens after the destination was rung. */
export const answerDialEnded = (
  dialled: string | null,
  endReason: LegEndReason,
  setup: Setup | undefined,
  urls: CallbackUrls,
): readonly CallStep[] => {
  const number = setup?.numbersByE164.get(dialled ?? '');
  const tracker = number && setup?.trackers.get(number.trackerId);
  if (endReason === 'COMPLETED' || endReason === 'CANCELED' || !tracker?.voicemail)
    return [{ kind: 'HANGUP' }];
  return [
    {
      kind: 'SAY',
      text: 'Nobody can take your call right now. Please leave a message after the tone.',
      language,
    },
    { kind: 'VOICEMAIL', maxSeconds: 180, recordingUrl: urls.recording },
  ];
};
