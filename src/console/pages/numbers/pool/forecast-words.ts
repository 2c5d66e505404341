import type { PoolForecastQuery } from '../../../generated/graphql.ts';
import { count, percent, plural } from '../../../parts/format.ts';

type Forecast = PoolForecastQuery['poolForecast'];

/** Expected calls: a share of one, so rarely whole. */
export const calls = (value: number): string =>
  value > 0 && value < 1 ? 'under 1' : count(Math.round(value));

export interface Verdict {
  readonly enough: boolean;
  readonly title: string;
  readonly text: string;
}

/** Whether a pool is large enough, what it costs if not, and what would do; null where nothing is known. */
export const verdictOn = ({ visits, present, recommended, points }: Forecast): Verdict | null => {
  if (visits === 0) return null;
  const now = points.find(({ numbers }) => numbers === present);
  if (present >= recommended)
    return {
      enough: true,
      title: `${plural(present, 'number')} ${present === 1 ? 'is' : 'are'} enough`,
      text:
        present === recommended
          ? 'Exactly what serves 99.9% of visitors.'
          : `${count(recommended)} would serve 99.9% of visitors.`,
    };
  const missed = now
    ? `${percent(now.missed / visits)} of visitors (${count(now.missed)}) found none free, at the cost of ${calls(now.ambiguousCalls)} ambiguous ${now.ambiguousCalls > 1.5 ? 'calls' : 'call'}. `
    : '';
  return {
    enough: false,
    title: `${plural(present, 'number')} ${present === 1 ? 'is' : 'are'} too few`,
    text: `${missed}With ${count(recommended)}, 99.9% of visitors see a number of their own.`,
  };
};
