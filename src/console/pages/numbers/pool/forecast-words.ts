import type { PoolForecastQuery } from '../../../generated/graphql.ts';
import { count, percent, plural } from '../../../parts/format.ts';

type Forecast = PoolForecastQuery['poolForecast'];

/** Expected calls: a share of one, so rarely whole. */
export const calls = (value: number): string =>
  value > 0 && value < 1 ? 'under 1' : count(Math.round(value));

const ambiguous = (value: number): string => `${calls(value)} ${value > 1.5 ? 'calls stay' : 'call stays'}`;

export interface Verdict {
  /** FAIR: visitors are shown a number, and not every call can be told apart. */
  readonly grade: 'ENOUGH' | 'FAIR' | 'SHORT';
  readonly title: string;
  readonly text: string;
}

/** Whether a pool is large enough, what it costs if not, and what would do; null where nothing is known. */
export const verdictOn = ({ visits, present, sufficient, recommended, points }: Forecast): Verdict | null => {
  if (visits === 0) return null;
  const now = points.find(({ numbers }) => numbers === present);
  if (present >= recommended)
    return {
      grade: 'ENOUGH',
      title: `${plural(present, 'number')} ${present === 1 ? 'is' : 'are'} enough`,
      text:
        present === recommended
          ? 'Exactly what gives 99.9% of visitors a number that nobody had in the last hours.'
          : `${count(recommended)} would give 99.9% of visitors a number that nobody had in the last hours.`,
    };
  const more = `With ${count(recommended)}, as many see a number that nobody had in the hours before, so their calls can be told apart.`;
  if (present >= sufficient)
    return {
      grade: 'FAIR',
      title: `${plural(present, 'number')} ${present === 1 ? 'serves' : 'serve'} 99.9% of visitors`,
      text: `${now ? `${ambiguous(now.ambiguousCalls)} ambiguous, because numbers go to the next visitor soon. ` : ''}${more}`,
    };
  const missed = now
    ? `${percent(now.missed / visits)} of visitors (${count(now.missed)}) found none free, and ${ambiguous(now.ambiguousCalls)} ambiguous. `
    : '';
  return {
    grade: 'SHORT',
    title: `${plural(present, 'number')} ${present === 1 ? 'is' : 'are'} too few`,
    text: `${missed}${count(sufficient)} would serve 99.9% of them. ${more}`,
  };
};
