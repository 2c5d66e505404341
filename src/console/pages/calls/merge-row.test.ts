import { expect, test } from 'vitest';
import { mergeDelivery, mergeRow } from './merge-row.ts';

const row = (id: string, startedAt: string, version = 1) => ({ id, startedAt, version });
const rows = [row('c', '2026-11-20T12:00:00Z'), row('b', '2026-11-20T11:00:00Z', 3)];
const ids = (list: readonly { id: string }[]): string => list.map(({ id }) => id).join('');

test('a new call goes to its place in time', () => {
  expect(ids(mergeRow(rows, row('d', '2026-11-20T13:00:00Z'), true))).toBe('dcb');
  expect(ids(mergeRow(rows, row('x', '2026-11-20T11:30:00Z'), true))).toBe('cxb');
});

test('a call older than the page shows only when there is no further page', () => {
  const old = row('a', '2026-11-20T10:00:00Z');
  expect(ids(mergeRow(rows, old, true))).toBe('cb');
  expect(ids(mergeRow(rows, old, false))).toBe('cba');
});

test('a repeated older version changes nothing, a newer one takes its place', () => {
  expect(mergeRow(rows, row('b', '2026-11-20T11:00:00Z', 2), true)).toBe(rows);
  expect(mergeRow(rows, row('b', '2026-11-20T11:00:00Z', 4), true)[1]?.version).toBe(4);
});

test('a delivery finds its call, known or not', () => {
  const dot = (id: string, state: 'PENDING' | 'CONFIRMED') => ({
    id,
    state,
    action: { id: 'log', title: 'Log the call' },
  });
  const list = [{ id: 'c', deliveries: [dot('1', 'PENDING')] }];
  expect(mergeDelivery(list, 'c', dot('1', 'CONFIRMED'))).toEqual([
    { id: 'c', deliveries: [dot('1', 'CONFIRMED')] },
  ]);
  expect(mergeDelivery(list, 'c', dot('2', 'PENDING'))[0]?.deliveries).toHaveLength(2);
  expect(mergeDelivery(list, 'z', dot('2', 'PENDING'))).toEqual(list);
});
