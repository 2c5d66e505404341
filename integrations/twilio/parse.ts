import type { CarrierMessage } from '../kit/carrier.ts';
import type { CallEvent, Direction, Geography, LegEndReason } from '../kit/vocabulary.ts';
import {
  callStatus,
  dialEndReason,
  geography,
  happenedAt,
  optional,
  parties,
  required,
  seconds,
} from './fields.ts';

type Parse = (request: CarrierMessage) => readonly CallEvent[];

const directionOf = (request: CarrierMessage): Direction =>
  optional(request, 'Direction')?.startsWith('outbound') ? 'OUTBOUND' : 'INBOUND';

/** Where the other end is. */
const geographyOf = (request: CarrierMessage): Geography =>
  geography(request, directionOf(request) === 'OUTBOUND' ? 'To' : 'From');

const parseVoice: Parse = (request) => {
  const callKey = required(request, 'CallSid');
  return [
    {
      kind: 'CALL_STARTED',
      callKey,
      at: happenedAt(request),
      direction: directionOf(request),
      ...parties(request),
      callerName: optional(request, 'CallerName'),
      geography: geographyOf(request),
    },
  ];
};

const parseStatus: Parse = (request) => {
  const sid = required(request, 'CallSid');
  const parent = optional(request, 'ParentCallSid');
  const state = callStatus(request);
  const ended = state !== 'RINGING' && state !== 'ANSWERED';
  const fact = {
    callKey: parent ?? sid,
    at: happenedAt(request),
  };
  const connected = ended ? seconds(request, 'CallDuration') : null;
  if (parent === null && directionOf(request) === 'OUTBOUND') return placed(request, fact, state);
  if (parent !== null)
    return [
      {
        kind: 'LEG_CHANGED',
        ...fact,
        place: request.place,
        legKey: sid,
        status: ended ? 'ENDED' : state,
        destination: parties(request).to,
        endReason: ended ? state : null,
        seconds: connected,
      },
    ];
  return ended
    ? [
        {
          kind: 'CALL_ENDED',
          ...fact,
          direction: 'INBOUND',
          endReason: state,
          seconds: connected,
          ...parties(request),
        },
      ]
    : [];
};

/**
 * A call the company placed through Twilio's API. It is a leg of its own: whom it rings is its one
 * destination. Where a machine took it, when Twilio was asked to listen for that, nobody was reached.
 */
const placed = (
  request: CarrierMessage,
  fact: Pick<CallEvent, 'callKey' | 'at'>,
  state: ReturnType<typeof callStatus>,
): readonly CallEvent[] => {
  const about = { ...parties(request), direction: 'OUTBOUND' as const };
  const leg = {
    kind: 'LEG_CHANGED' as const,
    ...fact,
    place: null,
    legKey: fact.callKey,
    destination: about.to,
  };
  if (state === 'RINGING' || state === 'ANSWERED')
    return [
      {
        kind: 'CALL_STARTED',
        ...fact,
        ...about,
        callerName: null,
        geography: geographyOf(request),
      },
      // Answered is for the end to say: only then it is known what answered.
      { ...leg, status: 'RINGING', endReason: null, seconds: null },
    ];
  const talked = seconds(request, 'CallDuration') ?? 0;
  const machine = /^(machine|fax)/.test(optional(request, 'AnsweredBy') ?? '');
  const reached = state === 'COMPLETED' && talked > 0 && !machine;
  const answeredAt = new Date(Date.parse(fact.at) - talked * 1000).toISOString();
  const endReason = state === 'COMPLETED' && !reached ? 'NO_ANSWER' : state;
  return [
    ...(reached
      ? [
          {
            ...leg,
            at: answeredAt,
            status: 'ANSWERED' as const,
            endReason: null,
            seconds: null,
          },
        ]
      : []),
    {
      ...leg,
      status: 'ENDED',
      endReason,
      seconds: reached ? talked : null,
    },
    { kind: 'CALL_ENDED', ...fact, ...about, endReason, seconds: talked },
  ];
};

const recordingKey = (request: CarrierMessage, url: string): string =>
  optional(request, 'RecordingSid') ?? url.replace(/[?#].*$/, '').replace(/^.*\//, '');

const hasEnded = (request: CarrierMessage): boolean => {
  const state = callStatus(request);
  return state !== 'RINGING' && state !== 'ANSWERED';
};

/**
 * Why the dial ended, as the caller met it. Picked up but never put through (hung up during the whisper)
 * is no answer to them; and when the caller had already left, it was they who cancelled.
 */
const reasonToCaller = (request: CarrierMessage): LegEndReason => {
  const reason = dialEndReason(request);
  const bridged = optional(request, 'DialBridged') !== 'false';
  if (reason !== 'NO_ANSWER' && (reason !== 'COMPLETED' || bridged)) return reason;
  return optional(request, 'CallStatus') !== null && hasEnded(request) ? 'CANCELED' : 'NO_ANSWER';
};

const parseDial: Parse = (request) => {
  const callKey = required(request, 'CallSid');
  const legKey = optional(request, 'DialCallSid');
  const endReason = reasonToCaller(request);
  const fact = { callKey, at: happenedAt(request) };
  const url = optional(request, 'RecordingUrl');
  return [
    {
      kind: 'DIAL_ENDED',
      ...fact,
      place: request.place,
      legKey,
      endReason,
      talkSeconds: endReason === 'COMPLETED' ? seconds(request, 'DialCallDuration') : null,
    },
    ...(url === null
      ? []
      : [
          {
            kind: 'RECORDING_READY' as const,
            ...fact,
            recordingKey: recordingKey(request, url),
            url,
            seconds: seconds(request, 'RecordingDuration'),
            voicemail: false,
          },
        ]),
  ];
};

const parseRecording: Parse = (request) => {
  const callKey = required(request, 'CallSid');
  // `in-progress` and `absent` carry no recording; without a status it is the answer to <Record action>.
  if (optional(request, 'RecordingStatus') !== 'completed') return [];
  const url = required(request, 'RecordingUrl');
  const key = recordingKey(request, url);
  return [
    {
      kind: 'RECORDING_READY',
      callKey,
      at: happenedAt(request),
      recordingKey: key,
      url,
      seconds: seconds(request, 'RecordingDuration'),
      voicemail: optional(request, 'RecordingSource') === 'RecordVerb',
    },
  ];
};

const parsers: ReadonlyMap<string, Parse> = new Map([
  ['voice', parseVoice],
  ['status', parseStatus],
  ['dial', parseDial],
  ['recording', parseRecording],
]);

/** What a callback says, in our words. Throws Rejected naming the field when it is malformed. */
export const parse: Parse = (request) => parsers.get(request.callback)?.(request) ?? [];
