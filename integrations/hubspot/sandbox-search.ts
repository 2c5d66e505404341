import { z } from 'zod';
import { invalid } from './sandbox-answers.ts';

const operators = [
  'BETWEEN',
  'CONTAINS_TOKEN',
  'EQ',
  'GT',
  'GTE',
  'HAS_PROPERTY',
  'IN',
  'LT',
  'LTE',
  'NEQ',
  'NOT_CONTAINS_TOKEN',
  'NOT_HAS_PROPERTY',
  'NOT_IN',
] as const;

const filter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: z.string().optional(),
  highValue: z.string().optional(),
  values: z.array(z.string()).optional(),
});
type Filter = z.infer<typeof filter>;

const searchBody = z.strictObject({
  after: z.string(),
  filterGroups: z.array(z.strictObject({ filters: z.array(filter) })),
  limit: z.int(),
  properties: z.array(z.string()),
  sorts: z.array(z.string()),
  query: z.string().max(3_000).optional(),
});
export type Search = z.infer<typeof searchBody>;

/** A search body as HubSpot takes it: every field sent, five groups of six filters, 18 in all, 200 a page. */
export const parseSearch = (body: unknown): Search => {
  const parsed = searchBody.safeParse(body);
  if (!parsed.success) throw invalid(`Invalid input JSON: ${z.prettifyError(parsed.error)}`);
  const { filterGroups, limit } = parsed.data;
  const total = filterGroups.reduce((sum, { filters }) => sum + filters.length, 0);
  if (filterGroups.length > 5 || total > 18 || filterGroups.some(({ filters }) => filters.length > 6))
    throw invalid('Too many filters: at most 5 groups of 6 filters, 18 in all');
  if (limit < 1 || limit > 200) throw invalid('limit must be between 1 and 200');
  return parsed.data;
};

const tokenMatches = (text: string, pattern: string): boolean => {
  const wanted = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${wanted}$`, 'iu');
  return (text.match(/[\p{L}\p{N}_]+/gu) ?? []).some((token) => expression.test(token));
};

const matches = (one: Filter, actual: string): boolean => {
  const value = one.value ?? '';
  const values = (one.values ?? []).map((text) => text.toLowerCase());
  switch (one.operator) {
    case 'EQ':
      return actual.toLowerCase() === value.toLowerCase();
    case 'NEQ':
      return actual.toLowerCase() !== value.toLowerCase();
    case 'IN':
      return values.includes(actual.toLowerCase());
    case 'NOT_IN':
      return !values.includes(actual.toLowerCase());
    case 'HAS_PROPERTY':
      return actual !== '';
    case 'NOT_HAS_PROPERTY':
      return actual === '';
    case 'CONTAINS_TOKEN':
      return tokenMatches(actual, value);
    case 'NOT_CONTAINS_TOKEN':
      return !tokenMatches(actual, value);
    case 'GT':
      return actual > value;
    case 'GTE':
      return actual >= value;
    case 'LT':
      return actual < value;
    case 'LTE':
      return actual <= value;
    case 'BETWEEN':
      return actual >= value && actual <= (one.highValue ?? '');
  }
};

/** True when a record with these properties is found: all filters of any group. */
export const isFound = (search: Search, properties: Readonly<Record<string, string>>): boolean =>
  search.filterGroups.length === 0 ||
  search.filterGroups.some(({ filters }) =>
    filters.every((one) => {
      const actual = properties[one.propertyName] ?? '';
      return (actual !== '' || one.operator.includes('NOT')) && matches(one, actual);
    }),
  );
