import type { Tracker } from '../setup/setup.ts';
import type { Channel } from './channel.ts';

/** A number on the page and the tracker whose number the visitor sees instead. */
export interface Match {
  /** E.164 as found. */
  readonly from: string;
  readonly tracker: Tracker;
}

/** E.164 numbers a tracker replaces. */
export const targetsOf = (tracker: Tracker): readonly string[] =>
  tracker.swapNumbers.length > 0 ? tracker.swapNumbers : [tracker.destination];

type Credit = Pick<Channel, 'source' | 'medium' | 'campaign'>;
const parts = ['source', 'medium', 'campaign'] as const;

/** A SOURCE tracker is for the visits that have every part it names. One that names none is for nobody. */
const fits = (tracker: Tracker, visit: Credit): boolean =>
  parts.some((part) => tracker[part] !== null) &&
  parts.every((part) => tracker[part] === null || tracker[part].toLowerCase() === visit[part]?.toLowerCase());

/** Higher wins: any SOURCE before a pool, more parts before fewer, a campaign before a source of its own. */
const rank = (tracker: Tracker): number =>
  tracker.kind === 'VISITOR'
    ? 0
    : 10 * parts.filter((part) => tracker[part] !== null).length + (tracker.campaign === null ? 1 : 2);

/**
 * Which tracker's number each number on the page becomes. `trackers` are those of the company; numbers
 * nobody replaces are left out. Between two of one rank the older wins (ids rise with time), so an answer
 * never depends on the order rows were read in.
 */
export const matchTrackers = (
  trackers: Iterable<Tracker>,
  visit: Credit,
  pageNumbers: readonly string[],
): readonly Match[] => {
  const candidates = [...trackers]
    .filter(
      (tracker) =>
        tracker.active && (tracker.kind === 'VISITOR' || (tracker.kind === 'SOURCE' && fits(tracker, visit))),
    )
    .sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  return [...new Set(pageNumbers)].flatMap((from) => {
    const tracker = candidates.find((candidate) => targetsOf(candidate).includes(from));
    return tracker ? [{ from, tracker }] : [];
  });
};
