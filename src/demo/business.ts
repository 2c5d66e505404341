import type { Chance } from './chance.ts';

/** Every number here lies in a range kept free for films and examples. */
export const digits = (from: number, count: number, width: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String(from + at).padStart(width, '0'));

interface TrackerPlan {
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

export const reasons = ['Emergency', 'Appointment', 'Quote', 'Question'] as const;
type Reason = (typeof reasons)[number];

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
    readonly language?: string;
    readonly voicemailGreeting?: string;
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
  /** Desks that look after leads. */
  readonly team: readonly string[];
  /** What people at the desk write down about calls. */
  readonly notes: readonly { readonly reason: Reason; readonly text: string }[];
  /** Calls on a usual weekday, over the hours from 0 to 23 in the company's zone. */
  readonly day: readonly number[];
  readonly weekend: number;
  readonly person: (chance: Chance) => Person;
}

/** What a Google ad says in its address. */
export const cpc = (campaign: string, term: string): Readonly<Record<string, string>> => ({
  utm_source: 'google',
  utm_medium: 'cpc',
  utm_campaign: campaign,
  utm_term: term,
});

export const google = 'https://www.google.com/';
