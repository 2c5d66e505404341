import type { CallFieldDetailFragment } from '../../generated/graphql.ts';
import { money } from '../../parts/format.ts';

/** What it was or became. The server writes values without the manners of a language. */
export const valueWords = (
  field: string,
  text: string | null | undefined,
  fields: readonly Pick<CallFieldDetailFragment, 'name' | 'words'>[],
): string => {
  if (!text) return 'none';
  const word = fields.find(({ name }) => name === field)?.words.find(({ value }) => value === text);
  if (word) return word.label;
  const [amount, currency] = text.split(' ');
  return field === 'value' && amount && currency ? money({ amount, currency }) : text;
};
