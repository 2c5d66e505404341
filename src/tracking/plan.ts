import { LRUCache } from 'lru-cache';
import { nationalFormat } from '../../integrations/kit/phone.ts';
import type { Company, Setup, Tracker, TrackingNumber } from '../setup/setup.ts';
import { inOrder, targetsOf } from './match.ts';

/** What a company's pages are answered by, worked out once for each version of the setup. */
export interface Plan {
  /** The trackers that could show a number, strongest first. */
  readonly ordered: ReturnType<typeof inOrder>;
  /** Every number they replace. */
  readonly targets: readonly string[];
  /** The first number of each tracker. */
  readonly firstNumber: ReadonlyMap<string, TrackingNumber>;
  /** `tracker number`: numbers of the page a pool keeps numbers for. */
  readonly keptTargets: ReadonlySet<string>;
}

const plans = new WeakMap<Setup, Map<string, Plan>>();

const make = (setup: Setup, company: Company): Plan => {
  const firstNumber = new Map<string, TrackingNumber>();
  const keptTargets = new Set<string>();
  for (const number of setup.numbers.values()) {
    if (setup.trackers.get(number.trackerId)?.companyId !== company.id) continue;
    if (!firstNumber.has(number.trackerId)) firstNumber.set(number.trackerId, number);
    if (number.target !== null) keptTargets.add(`${number.trackerId} ${number.target}`);
  }
  const trackers = [...setup.trackers.values()].filter(
    (tracker) =>
      tracker.companyId === company.id &&
      tracker.active &&
      // A SOURCE tracker without a number cannot show one.
      (tracker.kind === 'VISITOR' || (tracker.kind === 'SOURCE' && firstNumber.has(tracker.id))),
  );
  return {
    ordered: inOrder(trackers),
    targets: [...new Set(trackers.flatMap(targetsOf))],
    firstNumber,
    keptTargets,
  };
};

export const planOf = (setup: Setup, company: Company): Plan => {
  const ofSetup = plans.get(setup) ?? new Map<string, Plan>();
  plans.set(setup, ofSetup);
  const known = ofSetup.get(company.id);
  if (known) return known;
  const made = make(setup, company);
  ofSetup.set(company.id, made);
  return made;
};

/** Which of its numbers a pool gives for this number of the page. */
export const targetIn = ({ keptTargets }: Plan, tracker: Tracker, from: string): string | null =>
  keptTargets.has(`${tracker.id} ${from}`) ? from : null;

const displays = new LRUCache<string, string>({ max: 100_000 });

/** As people of the number's country write it; working it out takes longer than the rest of an answer. */
export const displayOf = (number: string): string => {
  const known = displays.get(number);
  if (known !== undefined) return known;
  const made = nationalFormat(number);
  displays.set(number, made);
  return made;
};
