import type { LeadStatus } from '../../generated/graphql.ts';
import { money } from '../../parts/format.ts';
import { leadStatusLooks } from '../../parts/states.ts';

const isStatus = (text: string): text is LeadStatus => Object.hasOwn(leadStatusLooks, text);

/** What it was or became. The server writes values without the manners of a language. */
export const valueWords = (field: string, text: string | null | undefined): string => {
  if (!text) return 'none';
  if (field === 'leadStatus' && isStatus(text)) return leadStatusLooks[text].label;
  const [amount, currency] = text.split(' ');
  return field === 'value' && amount && currency ? money({ amount, currency }) : text;
};
