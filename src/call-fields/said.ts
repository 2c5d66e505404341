import type { Words } from './field.ts';

/** Days have a capital in the middle of a sentence too. */
const proper = new Set(['Weekday']);

/** How a reason says a word of the list: as its label, without the capital. */
export const sayer = ({ type, words }: Words): ((word: string) => string) => {
  const said = new Map(
    Object.entries(words).map(([word, [label]]) => [
      word,
      proper.has(type) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    ]),
  );
  return (word) => said.get(word) ?? word;
};
