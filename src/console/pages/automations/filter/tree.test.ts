import { expect, test } from 'vitest';
import type { CallFilter } from '../../../generated/graphql.ts';
import { isComplete, newCondition, newGroup, toFilter, toTree, withOperator } from './tree.ts';

const same: readonly [string, CallFilter][] = [
  ['nothing', {}],
  ['all', { all: [{ duration: { gte: 60 } }, { source: { in: ['google', 'bing'] } }] }],
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
  expect(toFilter(toTree({ duration: { gte: 60, lt: 300 }, firstTime: { eq: true } }))).toEqual({
    all: [{ duration: { gte: 60 } }, { duration: { lt: 300 } }, { firstTime: { eq: true } }],
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
  const source = newCondition('source');
  expect(isComplete(newGroup('ALL', [source]))).toBe(false);
  expect(isComplete({ ...source, value: 'google' })).toBe(true);
  expect(isComplete(withOperator(source, 'absent'))).toBe(true);
  expect(isComplete(newCondition('firstTime'))).toBe(true);
});

test('a value is kept when the operator changes between one and many', () => {
  const source = { ...newCondition('source'), value: 'google' };
  const several = withOperator(source, 'in');
  expect(several.value).toEqual(['google']);
  expect(withOperator(several, 'contains').value).toBe('google');
});
