import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { RenderedSteps } from '../kit/carrier.ts';
import type { CallStep } from '../kit/vocabulary.ts';

type SayLanguage = NonNullable<VoiceResponse.SayAttributes['language']>;

/** Twilio reads at most this many characters aloud in one verb and refuses the document otherwise. */
const longestSpeech = 4_096;
/** Seconds Twilio rings, or records, at most. */
const longestRing = 600;
const longestRecording = 14_400;

// XML 1.0 has no way to write these, not even escaped; one of them pasted into a greeting would cost the call.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const writable = (text: string): string => text.replace(unwritable, '');

/** The attributes whose value is known: an absent address leaves its attribute out. */
const known = <Name extends string>(
  attributes: Readonly<Record<Name, string | null>>,
): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) as Partial<
    Record<Name, string>
  >;

const within = (value: number, largest: number): number => Math.max(1, Math.min(Math.round(value), largest));

const writeDial = (response: VoiceResponse, step: Extract<CallStep, { kind: 'DIAL' }>): void => {
  const dial = response.dial({
    answerOnBridge: true,
    timeout: within(step.timeoutSeconds, longestRing),
    ...(step.record ? { record: 'record-from-answer-dual' } : {}),
    ...known({
      action: step.endedUrl,
      recordingStatusCallback: step.record ? step.recordingUrl : null,
    }),
  });
  dial.number(
    {
      ...known({ url: step.whisperUrl, statusCallback: step.legStatusUrl }),
      ...(step.legStatusUrl === null
        ? {}
        : { statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'] }),
    },
    writable(step.destination),
  );
};

const writeStep = (response: VoiceResponse, step: CallStep): void => {
  switch (step.kind) {
    case 'SAY':
      response.say(
        // Languages are added faster than the package is published; Twilio falls back to its default voice.
        { language: step.language as SayLanguage },
        writable(step.text.slice(0, longestSpeech)),
      );
      return;
    case 'DIAL':
      writeDial(response, step);
      return;
    case 'VOICEMAIL':
      response.record({
        // Without an action Twilio asks the address of this very document again and the caller goes round.
        action: step.recordingUrl,
        transcribe: false,
        maxLength: within(step.maxSeconds, longestRecording),
        playBeep: true,
        recordingStatusCallback: step.recordingUrl,
      });
      response.hangup();
      return;
    case 'REJECT':
      response.reject();
      return;
    case 'HANGUP':
      response.hangup();
  }
};

/** TwiML for the steps. No step at all is an empty document, at which Twilio ends the call. */
export const render = (steps: readonly CallStep[]): RenderedSteps => {
  const response = new VoiceResponse();
  for (const step of steps) writeStep(response, step);
  return { contentType: 'text/xml; charset=utf-8', body: response.toString() };
};
