import { expect, test } from 'vitest';
import type { CallFilter } from '../../../generated/graphql.ts';
import type { Filterable } from './call-fields.ts';
import { isComplete, newCondition, newGroup, toFilter, toTree as treeOf, withOperator } from './tree.ts';

const field = (
  name: string,
  kind: Filterable[number]['kind'],
  operators: readonly string[],
): Filterable[number] => ({
  ...{ name, kind, label: name, group: 'CALL', description: '', example: '', optional: true, words: [] },
  operators: [...operators, 'present'],
  ...{ multiple: false, ofTouch: false, unit: null, type: null },
  ...{ templateType: null, dimension: null, customField: null },
});

const compared = ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'has', 'contains'];
const fields: Filterable = [
  ...['source', 'medium', 'campaign', 'keyword'].map((name) => field(name, 'TEXT', compared)),
  ...['durationSeconds', 'value', 'hour'].map((name) => field(name, 'NUMBER', compared)),
  ...['firstTime', 'answered'].map((name) => field(name, 'BOOLEAN', ['eq'])),
  field('tags', 'TAGS', compared),
  field('outcome', 'CHOICE', compared),
];
const toTree = (filter: CallFilter) => treeOf(filter, fields);

const same: readonly [string, CallFilter][] = [
  ['nothing', {}],
  ['all', { all: [{ durationSeconds: { gte: 60 } }, { source: { in: ['google', 'bing'] } }] }],
  [
    'any in all',
    { all: [{ any: [{ firstTime: { eq: true } }, { value: { gt: 0 } }] }, { hour: { lt: 18 } }] },
  ],
  ['none', { not: { any: [{ tags: { has: 'tag_1' } }] } }],
  ['not all', { any: [{ not: { all: [{ answered: { eq: false } }, { medium: { eq: 'cpc' } }] } }] }],
  ['known and unknown', { all: [{ campaign: { present: true } }, { keyword: { present: false } }] }],
  [
    'own fields',
    {
      all: [
        { customFields: [{ key: 'job', choice: { notEq: 'Repair' } }] },
        { callerCustomFields: [{ key: 'since', date: { gte: '2026-01-31' } }] },
        { any: [{ customFields: [{ key: 'size', number: { present: false } }] }] },
        { callerCustomFields: [{ key: 'vip', checkbox: { eq: false } }] },
      ],
    },
  ],
  ['what the builder has no controls for', { all: [{ outcome: { like: 'x' } } as CallFilter] }],
  ['a false answer', { all: [{ answered: { eq: false } }] }],
];

test.each(same)('a filter comes back as it was: %s', (_, filter) => {
  expect(toFilter(toTree(filter))).toEqual(filter);
});

test('shorthand comes back in full and means the same', () => {
  expect(toFilter(toTree({ durationSeconds: { gte: 60, lt: 300 }, firstTime: { eq: true } }))).toEqual({
    all: [{ durationSeconds: { gte: 60 } }, { durationSeconds: { lt: 300 } }, { firstTime: { eq: true } }],
  });
  expect(toFilter(toTree({ not: { source: { eq: 'mail' } } }))).toEqual({
    not: { any: [{ source: { eq: 'mail' } }] },
  });
  expect(toFilter(toTree({ not: { source: { eq: 'mail' }, medium: { eq: 'cpc' } } }))).toEqual({
    not: { all: [{ source: { eq: 'mail' } }, { medium: { eq: 'cpc' } }] },
  });
});

test('several conditions on own fields come back one by one', () => {
  const job = { key: 'job', text: { contains: 'a', startsWith: 'b' } };
  expect(toFilter(toTree({ customFields: [job, { key: 'size', number: { gt: 1 } }] }))).toEqual({
    all: [
      { customFields: [{ key: 'job', text: { contains: 'a' } }] },
      { customFields: [{ key: 'job', text: { startsWith: 'b' } }] },
      { customFields: [{ key: 'size', number: { gt: 1 } }] },
    ],
  });
});

test('an empty group asks for nothing, instead of for what never is', () => {
  expect(toFilter(newGroup('ALL', [newGroup('ANY')]))).toEqual({});
});

test('a condition without its value is not complete', () => {
  const source = newCondition('source', fields);
  expect(isComplete(newGroup('ALL', [source]))).toBe(false);
  expect(isComplete({ ...source, value: 'google' })).toBe(true);
  expect(isComplete(withOperator(source, 'absent'))).toBe(true);
  expect(isComplete(newCondition('firstTime', fields))).toBe(true);
});

test('a value is kept when the operator changes between one and many', () => {
  const source = { ...newCondition('source', fields), value: 'google' };
  const several = withOperator(source, 'in');
  expect(several.value).toEqual(['google']);
  expect(withOperator(several, 'contains').value).toBe('google');
});
