import type { VisitorVisitFragment } from '../../generated/graphql.ts';
import { callerTitle } from '../../parts/caller-words.ts';
import { sentence, shortAddress } from '../../parts/format.ts';

/** One thing that happened in a visit. */
export interface Moment {
  readonly key: string;
  readonly at: string;
  readonly kind: 'ARRIVED' | 'PAGE' | 'SHOWN' | 'PRESSED' | 'CALL';
  readonly text: string;
  /** A word more: the whole address, or until when. */
  readonly detail: string | null;
  /** Where it leads in the console. */
  readonly to: string | null;
}

const short = (address: string): string => shortAddress(address) || address;

const shownWords = ({ number, tracker, overflow }: VisitorVisitFragment['leases'][number]): string => {
  const which = number?.nationalFormat ?? 'a number that is gone';
  const from = tracker ? ` of “${tracker.name}”` : '';
  return overflow ? `Shown ${which}, the fallback${from}: every number was taken` : `Shown ${which}${from}`;
};

/** What happened in one visit, in order; `timeOf` writes a time. */
export const momentsOf = (visit: VisitorVisitFragment, timeOf: (at: string) => string): readonly Moment[] =>
  [
    {
      key: 'arrived',
      at: visit.startedAt,
      kind: 'ARRIVED' as const,
      text: `Arrived at ${short(visit.landingPage)}`,
      detail: visit.landingPage,
      to: null,
    },
    ...visit.leases.map((lease) => ({
      key: `shown ${lease.shownAt} ${lease.number?.number}`,
      at: lease.shownAt,
      kind: 'SHOWN' as const,
      text: shownWords(lease),
      detail: `${lease.current ? 'theirs at least until' : 'until'} ${timeOf(lease.expiresAt)}`,
      to: null,
    })),
    ...visit.pages.map(({ at, page }) => ({
      key: `page ${at}`,
      at,
      kind: 'PAGE' as const,
      text: `Saw ${short(page)}`,
      detail: page,
      to: null,
    })),
    ...visit.numberClicks.map(({ at, number, page }) => ({
      key: `pressed ${at}`,
      at,
      kind: 'PRESSED' as const,
      text: `Pressed ${number}`,
      detail: page ? `on ${short(page)}` : null,
      to: null,
    })),
    ...visit.calls.map((call) => ({
      key: call.id,
      at: call.startedAt,
      kind: 'CALL' as const,
      text: `Call from ${callerTitle(call)}`,
      detail: sentence(call.outcome ?? call.status),
      to: `/calls/${call.id}`,
    })),
    // The sort keeps the order of what happened at the same time.
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
