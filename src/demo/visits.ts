import type { SessionAnswer } from '../tracking/answer.ts';
import type { SessionInput } from '../tracking/input.ts';
import type { Arrival, Business } from './business.ts';
import type { Chance } from './chance.ts';

const consents = [
  { weight: 80, adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' },
  { weight: 10, adUserData: 'DENIED', adPersonalization: 'DENIED', analytics: 'GRANTED' },
  { weight: 10, adUserData: 'DENIED', adPersonalization: 'DENIED', analytics: 'DENIED' },
] as const;

const agreed = consents[0];

const clickIds = { gclid: 'Cj0KCQ', msclkid: '', fbclid: 'IwAR' } as const;

export interface Visit {
  readonly input: SessionInput;
  /** The site's number this visitor looks at. */
  readonly wanted: string;
}

/** What the swap script of a visitor's browser would send. `sure`: the visitor agrees to everything. */
export const visitOf = (
  business: Business,
  companyKey: string,
  arrival: Arrival,
  chance: Chance,
  { sure = false }: { readonly sure?: boolean } = {},
): Visit => {
  const { path, query = {}, click, referrer = '', other } = arrival;
  const landing = new URL(path, business.site);
  for (const [name, value] of Object.entries(query)) landing.searchParams.set(name, value);
  if (click) landing.searchParams.set(click, `${clickIds[click]}${chance.text(40)}`);
  const { weight: _, ...consent } = sure ? agreed : chance.weighted(consents);
  const [main, second = main] = business.siteNumbers;
  const wanted = other ? second : main;
  return {
    input: {
      companyKey,
      landingPage: landing.href,
      referrer,
      gaClientId: `GA1.1.${chance.between(1e8, 2e9)}.${chance.between(1.6e9, 1.8e9)}`,
      consent,
      numbers: [wanted],
    },
    wanted,
  };
};

/** The number that stands on the page after the answer. */
export const shownNumber = ({ swaps }: SessionAnswer, { wanted }: Visit): string =>
  swaps.find((swap) => swap.from === wanted)?.to ?? wanted;
