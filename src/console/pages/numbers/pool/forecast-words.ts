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
          ? 'Exactly what gives 99.9% of visitors a number that nobody had in the last hours.'
          : `${count(recommended)} would give 99.9% of visitors a number that nobody had in the last hours.`,
    };
  const missed = now
    ? `${percent(now.missed / visits)} of visitors (${count(now.missed)}) found none free, and ${calls(now.ambiguousCalls)} ${now.ambiguousCalls > 1.5 ? 'calls stay' : 'call stays'} ambiguous. `
    : '';
  return {
    enough: false,
    title: `${plural(present, 'number')} ${present === 1 ? 'is' : 'are'} too few`,
    text: `${missed}With ${count(recommended)}, 99.9% of visitors see one that nobody had in the hours before, so their calls can be told apart.`,
  };
};
