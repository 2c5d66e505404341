import { LRUCache } from 'lru-cache';
import { e164 } from '../../integrations/kit/phone.ts';
import type { TrackerKind } from '../../integrations/kit/vocabulary.ts';
import { typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { type LiveLease, leaseKey } from './live-sessions.ts';
import type { Match } from './match.ts';
import { displayOf, type Plan, targetIn } from './plan.ts';

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

/** By country and spelling: a site's pages show the same few numbers. '' is none. */
const read = new LRUCache<string, string>({ max: 20_000 });

const numberOf = (spelling: string, country: string): string | null => {
  if (spelling.length > longestNumber) return null;
  const key = `${country} ${spelling}`;
  const known = read.get(key) ?? e164(spelling, country) ?? '';
  read.set(key, known);
  return known || null;
};

const findNumbers = (spellings: readonly string[], country: string): PageNumbers => {
  const found = new Map<string, string[]>();
  for (const spelling of new Set(spellings)) {
    const number = numberOf(spelling, country);
    if (number) found.set(number, [...(found.get(number) ?? []), spelling]);
  }
  return found;
};

/** By country and spellings: its pages have the same numbers again and again, and equal lists are one map. */
const lists = new LRUCache<string, PageNumbers>({ max: 5_000 });
const longestList = 1_000;

/** Reads a page's numbers as the company's country does. What is no number is only text and is left out. */
export const readNumbers = (spellings: readonly string[], country: string): PageNumbers => {
  let key = country;
  // With its length: no spelling can look like two.
  for (const spelling of spellings) key += ` ${spelling.length} ${spelling}`;
  const known = lists.get(key);
  if (known) return known;
  const found = findNumbers(spellings, country);
  if (key.length <= longestList) lists.set(key, found);
  return found;
};

/** Every number the trackers replace, for who asks without a page. */
export const everyTarget = ({ targets }: Plan): PageNumbers => new Map(targets.map((number) => [number, []]));

/**
 * Writes the answer. A pool without a lease shows its fallback; without a fallback the page's own number
 * stands against itself, so a page that showed a lost one goes back. A number that would become one
 * replaced here itself is left out: swapping twice would never end.
 */
export const writeSwaps = (
  setup: Setup,
  plan: Plan,
  matches: readonly Match[],
  pageNumbers: PageNumbers,
  leases: ReadonlyMap<string, LiveLease>,
): readonly Swap[] => {
  const swaps = matches.map(({ from, tracker }): Swap => {
    const isPool = tracker.kind === 'VISITOR';
    const lease = isPool ? leases.get(leaseKey(tracker.id, targetIn(plan, tracker, from))) : undefined;
    const own = lease && !lease.overflow ? setup.numbers.get(lease.numberId)?.number : undefined;
    const shared = isPool ? tracker.fallbackNumber : (plan.firstNumber.get(tracker.id)?.number ?? null);
    const to = own ?? shared ?? from;
    return {
      from,
      to,
      display: displayOf(to),
      spellings: pageNumbers.get(from) ?? [],
      trackerKind: tracker.kind,
      leaseId: lease && own ? typedId('Lease', lease.id) : null,
    };
  });
  const replaced = new Set(swaps.filter((swap) => swap.to !== swap.from).map((swap) => swap.from));
  return swaps.filter((swap) => swap.to === swap.from || !replaced.has(swap.to));
};
