import type { Tracker } from '../setup/setup.ts';
import { type Channel, type ChannelGroup, channelWords } from './channel.ts';
import { nearest } from './referrers.ts';

/** A number on the page and the tracker whose number the visitor sees instead. */
export interface Match {
  /** E.164 as found. */
  readonly from: string;
  readonly tracker: Tracker;
}

/** E.164 numbers a tracker replaces. */
export const targetsOf = (tracker: Tracker): readonly string[] =>
  tracker.swapNumbers.length > 0 ? tracker.swapNumbers : [tracker.destination];

/** Which kind of condition won, the strongest first. */
export const matchLevels = ['LANDING_PARAMETER', 'REFERRER', 'REFERRER_GROUP', 'POOL', 'DEFAULT'] as const;
export type MatchLevel = (typeof matchLevels)[number];

/** What trackers are matched by. */
export type Credit = Pick<Channel, 'source' | 'medium' | 'campaign'> & {
  readonly channel: string | null;
  readonly landingPage: string;
  readonly referrer: string | null;
};

const parts = ['source', 'medium', 'campaign'] as const;

/** A tracker with conditions of its own: its source, medium and campaign are only what calls are credited to. */
const isConditional = (tracker: Tracker): boolean =>
  tracker.landingParameter !== null ||
  tracker.referrerHosts.length > 0 ||
  tracker.referrerGroup !== null ||
  tracker.isDefault;

const levelOf = (tracker: Tracker): MatchLevel => {
  if (tracker.kind === 'VISITOR') return 'POOL';
  if (tracker.landingParameter !== null) return 'LANDING_PARAMETER';
  if (tracker.referrerHosts.length > 0) return 'REFERRER';
  if (tracker.referrerGroup !== null) return 'REFERRER_GROUP';
  if (tracker.isDefault) return 'DEFAULT';
  return tracker.campaign === null ? 'REFERRER' : 'LANDING_PARAMETER';
};

/** Higher wins inside one level: conditions of its own, then more parts, then a campaign. */
const rank = (tracker: Tracker): number =>
  tracker.kind === 'VISITOR'
    ? 0
    : (isConditional(tracker) ? 1_000 : 0) +
      10 * parts.filter((part) => tracker[part] !== null).length +
      (tracker.campaign === null ? 1 : 2);

interface Verdict {
  readonly fits: boolean;
  readonly reason: string;
}

const no = (reason: string): Verdict => ({ fits: false, reason });

const parameterVerdict = (wanted: string, page: string): Verdict | null => {
  const [name = '', value] = wanted.split(/=(.*)/s);
  const given = URL.parse(page)?.searchParams.get(name) ?? null;
  if (given === null) return no(`The landing page has no parameter ${name}.`);
  return value === undefined || value.toLowerCase() === given.toLowerCase()
    ? null
    : no(`The landing page’s ${name} is another one.`);
};

const hostVerdict = (hosts: readonly string[], referrer: string | null): Verdict | null => {
  const host = URL.parse(referrer ?? '')
    ?.hostname.toLowerCase()
    .replace(/^www\./, '');
  if (!host) return no('No referrer was sent.');
  const known = new Set(hosts);
  return nearest(host, (domain) => (known.has(domain) ? true : undefined))
    ? null
    : no(`The referrer ${host} is none of its hosts.`);
};

const groupVerdict = (wanted: ChannelGroup, channel: Credit['channel']): Verdict | null => {
  if (channel === wanted) return null;
  if (channel === null) return no('The visit’s channel is not known.');
  return no(`The visit’s channel is ${channelWords[channel]}, not ${channelWords[wanted]}.`);
};

const sourceVerdict = (tracker: Tracker, visit: Credit): Verdict => {
  const named = parts.filter((part) => tracker[part] !== null);
  if (named.length === 0) return no('It names no source, medium or campaign, so it is for nobody.');
  const wrong = named.find((part) => tracker[part]?.toLowerCase() !== visit[part]?.toLowerCase());
  return wrong
    ? no(`The visit’s ${wrong} is ${visit[wrong] ?? 'not known'}, not ${tracker[wrong]}.`)
    : { fits: true, reason: `The visit has its ${named.join(', ')}.` };
};

/** Whether a tracker's number is for this visit, and why. */
const verdictOn = (tracker: Tracker, visit: Credit): Verdict => {
  if (!tracker.active) return no('It is switched off.');
  if (tracker.kind === 'OFFLINE') return no('Its numbers are not for web pages.');
  if (tracker.kind === 'VISITOR') return { fits: true, reason: 'A pool is for every visit.' };
  if (!isConditional(tracker)) return sourceVerdict(tracker, visit);
  const wrong =
    (tracker.landingParameter === null
      ? null
      : parameterVerdict(tracker.landingParameter, visit.landingPage)) ??
    (tracker.referrerHosts.length === 0 ? null : hostVerdict(tracker.referrerHosts, visit.referrer)) ??
    (tracker.referrerGroup === null ? null : groupVerdict(tracker.referrerGroup, visit.channel));
  return wrong ?? { fits: true, reason: 'The visit meets all its conditions.' };
};

/** One tracker as it was looked at, strongest first. */
export interface Considered extends Verdict {
  readonly tracker: Tracker;
  readonly level: MatchLevel;
}

/** Trackers in the order they are asked; worked out once, since it does not depend on the visit. */
type Ordered = readonly { readonly tracker: Tracker; readonly level: MatchLevel }[];

/**
 * Landing parameter, specific referrer, referrer group, pool, default. Between two of one rank the older
 * wins (ids rise with time), so an answer never depends on the order rows were read in.
 */
export const inOrder = (trackers: Iterable<Tracker>): Ordered =>
  [...trackers]
    .map((tracker) => ({ tracker, level: levelOf(tracker) }))
    .sort(
      (a, b) =>
        matchLevels.indexOf(a.level) - matchLevels.indexOf(b.level) ||
        rank(b.tracker) - rank(a.tracker) ||
        (a.tracker.id < b.tracker.id ? -1 : 1),
    );

/** Every tracker in the order it is asked, and what came of it. */
export const considerTrackers = (trackers: Iterable<Tracker>, visit: Credit): readonly Considered[] =>
  inOrder(trackers).map((one) => ({ ...one, ...verdictOn(one.tracker, visit) }));

/** Which tracker's number each number on the page becomes; numbers nobody replaces are left out. */
export const matchTrackers = (
  ordered: Ordered,
  visit: Credit,
  pageNumbers: Iterable<string>,
): readonly Match[] => {
  const verdicts = new Map<Tracker, boolean>();
  const fits = (tracker: Tracker): boolean => {
    const known = verdicts.get(tracker) ?? verdictOn(tracker, visit).fits;
    verdicts.set(tracker, known);
    return known;
  };
  return [...new Set(pageNumbers)].flatMap((from) => {
    const found = ordered.find(({ tracker }) => targetsOf(tracker).includes(from) && fits(tracker));
    return found ? [{ from, tracker: found.tracker }] : [];
  });
};
