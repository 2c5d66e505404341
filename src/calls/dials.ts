import type { LegEndReason } from '../../integrations/kit/vocabulary.ts';
import { type Flow, placeAfter } from '../routing/flow.ts';
import type { Dial, Facts, Leg } from './facts.ts';

/** Everything that is known of one place that rang somebody. */
export interface Rung {
  readonly place: string;
  /** How it ended; undefined while it has not, or nobody said so. */
  readonly dial: Dial | undefined;
  readonly legs: readonly Leg[];
}

/** People who talked. */
export interface Conversation {
  /** When it began. */
  readonly at: string;
  /** How long it was, as the carrier says. */
  readonly seconds: number | null;
  /** When it ended, by its leg's own clock. */
  readonly endAt: string | null;
  readonly destination: string | null;
  /** True when its dial is over. */
  readonly through: boolean;
}

export const shifted = (at: string, by: number): string => new Date(Date.parse(at) - by * 1000).toISOString();

const latest = (times: readonly (string | null)[]): string | null =>
  times
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? null;

/** The places that rang. A fact without a place belongs to the first one of the flow. */
export const rungIn = ({ legs, dials }: Facts, flow: Flow | null): readonly Rung[] => {
  const placeOf = ({ place }: { readonly place: string | null }): string => place ?? flow?.first ?? '';
  const places = new Set([...dials, ...legs].map(placeOf));
  return [...places].map((place) => ({
    place,
    dial: dials.find((dial) => placeOf(dial) === place),
    legs: legs.filter((leg) => placeOf(leg) === place),
  }));
};

/** Where the call goes on after this place; null when nothing follows it. */
const nextOf = (rung: Rung, endReason: LegEndReason, flow: Flow | null): string | null =>
  flow && placeAfter(flow, rung.place, endReason);

/** When the dial was over, by its leg's own clock where that is known. */
const dialEnd = ({ dial, legs }: Rung): string | null =>
  dial ? (latest(legs.map((leg) => leg.endAt)) ?? dial.at) : null;

/** When the call's way was over: a dial ended, and nothing follows. Null while it goes on. */
export const wayEnd = (rung: readonly Rung[], flow: Flow | null): string | null =>
  latest(
    rung.map((one) => (one.dial && nextOf(one, one.dial.endReason, flow) === null ? dialEnd(one) : null)),
  );

/** True when everybody who was rung is through and nobody else will be: at most a message follows. */
export const ringsNobody = (rung: readonly Rung[], flow: Flow | null): boolean =>
  rung.some((one) => {
    const left = one.legs.length > 0 && one.legs.every((leg) => leg.endAt !== null);
    const endReason = one.dial?.endReason ?? (left ? (one.legs[0]?.endReason ?? 'NO_ANSWER') : null);
    if (endReason === null) return false;
    const next = nextOf(one, endReason, flow);
    return next === null || flow?.steps.get(next)?.kind !== 'RING';
  });

/**
 * The conversation of one place; null when there was none. As its leg says, else as the finished dial lets us
 * reckon. Who picked up in a dial that reached nobody (a mailbox, a hang-up during the whisper) never talked.
 */
const conversationOf = (rung: Rung): Conversation | null => {
  const { dial, legs } = rung;
  if (dial && dial.endReason !== 'COMPLETED') return null;
  const [leg] = legs
    .filter(({ answerAt }) => answerAt !== null)
    .sort((a, b) => ((a.answerAt ?? '') < (b.answerAt ?? '') ? -1 : 1));
  const talked = dial?.talkSeconds ?? null;
  if (leg?.answerAt)
    return {
      at: leg.answerAt,
      seconds: leg.seconds ?? talked,
      endAt: leg.endAt,
      destination: leg.destination,
      through: dial !== undefined,
    };
  const end = dialEnd(rung);
  if (!end) return null;
  const destination = legs[0]?.destination ?? null;
  return { at: shifted(end, talked ?? 0), seconds: talked, endAt: null, destination, through: true };
};

/** In the order they began. */
export const conversationsIn = (rung: readonly Rung[]): readonly Conversation[] =>
  rung
    .map(conversationOf)
    .filter((one) => one !== null)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** When the last of everybody who was rung in vain was through; null while somebody rings, or is about to. */
export const rangUntil = (rung: readonly Rung[], flow: Flow | null): string | null => {
  const ends = rung.flatMap(({ legs }) => legs.map((leg) => leg.endAt));
  const waiting = rung.some((one) => {
    const next = one.dial && nextOf(one, one.dial.endReason, flow);
    return next && flow?.steps.get(next)?.kind === 'RING' && !rung.some(({ place }) => place === next);
  });
  return waiting || ends.includes(null) ? null : latest(ends);
};

/** Who was rung last. */
export const lastRung = (legs: readonly Leg[]): Leg | undefined => {
  const since = ({ ringAt, answerAt, endAt }: Leg): string => ringAt ?? answerAt ?? endAt ?? '';
  return [...legs].sort((a, b) => (since(a) < since(b) ? -1 : 1)).at(-1);
};
