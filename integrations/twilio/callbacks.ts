import { createHmac } from 'node:crypto';
import type { CarrierMessage } from '../kit/carrier.ts';

/** Everything Twilio asks or tells during a call. */
export type Purpose =
  | 'voice'
  | 'fallback'
  | 'redirect'
  | 'leg-status'
  | 'whisper'
  | 'dial'
  | 'record'
  | 'recording'
  | 'status';

/** One signed POST as Twilio would make it. */
export interface SignedRequest {
  readonly purpose: Purpose;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  /** The scripted moment, which `Timestamp` repeats where Twilio sends one. */
  readonly at: Date;
}

/** Base64 of HMAC-SHA1 over the address and every field, sorted by name, as name and value. */
export const signature = (
  authToken: string,
  url: string,
  params: Readonly<Record<string, string>>,
): string => {
  const hash = createHmac('sha1', authToken).update(url, 'utf8');
  for (const name of Object.keys(params).sort()) hash.update(`${name}${params[name]}`, 'utf8');
  return hash.digest('base64');
};

export const signRequest = (
  authToken: string,
  request: Pick<SignedRequest, 'purpose' | 'url' | 'params' | 'at'>,
): SignedRequest => ({
  ...request,
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signature(authToken, request.url, request.params),
  },
});

/** What a server reads in it that is called at `/carriers/twilio/<callback>?place=…`. */
export const messageOf = ({ url, params, at }: SignedRequest): CarrierMessage => {
  const { pathname, searchParams } = new URL(url);
  const callback = pathname.slice(pathname.lastIndexOf('/') + 1);
  return { callback, params, json: null, place: searchParams.get('place'), receivedAt: at };
};

/** Where a caller seems to be, as Twilio looks it up from the number. */
export interface CallerPlace {
  readonly country?: string;
  readonly state?: string;
  readonly city?: string;
  readonly zip?: string;
}

/** The two ends of a call, which every callback of it repeats. */
export interface Ends {
  readonly accountSid: string;
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly place: CallerPlace;
  readonly callerName: string | undefined;
}

export type Status = 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed';

const stamp = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

const placeFields = (prefix: string, place: CallerPlace): Record<string, string> => ({
  [`${prefix}City`]: place.city ?? '',
  [`${prefix}State`]: place.state ?? '',
  [`${prefix}Zip`]: place.zip ?? '',
  [`${prefix}Country`]: place.country ?? '',
});

/** Fields of the voice webhook; the callbacks about the caller's own leg carry them too. */
export const callParams = (ends: Ends, status: Status): Record<string, string> => ({
  AccountSid: ends.accountSid,
  ApiVersion: '2010-04-01',
  CallSid: ends.callSid,
  CallStatus: status,
  Direction: 'inbound',
  From: ends.from,
  Caller: ends.from,
  To: ends.to,
  Called: ends.to,
  ...placeFields('From', ends.place),
  ...placeFields('Caller', ends.place),
  ...placeFields('To', {}),
  ...placeFields('Called', {}),
  ...(ends.callerName === undefined ? {} : { CallerName: ends.callerName }),
});

/** How long, in the three ways Twilio says it at the end: `Duration` is minutes begun. */
const lengthParams = (seconds: number): Record<string, string> => ({
  CallDuration: String(seconds),
  Duration: String(Math.ceil(seconds / 60)),
});

const progressParams = (at: Date, sequence: number): Record<string, string> => ({
  Timestamp: stamp(at),
  CallbackSource: 'call-progress-events',
  SequenceNumber: String(sequence),
});

export const finalParams = (
  ends: Ends,
  status: Status,
  seconds: number,
  at: Date,
): Record<string, string> => ({
  ...callParams(ends, status),
  ...lengthParams(seconds),
  ...progressParams(at, 0),
});

export interface Leg {
  readonly sid: string;
  readonly destination: string;
}

/** Fields of what happens on the destination's leg. */
export const legParams = (ends: Ends, leg: Leg, status: Status): Record<string, string> => ({
  AccountSid: ends.accountSid,
  ApiVersion: '2010-04-01',
  CallSid: leg.sid,
  ParentCallSid: ends.callSid,
  CallStatus: status,
  Direction: 'outbound-dial',
  From: ends.from,
  Caller: ends.from,
  To: leg.destination,
  Called: leg.destination,
});

export const legStatusParams = (
  ends: Ends,
  leg: Leg,
  status: Status,
  sequence: number,
  at: Date,
  seconds: number | null,
): Record<string, string> => ({
  ...legParams(ends, leg, status),
  ...progressParams(at, sequence),
  ...(seconds === null ? {} : lengthParams(seconds)),
});

export interface Recording {
  readonly sid: string;
  readonly url: string;
  readonly seconds: number;
  readonly channels: 1 | 2;
  readonly source: 'DialVerb' | 'RecordVerb';
  readonly startedAt: Date;
}

export const recordingParams = (ends: Ends, recording: Recording): Record<string, string> => ({
  AccountSid: ends.accountSid,
  CallSid: ends.callSid,
  RecordingSid: recording.sid,
  RecordingUrl: recording.url,
  RecordingStatus: 'completed',
  RecordingDuration: String(recording.seconds),
  RecordingChannels: String(recording.channels),
  RecordingSource: recording.source,
  RecordingTrack: recording.source === 'DialVerb' ? 'both' : 'inbound',
  RecordingStartTime: stamp(recording.startedAt),
  ErrorCode: '0',
});

/** What a verb's `action` learns of a recording made by it. */
export const recordedParams = (recording: Recording | null): Record<string, string> =>
  recording === null
    ? {}
    : {
        RecordingSid: recording.sid,
        RecordingUrl: recording.url,
        RecordingDuration: String(recording.seconds),
      };
