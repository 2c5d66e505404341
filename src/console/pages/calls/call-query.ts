import type { CallFilter, CustomFieldComparison, Outcome } from '../../generated/graphql.ts';
import { isWordOf } from '../../parts/call-looks.ts';
import { type DateRange, momentsOf, readRange, writeRange } from '../../parts/date-range.ts';
import { type FieldCondition, readField, writeField } from './field-condition.ts';

/** What the filter bar asks for; kept in the address so that a view can be bookmarked and sent. */
export interface CallQuery {
  readonly range: DateRange | null;
  readonly outcomes: readonly Outcome[];
  readonly source: string | null;
  readonly tag: string | null;
  readonly tracker: string | null;
  readonly company: string | null;
  /** An agent's id, or `nobody`. */
  readonly assignee: string | null;
  readonly minScore: number | null;
  readonly fields: readonly FieldCondition[];
  readonly firstTime: boolean;
  /** Whole seconds. */
  readonly minSeconds: number | null;
  /** Part of the caller's number as somebody typed it. */
  readonly number: string;
}

export const nobody = 'nobody';

export const everything: CallQuery = {
  range: null,
  outcomes: [],
  source: null,
  tag: null,
  tracker: null,
  company: null,
  assignee: null,
  minScore: null,
  fields: [],
  firstTime: false,
  minSeconds: null,
  number: '',
};

const wholeOrNull = (text: string | null): number | null => {
  const value = Number(text);
  return text?.trim() && Number.isInteger(value) ? value : null;
};

export const readCallQuery = (search: URLSearchParams): CallQuery => {
  const seconds = wholeOrNull(search.get('min'));
  return {
    range: readRange(search),
    outcomes: (search.get('outcome') ?? '').split(',').filter((word) => isWordOf('outcome', word)),
    source: search.get('source'),
    tag: search.get('tag'),
    tracker: search.get('tracker'),
    company: search.get('company'),
    assignee: search.get('assignee'),
    minScore: wholeOrNull(search.get('score')),
    fields: search.getAll('field').flatMap((text) => readField(text) ?? []),
    firstTime: search.get('first') === '1',
    minSeconds: seconds && seconds > 0 ? seconds : null,
    number: search.get('number') ?? '',
  };
};

export const writeCallQuery = (query: CallQuery): URLSearchParams => {
  const search = new URLSearchParams();
  writeRange(query.range, search);
  const values: Record<string, string | null> = {
    outcome: query.outcomes.join(','),
    source: query.source,
    tag: query.tag,
    tracker: query.tracker,
    company: query.company,
    assignee: query.assignee,
    score: query.minScore === null ? null : String(query.minScore),
    first: query.firstTime ? '1' : null,
    min: query.minSeconds === null ? null : String(query.minSeconds),
    number: query.number,
  };
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  for (const field of query.fields) search.append('field', writeField(field));
  return search;
};

/**
 * The part of a number all its spellings share. Numbers are stored as `+49301234567`; whoever types
 * `030 123` or `(0)30/123` means the digits without the leading zeros.
 */
export const searchableDigits = (typed: string): string => {
  const digits = typed.replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
  return digits.startsWith('+') ? digits : digits.replace(/^0+/, '');
};

const comparisonOf = ({ key, kind, value }: FieldCondition): CustomFieldComparison => {
  switch (kind) {
    case 'TEXT':
      return { key, text: { contains: value } };
    case 'NUMBER':
      return { key, number: { gte: Number(value) } };
    case 'CHOICE':
      return { key, choice: { eq: value } };
    case 'DATE':
      return { key, date: { eq: value } };
    case 'CHECKBOX':
      return { key, checkbox: { eq: value === 'yes' } };
  }
};

const fieldFilter = (condition: FieldCondition): CallFilter =>
  condition.subject === 'CALL'
    ? { customFields: [comparisonOf(condition)] }
    : { callerCustomFields: [comparisonOf(condition)] };

const assigneeFilter = (assignee: string): CallFilter => ({
  assignee: assignee === nobody ? { present: false } : { eq: assignee },
});

export const toCallFilter = (query: CallQuery, now: Date, zone: string): CallFilter => {
  const conditions: CallFilter[] = [];
  if (query.range) {
    const moments = momentsOf(query.range, now, zone);
    if (moments.gte || moments.lt) conditions.push({ startedAt: moments });
  }
  if (query.outcomes.length > 0) conditions.push({ outcome: { in: [...query.outcomes] } });
  if (query.source) conditions.push({ source: { eq: query.source } });
  if (query.tag) conditions.push({ tags: { has: query.tag } });
  if (query.tracker) conditions.push({ tracker: { eq: query.tracker } });
  if (query.company) conditions.push({ company: { eq: query.company } });
  if (query.assignee) conditions.push(assigneeFilter(query.assignee));
  if (query.minScore !== null) conditions.push({ score: { gte: query.minScore } });
  conditions.push(...query.fields.map(fieldFilter));
  if (query.firstTime) conditions.push({ firstTime: { eq: true } });
  if (query.minSeconds !== null) conditions.push({ durationSeconds: { gte: query.minSeconds } });
  const digits = searchableDigits(query.number);
  if (digits) conditions.push({ callerNumber: { contains: digits } });
  return conditions.length > 0 ? { all: conditions } : {};
};
