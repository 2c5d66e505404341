import type { CallStep, LegEndReason } from '../../integrations/kit/vocabulary.ts';
import type { Setup } from '../setup/setup.ts';
import { type Flow, placeAfter } from './flow.ts';
import { routeOf } from './route.ts';

/** Where a carrier reports back, as full addresses; the dial's name the place that rings. */
export interface CallbackUrls {
  readonly dial: (place: string) => string;
  readonly status: (place: string) => string;
  readonly recording: string;
  /** Null where a carrier cannot whisper. */
  readonly whisper: (trackerId: string) => string | null;
}

export interface Answer {
  readonly steps: readonly CallStep[];
  /** Where the call is from now on; null when its way is over. */
  readonly place: string | null;
}

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

const over = (step: CallStep): Answer => ({ steps: [step], place: null });

/** Rings somebody although nothing is known: the caller must not pay for our outage. */
export const answerUnknown = (fallback: string | null): Answer =>
  over(fallback ? ring(fallback, 30) : { kind: 'REJECT' });

/** What a call does at a place. `urls` null: nobody could listen, so it rings without recording. */
const answerAt = (flow: Flow, place: string, urls: CallbackUrls | null): Answer => {
  const step = flow.steps.get(place);
  const say = (text: string): CallStep => ({ kind: 'SAY', text, language: flow.language });
  if (step?.kind === 'VOICEMAIL' && urls) {
    const { maxSeconds, greeting } = step;
    return { steps: [say(greeting), { kind: 'VOICEMAIL', maxSeconds, recordingUrl: urls.recording }], place };
  }
  if (step?.kind !== 'RING') return over({ kind: 'HANGUP' });
  const record = step.record && urls !== null;
  const dial: DialStep = {
    ...ring(step.destination, step.seconds),
    record,
    endedUrl: urls?.dial(place) ?? null,
    legStatusUrl: urls?.status(place) ?? null,
    recordingUrl: record ? urls.recording : null,
    whisperUrl: step.whisperOf ? (urls?.whisper(step.whisperOf) ?? null) : null,
  };
  return { steps: record && step.notice ? [say(step.notice), dial] : [dial], place };
};

/** What happens when this number is dialled. `urls` null: the database is down, so ring without callbacks. */
export const answerCall = (
  dialled: string | null,
  setup: Setup | undefined,
  fallback: string | null,
  urls: CallbackUrls | null,
): Answer => {
  const route = routeOf(dialled, setup);
  if (!route) return answerUnknown(fallback);
  if (!route.tracker.active) return over({ kind: 'REJECT' });
  return answerAt(route.flow, route.flow.first, urls);
};

/** What the callee hears before the bridge. */
export const answerWhisper = (trackerId: string, setup: Setup | undefined): readonly CallStep[] => {
  const tracker = setup?.trackers.get(trackerId);
  const company = tracker && setup?.companies.get(tracker.companyId);
  if (!tracker?.whisper || !company) return [];
  return [{ kind: 'SAY', text: tracker.whisper, language: company.language }];
};

/** What happens after the dial at `place` ended. */
export const answerDialEnded = (
  dialled: string | null,
  ended: { readonly place: string | null; readonly endReason: LegEndReason },
  setup: Setup | undefined,
  urls: CallbackUrls,
): Answer => {
  // Who switches a tracker off lets the calls that began finish.
  const flow = routeOf(dialled, setup)?.flow;
  const next = flow ? placeAfter(flow, ended.place, ended.endReason) : null;
  return flow && next !== null ? answerAt(flow, next, urls) : over({ kind: 'HANGUP' });
};
