import { e164, nationalFormat } from '../../integrations/kit/phone.ts';
import type { TrackerKind } from '../../integrations/kit/vocabulary.ts';
import { typedId } from '../ids.ts';
import type { Company, Setup, Tracker } from '../setup/setup.ts';
import type { Lease } from './leases.ts';
import { type Match, targetsOf } from './match.ts';

/** One number of the page and what stands there instead. */
export interface Swap {
  /** E.164 as found. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  /** `to` as people of its country write it. */
  readonly display: string;
  /** How the request spelled `from`: the page finds its own text by these. */
  readonly spellings: readonly string[];
  readonly trackerKind: TrackerKind;
  /** Null where the number is not this session's own: a SOURCE number or a pool's fallback. */
  readonly leaseId: string | null;
}

/** E.164 numbers and the spellings each was found in. */
export type PageNumbers = ReadonlyMap<string, readonly string[]>;

const longestNumber = 64;

/** Reads a page's numbers as the company's country does. What is no number is only text and is left out. */
export const readNumbers = (spellings: readonly string[], country: string): PageNumbers => {
  const found = new Map<string, string[]>();
  for (const spelling of new Set(spellings)) {
    const number = spelling.length <= longestNumber ? e164(spelling, country) : null;
    if (number) found.set(number, [...(found.get(number) ?? []), spelling]);
  }
  return found;
};

/** Every number the trackers replace, for who asks without a page. */
export const everyTarget = (trackers: readonly Tracker[]): PageNumbers =>
  new Map(trackers.flatMap((tracker) => targetsOf(tracker).map((number) => [number, []])));

/** The trackers of a company that could show a number: a SOURCE tracker without one cannot. */
export const showable = (setup: Setup, company: Company): readonly Tracker[] => {
  const numbered = new Set([...setup.numbers.values()].map((number) => number.trackerId));
  return [...setup.trackers.values()].filter(
    (tracker) => tracker.companyId === company.id && (tracker.kind === 'VISITOR' || numbered.has(tracker.id)),
  );
};

const sourceNumber = (setup: Setup, tracker: Tracker): string | null =>
  [...setup.numbers.values()].find((number) => number.trackerId === tracker.id)?.number ?? null;

/**
 * Writes the answer. A pool without a lease shows its fallback; without a fallback the page's own number
 * stands against itself, so a page that showed a lost one goes back. A number that would become one
 * replaced here itself is left out: swapping twice would never end.
 */
export const writeSwaps = (
  setup: Setup,
  matches: readonly Match[],
  pageNumbers: PageNumbers,
  leases: ReadonlyMap<string, Lease>,
): readonly Swap[] => {
  const swaps = matches.map(({ from, tracker }): Swap => {
    const lease = tracker.kind === 'VISITOR' ? leases.get(tracker.id) : undefined;
    const leased = lease ? setup.numbers.get(lease.numberId)?.number : undefined;
    const shared = tracker.kind === 'VISITOR' ? tracker.fallbackNumber : sourceNumber(setup, tracker);
    const to = leased ?? shared ?? from;
    return {
      from,
      to,
      display: nationalFormat(to),
      spellings: pageNumbers.get(from) ?? [],
      trackerKind: tracker.kind,
      leaseId: lease && leased ? typedId('Lease', lease.id) : null,
    };
  });
  const replaced = new Set(swaps.filter((swap) => swap.to !== swap.from).map((swap) => swap.from));
  return swaps.filter((swap) => swap.to === swap.from || !replaced.has(swap.to));
};
