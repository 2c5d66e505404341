import type {
  CallEvent,
  CallStatus,
  Direction,
  Geography,
  LegEndReason,
  WithheldReason,
} from '../../integrations/kit/vocabulary.ts';

/** One attempt to reach someone inside a call, as far as it is known. */
export interface Leg {
  readonly key: string;
  /** The place of the dial it belongs to; null where nobody said. */
  readonly place: string | null;
  readonly destination: string;
  readonly ringAt: string | null;
  readonly answerAt: string | null;
  readonly endAt: string | null;
  readonly endReason: LegEndReason | null;
  readonly seconds: number | null;
}

/** A dial that is over: everybody it rang is through. */
export interface Dial {
  /** The place of the call's way that rang; null where nobody said. */
  readonly place: string | null;
  readonly endReason: LegEndReason;
  readonly talkSeconds: number | null;
  readonly at: string;
}

export interface Recording {
  readonly key: string;
  readonly url: string;
  readonly seconds: number | null;
  readonly voicemail: boolean;
}

/** Who called whom. Taken from the first event that knows; a start outranks an end. */
export interface Parties {
  readonly direction: Direction;
  readonly from: string | null;
  readonly withheld: WithheldReason | null;
  readonly to: string;
  readonly callerName: string | null;
  readonly geography: Geography;
}

/**
 * Everything the carrier has told us about one call. Each event adds facts and none takes one away, so
 * any order and any repetition of the same events ends in the same facts: this is a join of sets.
 */
export interface Facts {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: LegEndReason | null;
  readonly totalSeconds: number | null;
  readonly parties: Parties | null;
  /** True when `parties` came from the start itself. */
  readonly started: boolean;
  /** By place, sorted. */
  readonly dials: readonly Dial[];
  /** True when the carrier had gone silent about a call that had not ended. */
  readonly silent?: boolean;
  /** By key, sorted. */
  readonly legs: readonly Leg[];
  readonly recordings: readonly Recording[];
}

export const noFacts: Facts = {
  startedAt: null,
  endedAt: null,
  endReason: null,
  totalSeconds: null,
  parties: null,
  started: false,
  dials: [],
  legs: [],
  recordings: [],
};

const earlier = (a: string | null, b: string | null): string | null => (a && b ? (a < b ? a : b) : (a ?? b));
const later = (a: string | null, b: string | null): string | null => (a && b ? (a > b ? a : b) : (a ?? b));
const most = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
/** Of two answers that contradict each other keep one, whichever came first: the alphabet decides. */
const settle = <Word extends string>(a: Word | null, b: Word | null): Word | null =>
  earlier(a, b) as Word | null;

/** The items with one more, in one order: joined with the one of the same name, should there be one. */
const joined = <Item>(
  items: readonly Item[],
  added: Item,
  nameOf: (item: Item) => string,
  join: (known: Item, added: Item) => Item,
): readonly Item[] => {
  const known = items.find((item) => nameOf(item) === nameOf(added));
  const rest = items.filter((item) => item !== known);
  const all = [...rest, known === undefined ? added : join(known, added)];
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};

const keyOf = ({ key }: { readonly key: string }): string => key;
const placeOf = ({ place }: Dial): string => place ?? '';

const joinLegs = (a: Leg, b: Leg): Leg => ({
  key: a.key,
  place: settle(a.place, b.place),
  destination: settle(a.destination, b.destination) ?? '',
  ringAt: earlier(a.ringAt, b.ringAt),
  answerAt: earlier(a.answerAt, b.answerAt),
  endAt: later(a.endAt, b.endAt),
  endReason: settle(a.endReason, b.endReason),
  seconds: most(a.seconds, b.seconds),
});

const joinDials = (a: Dial, b: Dial): Dial => ({
  place: a.place,
  endReason: settle(a.endReason, b.endReason) ?? a.endReason,
  talkSeconds: most(a.talkSeconds, b.talkSeconds),
  at: later(a.at, b.at) ?? a.at,
});

const joinRecordings = (a: Recording, b: Recording): Recording => ({
  key: a.key,
  url: settle(a.url, b.url) ?? '',
  seconds: most(a.seconds, b.seconds),
  voicemail: a.voicemail || b.voicemail,
});

const legOf = (event: Extract<CallEvent, { kind: 'LEG_CHANGED' }>): Leg => {
  const at = (status: CallStatus): string | null => (event.status === status ? event.at : null);
  return {
    key: event.legKey,
    place: event.place,
    destination: event.destination,
    ringAt: at('RINGING'),
    answerAt: at('ANSWERED'),
    endAt: at('ENDED'),
    endReason: event.endReason,
    seconds: event.seconds,
  };
};

const nowhere: Geography = { country: null, region: null, city: null };

/** Adds what one event says. */
export const transition = (facts: Facts, event: CallEvent): Facts => {
  switch (event.kind) {
    case 'CALL_STARTED': {
      const { direction, from, withheld, to, callerName, geography } = event;
      // A carrier starts a call once; a second start with another time is a retry of the first.
      return {
        ...facts,
        startedAt: earlier(facts.started ? facts.startedAt : null, event.at),
        parties: facts.started ? facts.parties : { direction, from, withheld, to, callerName, geography },
        started: true,
      };
    }
    case 'LEG_CHANGED':
      return { ...facts, legs: joined(facts.legs, legOf(event), keyOf, joinLegs) };
    case 'DIAL_ENDED': {
      const { place, endReason, talkSeconds, at } = event;
      return {
        ...facts,
        dials: joined(facts.dials, { place, endReason, talkSeconds, at }, placeOf, joinDials),
      };
    }
    case 'CALL_ENDED': {
      const { direction, from, withheld, to } = event;
      return {
        ...facts,
        endedAt: later(facts.endedAt, event.at),
        endReason: settle(facts.endReason, event.endReason),
        totalSeconds: most(facts.totalSeconds, event.seconds),
        parties: facts.parties ?? {
          direction,
          from,
          withheld,
          to,
          callerName: null,
          geography: nowhere,
        },
      };
    }
    case 'RECORDING_READY': {
      const { recordingKey: key, url, seconds, voicemail } = event;
      return {
        ...facts,
        recordings: joined(facts.recordings, { key, url, seconds, voicemail }, keyOf, joinRecordings),
      };
    }
  }
};
