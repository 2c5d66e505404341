import { count } from './format.ts';

/** Counts a run may report, and how they are said, in this order. */
const words: readonly (readonly [string, string])[] = [
  ['changed', 'changed'],
  ['judged', 'judged'],
  ['known', 'judged before'],
  ['matched', 'matched'],
  ['sent', 'to be sent'],
  ['skipped', 'skipped'],
];

type Result = Readonly<Record<string, unknown>> | null | undefined;

/** What was left alone, by reason. */
const leftWords = (result: Result): readonly string[] => {
  const left = result?.['left'];
  if (typeof left !== 'object' || left === null) return [];
  return Object.entries(left).map(([reason, times]) => `${count(Number(times))} left alone: ${reason}`);
};

/** What a run has found, for its last line: `, 40 matched, 38 to be sent`. */
export const foundWords = (result: Result): string => {
  const counts = words.flatMap(([name, word]) => {
    const value = result?.[name];
    return typeof value === 'number' && value > 0 ? [`${count(value)} ${word}`] : [];
  });
  const parts = [...counts, ...leftWords(result)];
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
};
