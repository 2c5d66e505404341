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
  ['what the builder has no controls for', { all: [{ customFields: [{ key: 'a', text: { eq: 'b' } }] }] }],
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
