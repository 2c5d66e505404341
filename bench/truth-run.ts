import { attribute } from '../src/attribution/attribute.ts';
import { certaintyOf, type HeldLease } from '../src/attribution/evidence.ts';
import { horizonSeconds, mostLeases } from '../src/attribution/limits.ts';
import type { Visit } from '../src/calls/call.ts';
import { noClickIds } from '../src/click-ids.ts';
import type { Tracker } from '../src/setup/setup.ts';
import { type Demand, forecastPool } from '../src/tracking/forecast.ts';
import { createPool } from '../src/tracking/pool.ts';
import type { TrueCall, TrueVisit, World } from './truth-world.ts';

/** ms between two heartbeats of an open page. */
const beat = 60_000;

const settings = { leaseSeconds: 1_800, graceSeconds: 900, cooldownSeconds: 900 } as const;

const tracker = (kind: Tracker['kind'], id: string): Tracker => ({
  ...settings,
  accountId: 'account',
  id,
  companyId: 'company',
  kind,
  name: id,
  destination: '+12125550100',
  whisper: null,
  ringSeconds: 25,
  voicemail: false,
  source: kind === 'VISITOR' ? null : 'website',
  medium: null,
  campaign: null,
  swapNumbers: [],
  fallbackNumber: null,
  landingParameter: null,
  referrerHosts: [],
  referrerGroup: null,
  isDefault: false,
  localNumbers: false,
  active: true,
  createdAt: new Date(0),
});

const pool = tracker('VISITOR', 'pool');
const website = tracker('SOURCE', 'website');
const fallback = '+12125550111';

const numberAt = (n: number): string => `+1646${2_000_000 + n}`;

const iso = (at: number): string => new Date(at).toISOString();

/** The last heartbeat up to this time. */
const lastBeat = ({ at, until }: TrueVisit, now: number): number =>
  at + Math.floor((Math.min(until, now) - at) / beat) * beat;

/** When a visit's lease runs out if it goes on to its end. */
const leaseEnd = (visit: TrueVisit): number =>
  lastBeat(visit, Number.POSITIVE_INFINITY) + settings.leaseSeconds * 1_000;

/** What each visit asks of a pool. */
const window = (settings.leaseSeconds + settings.cooldownSeconds) * 1_000;
const demandsOf = ({ visits }: World): readonly Demand[] =>
  visits.map((visit) => ({
    at: visit.at,
    held: lastBeat(visit, Number.POSITIVE_INFINITY) + window - visit.at,
  }));

/** The pool size `poolForecast` would recommend for this world. */
export const recommendedSize = async (world: World): Promise<number> =>
  (await forecastPool(demandsOf(world), { served: 0.999, present: 0, window })).recommended;

interface Shown {
  readonly visit: number;
  readonly number: string;
  readonly overflow: boolean;
}

/** What the database would hold of a visit at this time. */
const visitRow = (n: number, visit: TrueVisit, number: string, now: number): Visit => ({
  accountId: 'account',
  id: `session ${n}`,
  companyId: 'company',
  visitorId: `visitor ${visit.visitor}`,
  startedAt: iso(visit.at),
  lastSeenAt: iso(lastBeat(visit, now)),
  landingPage: 'https://www.example.com/',
  referrer: null,
  source: visit.source,
  medium: 'none',
  campaign: null,
  keyword: null,
  term: null,
  content: null,
  adGroup: null,
  matchType: null,
  channel: null,
  channelReason: null,
  ...noClickIds,
  gaClientId: null,
  gaSessionId: null,
  userAgent: null,
  device: visit.mobile ? 'MOBILE' : 'DESKTOP',
  country: null,
  numberClicks: visit.presses.filter((at) => at <= now).map((at) => ({ number, page: '/', at: iso(at) })),
  poolIds: [],
  consentAdUserData: 'GRANTED',
  consentAdPersonalization: 'GRANTED',
  consentAnalytics: 'GRANTED',
  createdAt: iso(visit.at),
});

export interface Tally {
  readonly numbers: number;
  readonly calls: number;
  readonly exact: number;
  readonly wrong: number;
  readonly ambiguous: number;
  /** AMBIGUOUS with the right visit among the candidates. */
  readonly ambiguousNamed: number;
  readonly none: number;
  readonly overflowVisits: number;
  /** Calls a person with all the records could credit: inside the window, or again by the same phone. */
  readonly knowable: number;
  readonly found: number;
}

/** Several worlds' tallies as one. */
export const together = (tallies: readonly Tally[]): Tally => {
  const sum = (part: keyof Tally): number => tallies.reduce((total, tally) => total + tally[part], 0);
  return {
    numbers: Math.round(sum('numbers') / tallies.length),
    calls: sum('calls'),
    exact: sum('exact'),
    wrong: sum('wrong'),
    ambiguous: sum('ambiguous'),
    ambiguousNamed: sum('ambiguousNamed'),
    none: sum('none'),
    overflowVisits: sum('overflowVisits'),
    knowable: sum('knowable'),
    found: sum('found'),
  };
};

/** Pools as shares of the recommended one; in the last two many visits find every number taken. */
export const sizes = [
  ['recommended', 1],
  ['half of it', 0.5],
  ['a fifth of it', 0.2],
  ['a tenth of it', 0.1],
  ['a thirtieth of it', 1 / 30],
] as const;

/** What attribution has to reach. */
export const isPrecise = ({ exact, wrong }: Tally): boolean => wrong * 1_000 <= exact;
export const isComplete = ({ found, knowable }: Tally): boolean => found >= 0.98 * knowable;

/** The least and the most that may be wrong in truth when so many of all were seen to be: Wilson’s interval, 95 %. */
export const intervalOf = (wrong: number, all: number): readonly [number, number] => {
  if (all === 0) return [0, 1];
  const [z, p] = [1.96, wrong / all];
  const spread = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  const [middle, scale] = [p + (z * z) / (2 * all), 1 + (z * z) / all];
  return [Math.max(0, middle - spread) / scale, (middle + spread) / scale];
};

/** More were wrong than chance explains; few calls cannot show one in a thousand. */
export const isRefuted = ({ exact, wrong }: Tally): boolean => intervalOf(wrong, exact)[0] > 0.001;

/** Shows numbers to everybody and credits every call, by the product's own pure functions. */
export const simulate = ({ visits, calls }: World, numbers: number): Tally => {
  const numbersPool = createPool();
  numbersPool.put(
    Array.from({ length: numbers }, (_, n) => ({
      id: numberAt(n),
      number: numberAt(n),
      epoch: 0,
      freeAt: n,
    })),
  );
  /** By number, oldest first. */
  const history = new Map<string, Shown[]>();
  const shown: Shown[] = [];
  const show = (n: number): void => {
    const visit = visits[n];
    if (!visit) return;
    const taken = numbersPool.take(visit.at, null);
    const number = taken?.number ?? fallback;
    if (taken) numbersPool.leased(taken.id, leaseEnd(visit) + settings.cooldownSeconds * 1_000);
    const one = { visit: n, number, overflow: !taken };
    shown.push(one);
    const before = history.get(number);
    if (before) before.push(one);
    else history.set(number, [one]);
  };

  const heldLeases = (number: string, at: number): readonly HeldLease[] =>
    (history.get(number) ?? [])
      .slice(-40)
      .flatMap((one): HeldLease[] => {
        const visit = visits[one.visit];
        if (!visit || leaseEnd(visit) < at - horizonSeconds * 1_000) return [];
        const row = visitRow(one.visit, visit, number, at);
        const expiresAt = iso(Date.parse(row.lastSeenAt) + settings.leaseSeconds * 1_000);
        const { overflow } = one;
        return [{ shownAt: row.startedAt, expiresAt, overflow, visit: row, phone: null, firstTouch: null }];
      })
      .sort((a, b) => (a.expiresAt < b.expiresAt ? 1 : -1))
      .slice(0, mostLeases);

  const visitorOf = new Map<string, string>();
  /** `phone number`: the visit an earlier call was credited to, and how certainly. */
  const redials = new Map<string, { readonly session: number; readonly certainty: number }>();
  const dialledBefore = new Set<string>();
  /** `phone visit`: from this phone a call came while the number was the visit's. */
  const tied = new Set<string>();
  const tally = { exact: 0, wrong: 0, ambiguous: 0, ambiguousNamed: 0, none: 0, knowable: 0, found: 0 };

  const ring = ({ at, visit: truth, pick, phone }: TrueCall): void => {
    const number = truth === null ? numberAt(Math.floor(pick * numbers)) : (shown[truth]?.number ?? fallback);
    const again = phone === null ? undefined : redials.get(`${phone} ${number}`);
    const before = again && visits[again.session];
    const credited = attribute({
      startedAt: iso(at),
      dialled: number,
      tracker: number === fallback ? website : pool,
      leases: heldLeases(number, at),
      caller:
        phone === null
          ? null
          : {
              number: phone,
              visitorId: visitorOf.get(phone) ?? null,
              redialled: dialledBefore.has(`${phone} ${number}`),
              redial: again && before ? visitRow(again.session, before, number, at) : null,
              redialCertainty: again?.certainty ?? 0,
            },
      pools: number === fallback ? [pool.name] : [],
    });
    if (phone !== null) dialledBefore.add(`${phone} ${number}`);
    const own = truth === null ? undefined : visits[truth];
    const inTime = own !== undefined && at <= leaseEnd(own) + settings.graceSeconds * 1_000;
    const knowable = inTime || (phone !== null && tied.has(`${phone} ${truth}`));
    if (knowable && phone !== null) tied.add(`${phone} ${truth}`);
    const right = credited.sessionId === `session ${truth}`;
    if (knowable) tally.knowable += 1;
    if (credited.confidence === 'EXACT') {
      tally.exact += 1;
      if (!right) tally.wrong += 1;
      else if (knowable) tally.found += 1;
      if (phone !== null && credited.sessionId) {
        const session = Number(credited.sessionId.slice('session '.length));
        const certainty = certaintyOf(credited.evidence, credited.sessionId);
        visitorOf.set(phone, `visitor ${visits[session]?.visitor}`);
        redials.set(`${phone} ${number}`, { session, certainty });
      }
    } else if (credited.confidence === 'AMBIGUOUS') {
      tally.ambiguous += 1;
      if (credited.evidence.candidates.includes(`session ${truth}`)) tally.ambiguousNamed += 1;
    } else tally.none += 1;
  };

  let next = 0;
  for (const call of calls) {
    for (; next < visits.length && (visits[next]?.at ?? 0) <= call.at; next += 1) show(next);
    ring(call);
  }
  for (; next < visits.length; next += 1) show(next);
  const overflowVisits = shown.filter((one) => one.overflow).length;
  return { numbers, calls: calls.length, overflowVisits, ...tally };
};
