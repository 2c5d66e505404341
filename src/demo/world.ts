import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { CallScript } from '../../integrations/twilio/line.ts';
import { type CarrierOptions, twilioCarrier } from '../../integrations/twilio/sandbox.ts';
import type { Arrival, Business, Person } from './business.ts';
import { type Chance, createChance } from './chance.ts';
import { dentist } from './dentist.ts';
import { openPage } from './page.ts';
import { plumber } from './plumber.ts';
import { scriptOf } from './scripts.ts';
import type { DemoCompany } from './seed.ts';
import { visitOf } from './visits.ts';

/** More would be a crowd nobody can follow on one screen. */
const mostCalls = 8;
const talk = { shortest: 21, longest: 80 };

export interface WorldOptions {
  readonly url: string;
  readonly carrier: CarrierOptions;
  readonly companies: readonly DemoCompany[];
  readonly logger: Logger;
}

/** A new caller, so that the first story is about somebody who calls for the first time. */
const newcomer = (chance: Chance): Person => ({
  from: `+133255501${chance.between(10, 99)}`,
  place: { country: 'US', state: 'NY', city: 'New York' },
});

/** People who click on ads, read pages and telephone, at the speed of life, over real HTTP. */
export const startWorld = ({ url, carrier, companies, logger }: WorldOptions) => {
  const over = new AbortController();
  const { signal } = over;
  const chance = createChance(Date.now());
  // At the end whoever talks hangs up: what is left of the calls is told at once.
  const line = twilioCarrier({ ...carrier, timeScale: 1, hurry: signal });
  const calling = new Set<Promise<unknown>>();
  const callers = new Map<Business, Person[]>();

  const wait = (seconds: number): Promise<void> => pause(seconds * 1000, undefined, { signal });

  const companyOf = (business: Business): DemoCompany => {
    const found = companies.find((company) => company.business === business);
    if (!found) throw new Error(`${business.company.name} is not in the account.`);
    return found;
  };

  /** Somebody who called before, somebody new, or somebody who does not say. */
  const somebody = (business: Business): Person => {
    if (chance.happens(0.06)) return { from: 'anonymous', place: { country: business.company.country } };
    const known = callers.get(business) ?? [];
    if (known.length > 0 && chance.happens(0.3)) return chance.oneOf(known);
    const person = business.person(chance);
    callers.set(business, [person, ...known].slice(0, 20));
    return person;
  };

  const dial = async (person: Person, to: string, script: CallScript): Promise<void> => {
    if (signal.aborted || calling.size >= mostCalls) return;
    const call = line.placeCall({ from: person.from, to, geography: person.place, script });
    calling.add(call);
    try {
      const { problems } = await call;
      if (problems.length > 0 && !signal.aborted)
        logger.warn({ problems }, 'the carrier had problems with a call');
    } finally {
      calling.delete(call);
    }
  };

  /** One visit: the page is shown with its numbers, stays open a while, and perhaps the visitor calls. */
  const visit = async (business: Business, arrival: Arrival, calls: number): Promise<void> => {
    const { companyKey } = companyOf(business);
    const page = await openPage(url, visitOf(business, companyKey, arrival, chance), signal);
    await page.read(chance.between(4, 25));
    if (page.tracked && chance.happens(calls))
      await dial(somebody(business), page.number, scriptOf(chance, talk));
  };

  /** The story everybody should see first: ad click, pool number, a good call. */
  const firstStory = async (): Promise<void> => {
    const { companyKey } = companyOf(plumber);
    await wait(1);
    const page = await openPage(
      url,
      visitOf(plumber, companyKey, plumber.arrivals[0], chance, { sure: true }),
      signal,
    );
    await page.read(2);
    await dial(newcomer(chance), page.number, { ringSeconds: 3, answered: true, talkSeconds: 24 });
  };

  const offline = (business: Business): Promise<void> =>
    dial(somebody(business), chance.oneOf(business.offlineNumbers), scriptOf(chance, talk));

  /** More visitors at once than the emergency page has numbers: some see the fallback number. */
  const rush = async (): Promise<void> => {
    const arrival = dentist.arrivals.find(({ other }) => other) ?? dentist.arrivals[0];
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        await wait(chance.between(0, 10));
        await visit(dentist, arrival, 0.4);
      }),
    );
  };

  /** A number somebody kept from an earlier visit. */
  const saved = (business: Business): Promise<void> =>
    dial(somebody(business), business.trackers[0]?.numbers.at(-1) ?? '', scriptOf(chance, talk));

  const safely = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, 'something in the simulated world went wrong');
    }
  };

  /** Lets something happen every `mean` seconds on average, the first time after `first`. */
  const nowAndThen = async (first: number, mean: number, act: () => Promise<void>): Promise<void> => {
    for (let seconds = first; ; seconds = 2 + chance.wait(mean)) {
      await wait(seconds);
      void safely(act);
    }
  };

  const streams = [
    firstStory(),
    nowAndThen(9, 30, () => visit(plumber, chance.weighted(plumber.arrivals), 0.65)),
    nowAndThen(14, 75, () => offline(plumber)),
    nowAndThen(20, 55, () => visit(dentist, chance.weighted(dentist.arrivals), 0.5)),
    nowAndThen(45, 110, () => offline(dentist)),
    nowAndThen(70, 240, rush),
    nowAndThen(100, 220, () => saved(plumber)),
  ];
  for (const stream of streams) void safely(() => stream);

  return {
    /** Resolves when nobody talks any more. */
    stop: async (): Promise<void> => {
      over.abort();
      await Promise.allSettled([...streams, ...calling]);
    },
  };
};
