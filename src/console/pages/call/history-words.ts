import type { CustomFieldDetailFragment, LeadStatus } from '../../generated/graphql.ts';
import { money } from '../../parts/format.ts';
import { leadStatusLooks } from '../../parts/states.ts';

const labels: Readonly<Record<string, string>> = {
  leadStatus: 'Status',
  value: 'Value',
  assignee: 'Assigned to',
  score: 'Score',
  tags: 'Tags',
};

/** What a field of the lead is called; `custom:job_type` by the name people gave it. */
export const fieldWords = (
  field: string,
  customFields: readonly Pick<CustomFieldDetailFragment, 'subject' | 'key' | 'name'>[],
): string => {
  const key = field.replace(/^custom:/, '');
  if (key === field) return labels[field] ?? field;
  return customFields.find((each) => each.subject === 'CALL' && each.key === key)?.name ?? key;
};

const isStatus = (text: string): text is LeadStatus => Object.hasOwn(leadStatusLooks, text);

/** What it was or became. The server writes values without the manners of a language. */
export const valueWords = (field: string, text: string | null | undefined): string => {
  if (!text) return 'none';
  if (field === 'leadStatus' && isStatus(text)) return leadStatusLooks[text].label;
  const [amount, currency] = text.split(' ');
  return field === 'value' && amount && currency ? money({ amount, currency }) : text;
};
