import type { CallStatus, Outcome } from '../../integrations/kit/vocabulary.ts';
import type { Flow } from '../routing/flow.ts';
import { type Conversation, conversationsIn, lastRung, rangUntil, rungIn, shifted, wayEnd } from './dials.ts';
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

/** ms by which the carrier's word of the end and the end of the way may differ and still be one moment. */
const oneMoment = 5_000;

/** The last thing that was heard of a call. */
const lastHeard = (facts: Facts, receivedAt: string): string =>
  [
    facts.startedAt,
    ...facts.dials.map((dial) => dial.at),
    ...facts.legs.flatMap((leg) => [leg.ringAt, leg.answerAt, leg.endAt]),
  ]
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? receivedAt;

/**
 * When the call ended. Once a dial is through and nothing follows it we hang up, so that is the end even if
 * the carrier never says so. When it does, seconds later, the moment stays the one rules judged.
 */
const endOf = (facts: Facts, receivedAt: string, implied: string | null): string | null => {
  const { endedAt } = facts;
  if (endedAt && implied)
    return Math.abs(Date.parse(endedAt) - Date.parse(implied)) <= oneMoment ? implied : endedAt;
  return endedAt ?? implied ?? (facts.silent ? lastHeard(facts, receivedAt) : null);
};

/**
 * Seconds of all conversations together; null while one is not over, and for good when nobody knows how long
 * it was, as of a call that went silent in the middle.
 */
const talkOf = (
  talks: readonly Conversation[],
  earliest: string,
  over: (talk: Conversation) => string | null,
): number | null =>
  talks.reduce<number | null>((sum, talk, at) => {
    const from = notBefore(talk.at, earliest);
    const to = talk.endAt ?? talks[at + 1]?.at ?? over(talk);
    const lasted = talk.seconds ?? (to === null ? null : seconds(from, notBefore(to, from)));
    return sum === null || lasted === null ? null : sum + lasted;
  }, 0);

/**
 * Reads the facts of a call that goes through this flow; null when nobody knows it any more. A carrier's clock
 * has whole seconds and is not ours, so an answer may seem to come before its ring: times are kept in order
 * rather than believed.
 */
export const progressOf = (facts: Facts, receivedAt: string, flow: Flow | null): Progress => {
  const known = [...facts.legs.flatMap((leg) => [leg.ringAt, leg.answerAt, leg.endAt]), facts.endedAt].filter(
    (at) => at !== null,
  );
  const endOnly =
    facts.endedAt && facts.totalSeconds !== null ? shifted(facts.endedAt, facts.totalSeconds) : null;
  const startedAt = facts.startedAt ?? endOnly ?? known.sort()[0] ?? receivedAt;

  const rung = rungIn(facts, flow);
  const talks = conversationsIn(rung);
  const answeredAt = talks[0] ? notBefore(talks[0].at, startedAt) : null;
  const voicemail = facts.recordings.find((recording) => recording.voicemail);

  const end = endOf(facts, receivedAt, wayEnd(rung, flow));
  const endedAt = end ? notBefore(end, answeredAt ?? startedAt) : null;
  const talkSeconds = talkOf(talks, startedAt, ({ through }) => (facts.endedAt || through ? endedAt : null));
  const until = rangUntil(rung, flow);
  const stoppedRinging = answeredAt ?? (until ? notBefore(until, startedAt) : endedAt);

  return {
    status: endedAt ? 'ENDED' : answeredAt ? 'ANSWERED' : 'RINGING',
    outcome: endedAt ? outcomeOf(facts, answeredAt !== null, voicemail !== undefined) : null,
    startedAt,
    answeredAt,
    endedAt,
    ringSeconds: stoppedRinging ? seconds(startedAt, stoppedRinging) : null,
    talkSeconds: answeredAt || endedAt ? talkSeconds : null,
    durationSeconds: endedAt ? seconds(startedAt, endedAt) : null,
    destination: talks[0]?.destination ?? lastRung(facts.legs)?.destination ?? null,
    recording: facts.recordings.find((recording) => !recording.voicemail) ?? voicemail ?? null,
  };
};

/**
 * BLOCKED: refused before anybody was rung. MISSED: nobody took it although the caller waited.
 * ABANDONED: the caller gave up while it rang.
 */
const outcomeOf = (facts: Facts, answered: boolean, voicemail: boolean): Outcome => {
  const { dials, legs, endReason } = facts;
  if (answered) return 'ANSWERED';
  if (voicemail) return 'VOICEMAIL';
  if (endReason === 'BUSY' && legs.length === 0 && dials.length === 0) return 'BLOCKED';
  if (dials.some((dial) => dial.endReason === 'CANCELED')) return 'ABANDONED';
  const ends = [...dials, ...legs].map((one) => one.endReason);
  return [...ends, endReason].some(
    (reason) => reason === 'NO_ANSWER' || reason === 'BUSY' || reason === 'FAILED',
  )
    ? 'MISSED'
    : 'ABANDONED';
};
