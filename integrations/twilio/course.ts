import { finalParams, recordedParams, recordingParams, type Status } from './callbacks.ts';
import { playDial } from './dial.ts';
import {
  type CarrierAccount,
  createLine,
  type Line,
  resolveUrl,
  type ScriptedCall,
  secondsOf,
  type Turns,
  type TwimlDocument,
} from './line.ts';
import type { Element } from './xml.ts';

/** How a call ended. */
export interface CourseEnd {
  readonly callSid: string;
  readonly status: Status;
  /** Seconds from Twilio's answer to the end; 0 when it never answered. */
  readonly seconds: number;
  /** What was answered wrongly or not at all, in order; empty when all went as Twilio wants it. */
  readonly problems: readonly string[];
}

function* playRecord(
  line: Line,
  verb: Element,
  document: TwimlDocument,
): Turns<TwimlDocument | null | 'next'> {
  line.answer();
  const { maxLength = '3600', recordingStatusCallback, action } = verb.attributes;
  const spoken = Math.min(line.script.voicemailSeconds ?? 0, Number(maxLength));
  line.pass(spoken);
  // Only who is cut off by maxLength is still there when it ends.
  line.gone = spoken === (line.script.voicemailSeconds ?? 0);
  if (spoken === 0) return null;
  const recording = line.newRecording('RecordVerb', 1, spoken);
  if (recordingStatusCallback !== undefined)
    line.recordings.push({ url: resolveUrl(recordingStatusCallback, document), recording });
  return yield* line.ask('record', action === undefined ? document.url : resolveUrl(action, document), {
    ...line.params(),
    ...recordedParams(recording),
    Digits: line.gone ? 'hangup' : '',
  });
}

/** Plays one verb to the caller; gives what comes after it. */
function* playVerb(line: Line, verb: Element, document: TwimlDocument): Turns<TwimlDocument | null | 'next'> {
  switch (verb.name) {
    case 'Dial':
      return yield* playDial(line, verb, document);
    case 'Record':
      return yield* playRecord(line, verb, document);
    case 'Redirect':
      return yield* line.ask('redirect', resolveUrl(verb.text.trim(), document), line.params());
    case 'Reject':
      // Once the call was answered there is nothing left to reject.
      if (line.answeredAt === null) line.final = verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer';
      return null;
    case 'Hangup':
      return null;
    case 'Pause':
      line.pass(secondsOf(verb));
      return 'next';
    default:
      line.answer();
      line.pass(secondsOf(verb));
      return 'next';
  }
}

/** Plays a document to the caller; gives the one to go on with, or null when the call is over. */
function* play(line: Line, document: TwimlDocument): Turns<TwimlDocument | null> {
  for (const verb of document.verbs) {
    const next = yield* playVerb(line, verb, document);
    if (next !== 'next') return next;
  }
  return null;
}

/** The whole call, from the voice webhook to the last late recording. */
export function* callCourse(account: CarrierAccount, call: ScriptedCall): Turns<CourseEnd> {
  const line = createLine(account, call);
  let document = yield* line.ask('voice', account.voiceUrl, line.params());
  while (document) document = yield* play(line, document);

  // Whatever is neither rejected nor kept ringing by a dial was picked up, if only to hang up.
  if (line.final === null && !line.held) line.answer();
  const status = line.final ?? (line.answeredAt ? 'completed' : 'no-answer');
  const seconds = line.answeredAt ? (line.at().getTime() - line.answeredAt.getTime()) / 1000 : 0;
  if (account.statusUrl !== undefined)
    yield* line.tell('status', account.statusUrl, finalParams(line.ends, status, seconds, line.at()));
  for (const { url, recording } of line.recordings) {
    line.pass(2);
    yield* line.tell('recording', url, recordingParams(line.ends, recording));
  }
  return { callSid: line.ends.callSid, status, seconds, problems: line.problems };
}
