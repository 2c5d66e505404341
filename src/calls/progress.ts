import type { CallStatus, Outcome } from '../../integrations/kit/vocabulary.ts';
import type { Facts, Recording } from './facts.ts';

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

/**
 * Reads the facts. A carrier's clock has whole seconds and is not ours, so an answer may seem to come
 * before its ring: times are kept in order rather than believed.
 */
export const progressOf = (facts: Facts, receivedAt: string): Progress => {
  const known = [...facts.legs.flatMap((leg) => [leg.ringAt, leg.answerAt, leg.endAt]), facts.endedAt].filter(
    (at) => at !== null,
  );
  const endOnly =
    facts.endedAt && facts.totalSeconds !== null ? shifted(facts.endedAt, facts.totalSeconds) : null;
  const startedAt = facts.startedAt ?? endOnly ?? known.sort()[0] ?? receivedAt;

  const answered = facts.legs
    .filter((leg) => leg.answerAt !== null)
    .sort((a, b) => ((a.answerAt ?? '') < (b.answerAt ?? '') ? -1 : 1))[0];
  const answeredAt = answered?.answerAt ? notBefore(answered.answerAt, startedAt) : null;
  const voicemail = facts.recordings.find((recording) => recording.voicemail);

  const endedAt = facts.endedAt ? notBefore(facts.endedAt, answeredAt ?? startedAt) : null;
  const talkEnd = answered?.endAt ?? endedAt;
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
