import type { Chance } from './chance.ts';

/** Every number here lies in a range kept free for films and examples. */
const digits = (from: number, count: number, width: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String(from + at).padStart(width, '0'));

export interface TrackerPlan {
  readonly kind: 'OFFLINE' | 'SOURCE' | 'VISITOR';
  readonly name: string;
  readonly destination: string;
  readonly numbers: readonly string[];
  readonly ringSeconds?: number;
  readonly voicemail?: boolean;
  readonly whisper?: string;
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly swapNumbers?: readonly string[];
  readonly fallbackNumber?: string;
  readonly leaseSeconds?: number;
}

/** Where visitors come from. `query` is what the address says, without click ids. */
export interface Arrival {
  readonly weight: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly referrer?: string;
  readonly click?: 'gclid' | 'msclkid' | 'fbclid';
  /** The visitor sees the site's other number. */
  readonly other?: true;
}

export interface Person {
  /** E.164, or what a carrier sends for somebody who withholds it. */
  readonly from: string;
  readonly place: { readonly country: string; readonly state?: string; readonly city?: string };
}

export interface Business {
  readonly company: {
    readonly name: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly country: string;
    readonly consentRequired?: boolean;
    readonly recordCalls?: boolean;
    readonly recordingNotice?: string;
  };
  readonly site: string;
  /** The numbers printed on the site: the main one, then the other. */
  readonly siteNumbers: readonly [string, string?];
  readonly trackers: readonly TrackerPlan[];
  /** Visits by weight; the first one is an ad. */
  readonly arrivals: readonly [Arrival, ...Arrival[]];
  /** Share of calls that come from a number seen offline. */
  readonly offlineShare: number;
  readonly offlineNumbers: readonly [string, ...string[]];
  /** What a good call is worth, in the company's currency. */
  readonly worth: string;
  /** Calls on a usual weekday, over the hours from 0 to 23 in the company's zone. */
  readonly day: readonly number[];
  readonly weekend: number;
  readonly person: (chance: Chance) => Person;
}

const cpc = (campaign: string, term: string): Readonly<Record<string, string>> => ({
  utm_source: 'google',
  utm_medium: 'cpc',
  utm_campaign: campaign,
  utm_term: term,
});

const google = 'https://www.google.com/';

export const plumber: Business = {
  company: {
    name: 'Hudson Plumbing',
    timeZone: 'America/New_York',
    currency: 'USD',
    country: 'US',
    recordCalls: true,
    recordingNotice: 'This call is recorded.',
  },
  site: 'https://hudson-plumbing.example',
  siteNumbers: ['+12125550100'],
  trackers: [
    {
      kind: 'VISITOR',
      name: 'Website visitors',
      destination: '+12125550100',
      numbers: digits(100, 24, 4).map((end) => `+1646555${end}`),
      fallbackNumber: '+16465550199',
      leaseSeconds: 120,
      voicemail: true,
      ringSeconds: 20,
    },
    {
      kind: 'SOURCE',
      name: 'Bing search',
      destination: '+12125550100',
      numbers: ['+12125550142'],
      source: 'bing',
      medium: 'organic',
      whisper: 'A caller from Bing.',
      ringSeconds: 20,
    },
    {
      kind: 'OFFLINE',
      name: 'Poster at Pier 11',
      destination: '+12125550101',
      numbers: ['+12125550177'],
      source: 'poster',
      medium: 'print',
      campaign: 'pier-11',
      voicemail: true,
      ringSeconds: 20,
    },
    {
      kind: 'OFFLINE',
      name: 'Website, all numbers taken',
      destination: '+12125550100',
      numbers: ['+16465550199'],
      source: 'website',
      medium: 'fallback',
    },
  ],
  arrivals: [
    {
      weight: 22,
      path: '/emergency',
      query: cpc('emergency-plumber', 'plumber near me'),
      referrer: google,
      click: 'gclid',
    },
    {
      weight: 12,
      path: '/water-heaters',
      query: cpc('water-heaters', 'water heater repair nyc'),
      referrer: google,
      click: 'gclid',
    },
    {
      weight: 8,
      path: '/drains',
      query: cpc('drain-cleaning', 'clogged drain'),
      referrer: google,
      click: 'gclid',
    },
    { weight: 18, path: '/', referrer: google },
    { weight: 14, path: '/', referrer: 'https://www.bing.com/' },
    {
      weight: 6,
      path: '/emergency',
      query: { utm_source: 'bing', utm_medium: 'cpc', utm_campaign: 'emergency-plumber' },
      click: 'msclkid',
    },
    {
      weight: 8,
      path: '/offers',
      query: { utm_source: 'facebook', utm_medium: 'paid-social', utm_campaign: 'winter-check' },
      click: 'fbclid',
    },
    {
      weight: 4,
      path: '/offers',
      query: { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: 'november' },
    },
    { weight: 5, path: '/', referrer: 'https://neighbourhood-guide.example/plumbers' },
    { weight: 12, path: '/' },
  ],
  offlineShare: 0.18,
  offlineNumbers: ['+12125550177'],
  worth: '180.00',
  day: [
    0.05, 0.03, 0.02, 0.02, 0.03, 0.1, 0.3, 0.8, 1.3, 1.5, 1.4, 1.2, 0.9, 1.1, 1.3, 1.2, 1.1, 0.9, 0.6, 0.4,
    0.3, 0.2, 0.1, 0.05,
  ],
  weekend: 0.45,
  person: (chance) => ({
    from: `+1${chance.oneOf(['718', '347', '917', '929', '201', '516', '914'])}55501${digits(chance.between(0, 99), 1, 2)[0]}`,
    place: chance.weighted([
      { weight: 9, country: 'US', state: 'NY', city: 'New York' },
      { weight: 6, country: 'US', state: 'NY', city: 'Brooklyn' },
      { weight: 4, country: 'US', state: 'NY', city: 'Queens' },
      { weight: 3, country: 'US', state: 'NJ', city: 'Hoboken' },
      { weight: 1, country: 'US', state: 'CT', city: 'Stamford' },
    ]),
  }),
};

export const dentist: Business = {
  company: {
    name: 'Zahnarztpraxis am Ufer',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    country: 'DE',
    consentRequired: true,
  },
  site: 'https://zahnarzt-am-ufer.example',
  siteNumbers: ['+493023125100', '+493023125110'],
  trackers: [
    {
      kind: 'VISITOR',
      name: 'Website visitors',
      destination: '+493023125100',
      numbers: digits(0, 16, 3).map((end) => `+493023125${end}`),
      fallbackNumber: '+493023125099',
      leaseSeconds: 120,
      ringSeconds: 20,
    },
    {
      kind: 'VISITOR',
      name: 'Emergency page',
      destination: '+493023125110',
      numbers: ['+493023125090', '+493023125091', '+493023125092'],
      fallbackNumber: '+493023125099',
      leaseSeconds: 90,
      voicemail: true,
      ringSeconds: 20,
    },
    {
      kind: 'OFFLINE',
      name: 'Flyer in the pharmacy',
      destination: '+493023125100',
      numbers: ['+493023125080'],
      source: 'flyer',
      medium: 'print',
      ringSeconds: 20,
    },
    {
      kind: 'OFFLINE',
      name: 'Website, all numbers taken',
      destination: '+493023125100',
      numbers: ['+493023125099'],
      source: 'website',
      medium: 'fallback',
    },
  ],
  arrivals: [
    {
      weight: 16,
      path: '/implantate',
      query: cpc('implantate', 'zahnimplantat berlin'),
      referrer: google,
      click: 'gclid',
    },
    {
      weight: 10,
      path: '/prophylaxe',
      query: cpc('prophylaxe', 'zahnreinigung kreuzberg'),
      referrer: google,
      click: 'gclid',
    },
    {
      weight: 6,
      path: '/notdienst',
      query: cpc('notdienst', 'zahnarzt notdienst'),
      referrer: google,
      click: 'gclid',
      other: true,
    },
    { weight: 20, path: '/', referrer: google },
    { weight: 6, path: '/', referrer: 'https://duckduckgo.com/' },
    { weight: 6, path: '/team', query: { utm_source: 'instagram', utm_medium: 'social' } },
    { weight: 10, path: '/' },
  ],
  offlineShare: 0.15,
  offlineNumbers: ['+493023125080'],
  worth: '120.00',
  day: [0, 0, 0, 0, 0, 0, 0.1, 0.6, 1.2, 1.1, 0.9, 0.7, 0.3, 0.5, 0.8, 0.7, 0.6, 0.3, 0.1, 0.05, 0, 0, 0, 0],
  weekend: 0.08,
  person: (chance) => ({
    from: chance.happens(0.6)
      ? `+493023125${digits(chance.between(200, 899), 1, 3)[0]}`
      : `+4917139200${digits(chance.between(0, 99), 1, 2)[0]}`,
    place: { country: 'DE', ...(chance.happens(0.6) ? { city: 'Berlin' } : {}) },
  }),
};

export const businesses = [plumber, dentist] as const;
