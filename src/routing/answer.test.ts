import { describe, expect, it } from 'vitest';
import { chained } from '../../test/support/chained-flow.ts';
import { exampleSetup } from '../../test/support/example-setup.ts';
import type { Tracker } from '../setup/setup.ts';
import { answerCall, answerDialEnded, answerUnknown, answerWhisper, type CallbackUrls } from './answer.ts';
import { type Flow, placeAfter, placeIn } from './flow.ts';
import { flowOf } from './tracker-flow.ts';

const urls: CallbackUrls = {
  dial: (place) => `https://a.example/dial?place=${place}`,
  status: (place) => `https://a.example/status?place=${place}`,
  recording: 'https://a.example/recording',
  whisper: (trackerId) => `https://a.example/whisper?tracker=${trackerId}`,
};

const german = {
  language: 'de-DE',
  voicemailGreeting: 'Bitte nach dem Ton.',
  recordingNotice: 'Wird aufgenommen.',
};
const startWith = (tracker: Partial<Tracker> = {}, recordCalls = false) => {
  const made = exampleSetup({ tracker, company: { ...german, recordCalls } });
  return { ...made, dialled: [...made.setup.numbersByE164.keys()][0] ?? '' };
};

describe('a call to a tracker', () => {
  it('rings the destination, and waits there', () => {
    const { setup, dialled } = startWith({ voicemail: true });
    expect(answerCall(dialled, setup, null, urls)).toEqual({
      place: 'ring',
      steps: [
        {
          kind: 'DIAL',
          destination: '+12125550100',
          timeoutSeconds: 25,
          record: false,
          endedUrl: 'https://a.example/dial?place=ring',
          legStatusUrl: 'https://a.example/status?place=ring',
          recordingUrl: null,
          whisperUrl: null,
        },
      ],
    });
  });

  it('speaks the company’s words in its language', () => {
    const { setup, dialled, tracker } = startWith({ voicemail: true, whisper: 'Vom Plakat.' }, true);
    const say = (text: string) => ({ kind: 'SAY', text, language: 'de-DE' });
    const [notice, dial] = answerCall(dialled, setup, null, urls).steps;
    expect(notice).toEqual(say('Wird aufgenommen.'));
    expect(dial).toMatchObject({ record: true, whisperUrl: urls.whisper(tracker.id) });
    expect(answerWhisper(tracker.id, setup)).toEqual([say('Vom Plakat.')]);
    expect(answerDialEnded(dialled, { place: 'ring', endReason: 'BUSY' }, setup, urls)).toEqual({
      place: 'voicemail',
      steps: [
        say('Bitte nach dem Ton.'),
        { kind: 'VOICEMAIL', maxSeconds: 180, recordingUrl: 'https://a.example/recording' },
      ],
    });
  });

  it('rings without a recording, a notice or callbacks while nobody could listen', () => {
    const { setup, dialled } = startWith({ whisper: 'Vom Plakat.' }, true);
    expect(answerCall(dialled, setup, null, null).steps).toMatchObject([
      {
        kind: 'DIAL',
        record: false,
        endedUrl: null,
        legStatusUrl: null,
        recordingUrl: null,
        whisperUrl: null,
      },
    ]);
  });

  it.each([
    ['taken', 'COMPLETED', 'ring'],
    ['given up', 'CANCELED', 'ring'],
    ['at a place nobody knows', 'BUSY', 'constructor'],
    ['after the message', 'BUSY', 'voicemail'],
  ] as const)('is over when it was %s', (_, endReason, place) => {
    const { setup, dialled } = startWith({ voicemail: true });
    expect(answerDialEnded(dialled, { place, endReason }, setup, urls)).toEqual({
      place: null,
      steps: [{ kind: 'HANGUP' }],
    });
  });

  it('is refused once the tracker is off, but one that began ends as it would have', () => {
    const { setup, dialled } = startWith({ voicemail: true, active: false });
    expect(answerCall(dialled, setup, null, urls).steps).toEqual([{ kind: 'REJECT' }]);
    expect(answerDialEnded(dialled, { place: null, endReason: 'BUSY' }, setup, urls).place).toBe('voicemail');
  });

  it('to a number nobody has rings the fallback', () => {
    expect(answerCall('+12125559999', undefined, '+12125550199', urls)).toEqual(
      answerUnknown('+12125550199'),
    );
    expect(answerUnknown('+12125550199').steps).toMatchObject([
      { kind: 'DIAL', destination: '+12125550199' },
    ]);
    expect(answerUnknown(null).steps).toEqual([{ kind: 'REJECT' }]);
  });
});

describe('a way of several dials', () => {
  const { tracker, company } = startWith({ voicemail: true });
  const flow: Flow = chained(flowOf(tracker, company, null), 2);

  it('goes on from place to place while nobody takes the call', () => {
    expect(placeAfter(flow, 'ring', 'BUSY')).toBe('ring-2');
    expect(placeAfter(flow, 'ring-2', 'NO_ANSWER')).toBe('voicemail');
    expect(placeAfter(flow, 'voicemail', 'FAILED')).toBeNull();
  });

  it('ends at the first dial that is taken or given up', () => {
    for (const place of ['ring', 'ring-2'])
      for (const endReason of ['COMPLETED', 'CANCELED'] as const)
        expect(placeAfter(flow, place, endReason)).toBeNull();
  });

  it('takes a dial without a place for the first', () => {
    expect(placeAfter(flow, null, 'BUSY')).toBe('ring-2');
  });
});

it('reads places that addresses can carry, and nothing else', () => {
  expect(placeIn('ring-2.a_B')).toBe('ring-2.a_B');
  for (const given of ['', 'a b', 'ring\n', 'x'.repeat(65), '../', ['ring', 'ring'], undefined, null, 7])
    expect(placeIn(given)).toBeNull();
});
