import type { MatchLevel, VisitMatchFragment } from '../../../generated/graphql.ts';

export const levelLabels: Record<MatchLevel, string> = {
  LANDING_PARAMETER: 'Landing page',
  REFERRER: 'Source or referrer',
  REFERRER_GROUP: 'Kind of channel',
  POOL: 'Pool',
  DEFAULT: 'Everybody else',
};

type Matched = VisitMatchFragment['numbers'][number];

/** What the visitor sees in place of one number of the page. */
export const shownWords = ({ tracker }: Matched): string => {
  if (!tracker) return 'stays as it is';
  const [first] = tracker.numbers;
  if (tracker.kind === 'VISITOR') return `a number of their own, from the pool “${tracker.name}”`;
  return tracker.numbers.length > 1
    ? `a number of “${tracker.name}”`
    : `${first?.nationalFormat ?? 'the number'} of “${tracker.name}”`;
};
