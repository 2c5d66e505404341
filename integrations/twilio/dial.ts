import { type Leg, legParams, legStatusParams, recordedParams, type Status } from './callbacks.ts';
import { type DialScript, type Line, resolveUrl, secondsOf, type Turns, type TwimlDocument } from './line.ts';
import type { Element } from './xml.ts';

const eventOf = (status: Status): string =>
  status === 'in-progress'
    ? 'answered'
    : status === 'initiated' || status === 'ringing'
      ? status
      : 'completed';

/** What the destination does, given what the script says and how long the verb lets it ring. */
const ring = (line: Line, script: DialScript, timeout: number): 'connected' | 'busy' | 'no-answer' => {
  const { ringSeconds, answered, hangUpWhileRinging } = script;
  const inTime = ringSeconds <= timeout;
  line.pass(inTime && (answered !== false || hangUpWhileRinging) ? ringSeconds : timeout);
  if (!inTime) return 'no-answer';
  if (hangUpWhileRinging) {
    line.gone = true;
    return 'no-answer';
  }
  return answered === true ? 'connected' : answered === 'busy' ? 'busy' : 'no-answer';
};

/** Plays the whisper to the destination. True when both may be connected. */
function* whisper(line: Line, leg: Leg, url: string): Turns<boolean> {
  const document = yield* line.ask('whisper', url, legParams(line.ends, leg, 'in-progress'));
  for (const verb of document?.verbs ?? []) {
    if (verb.name === 'Hangup') return false;
    if (!['Say', 'Play', 'Pause'].includes(verb.name)) {
      line.problems.push(`whisper: <${verb.name}> cannot be played before the calls are connected`);
      return false;
    }
    line.pass(secondsOf(verb));
  }
  return document !== null;
}

/**
 * Rings the destination and connects both. Gives the document to go on with, null when the call is over,
 * or 'next' when the present document goes on.
 */
export function* playDial(
  line: Line,
  dial: Element,
  document: TwimlDocument,
): Turns<TwimlDocument | null | 'next'> {
  const noun = dial.children[0] ?? dial;
  const leg: Leg = { sid: line.sid('CA'), destination: noun.text.trim() };
  const { statusCallback, statusCallbackEvent = 'completed', url } = noun.attributes;
  const { record = 'do-not-record', recordingStatusCallback, action, timeout = '30' } = dial.attributes;
  if (dial.attributes['answerOnBridge'] === 'true') line.held = true;
  else line.answer();

  let sequence = 0;
  const report = function* (status: Status, seconds: number | null = null): Turns<void> {
    if (statusCallback !== undefined && statusCallbackEvent.split(' ').includes(eventOf(status))) {
      const params = legStatusParams(line.ends, leg, status, sequence, line.at(), seconds);
      yield* line.tell('leg-status', resolveUrl(statusCallback, document), params);
    }
    sequence += 1;
  };

  yield* report('initiated');
  yield* report('ringing');
  const script = line.nextDial();
  const outcome = ring(line, script, Number(timeout));
  let bridged = false;
  let legSeconds = 0;
  let recording = null;
  if (outcome === 'connected') {
    const pickedUp = line.at();
    yield* report('in-progress');
    bridged = url === undefined || (yield* whisper(line, leg, resolveUrl(url, document)));
    if (bridged) {
      line.answer();
      const talkSeconds = Math.min(script.talkSeconds, Number(dial.attributes['timeLimit'] ?? 14_400));
      line.pass(talkSeconds);
      line.gone = script.endedBy !== 'callee' && talkSeconds === script.talkSeconds;
      if (record !== 'do-not-record' && record !== 'false')
        recording = line.newRecording('DialVerb', record.endsWith('-dual') ? 2 : 1, talkSeconds);
    }
    legSeconds = (line.at().getTime() - pickedUp.getTime()) / 1000;
  }
  const status = outcome === 'connected' ? 'completed' : outcome;
  yield* report(status, legSeconds);
  if (recording && recordingStatusCallback !== undefined)
    line.recordings.push({ url: resolveUrl(recordingStatusCallback, document), recording });
  if (action === undefined) return line.gone ? null : 'next';
  return yield* line.ask('dial', resolveUrl(action, document), {
    ...line.params(),
    DialCallStatus: status,
    DialCallSid: leg.sid,
    DialBridged: String(bridged),
    ...(outcome === 'connected' ? { DialCallDuration: String(legSeconds) } : {}),
    ...recordedParams(recording),
  });
}
