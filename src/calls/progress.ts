import type { CallStatus, Outcome } from '../../integrations/kit/vocabulary.ts';
import type { Facts, Leg, Recording } from './facts.ts';

/** What the facts amount to. Times ISO 8601; durations whole seconds, null while unknown. */
export interface Progress {
  readonly status: CallStatus;
  readonly outcome: Outcome | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly ringSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly durationSeconds: number | null;
  readonly destination: string | null;
  readonly recording: Recording | null;
}

const seconds = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

const notBefore = (at: string, earliest: string): string => (at < earliest ? earliest : at);

const shifted = (at: string, by: number): string => new Date(Date.parse(at) - by * 1000).toISOString();

/** ms by which the carrier's word of the end and the end of the dial may differ and still be one moment. */
const oneMoment = 5_000;

/** When the conversation was over, by its leg's own clock where that is known. */
const dialEnd = ({ dial, legs }: Facts): string | null =>
  dial &&
  (legs
    .map((leg) => leg.endAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1) ??
    dial.at);

/** The last thing that was heard of a call. */
const lastHeard = (facts: Facts, receivedAt: string): string =>
  [facts.startedAt, facts.dial?.at, ...facts.legs.flatMap((leg) => [leg.ringAt, leg.answerAt, leg.endAt])]
    .filter((at) => typeof at === 'string')
    .sort()
    .at(-1) ?? receivedAt;

/**
 * When the call ended. Once a dial is through and no voicemail follows we hang up, so that is the end even
 * if the carrier never says so. When it does, seconds later, the moment stays the one rules judged.
 */
const endOf = (facts: Facts, receivedAt: string, voicemail: boolean): string | null => {
  const { dial, endedAt } = facts;
  const over = dial && (!voicemail || dial.endReason === 'COMPLETED' || dial.endReason === 'CANCELED');
  const implied = over ? dialEnd(facts) : null;
  if (endedAt && implied)
    return Math.abs(Date.parse(endedAt) - Date.parse(implied)) <= oneMoment ? implied : endedAt;
  return endedAt ?? implied ?? (facts.silent ? lastHeard(facts, receivedAt) : null);
};

/** When somebody took it: as their leg says, else as the finished dial lets us reckon. */
const answerOf = (facts: Facts, answered: Leg | undefined): string | null => {
  if (answered?.answerAt) return answered.answerAt;
  const end = dialEnd(facts);
  return end && facts.dial?.endReason === 'COMPLETED' ? shifted(end, facts.dial.talkSeconds ?? 0) : null;
};

/**
 * Reads the facts. `mayLeaveMessage` is true when a caller nobody answers may leave a message. A carrier's clock has whole seconds and is not ours, so an answer may seem to come
 * before its ring: times are kept in order rather than believed.
 */
export const progressOf = (facts: Facts, receivedAt: string, mayLeaveMessage: boolean): Progress => {
  const known = [...facts.legs.flatMap((leg) => [leg.ringAt, leg.answerAt, leg.endAt]), facts.endedAt].filter(
    (at) => at !== null,
  );
  const endOnly =
    facts.endedAt && facts.totalSeconds !== null ? shifted(facts.endedAt, facts.totalSeconds) : null;
  const startedAt = facts.startedAt ?? endOnly ?? known.sort()[0] ?? receivedAt;

  const answered = facts.legs
    .filter((leg) => leg.answerAt !== null)
    .sort((a, b) => ((a.answerAt ?? '') < (b.answerAt ?? '') ? -1 : 1))[0];
  const answerAt = answerOf(facts, answered);
  const answeredAt = answerAt ? notBefore(answerAt, startedAt) : null;
  const voicemail = facts.recordings.find((recording) => recording.voicemail);

  const end = endOf(facts, receivedAt, mayLeaveMessage);
  const endedAt = end ? notBefore(end, answeredAt ?? startedAt) : null;
  // Of a call that went silent in the middle nobody knows how long they talked.
  const talkEnd = answered?.endAt ?? (facts.endedAt || facts.dial ? endedAt : null);
  const talkSeconds = !answeredAt
    ? endedAt && 0
    : (answered?.seconds ??
      facts.dial?.talkSeconds ??
      (talkEnd && endedAt ? seconds(answeredAt, notBefore(talkEnd, answeredAt)) : null));
  const stoppedRinging = answeredAt ?? firstLegEnd(facts, startedAt) ?? endedAt;

  return {
    status: endedAt ? 'ENDED' : answeredAt ? 'ANSWERED' : 'RINGING',
    outcome: endedAt ? outcomeOf(facts, answeredAt !== null, voicemail !== undefined) : null,
    startedAt,
    answeredAt,
    endedAt,
    ringSeconds: stoppedRinging ? seconds(startedAt, stoppedRinging) : null,
    talkSeconds: talkSeconds === null ? null : Number(talkSeconds),
    durationSeconds: endedAt ? seconds(startedAt, endedAt) : null,
    destination: (answered ?? facts.legs[0])?.destination ?? null,
    recording: facts.recordings.find((recording) => !recording.voicemail) ?? voicemail ?? null,
  };
};

const firstLegEnd = (facts: Facts, startedAt: string): string | null => {
  const ends = facts.legs
    .map((leg) => leg.endAt)
    .filter((at) => at !== null)
    .sort();
  return ends[0] ? notBefore(ends[0], startedAt) : null;
};

/**
 * BLOCKED: refused before anybody was rung. MISSED: nobody took it although the caller waited.
 * ABANDONED: the caller gave up while it rang.
 */
const outcomeOf = (facts: Facts, answered: boolean, voicemail: boolean): Outcome => {
  if (answered) return 'ANSWERED';
  if (voicemail) return 'VOICEMAIL';
  if (facts.endReason === 'BUSY' && facts.legs.length === 0 && facts.dial === null) return 'BLOCKED';
  if (facts.dial?.endReason === 'CANCELED') return 'ABANDONED';
  const ends = [facts.dial?.endReason, ...facts.legs.map((leg) => leg.endReason), facts.endReason];
  return ends.some((reason) => reason === 'NO_ANSWER' || reason === 'BUSY' || reason === 'FAILED')
    ? 'MISSED'
    : 'ABANDONED';
};
