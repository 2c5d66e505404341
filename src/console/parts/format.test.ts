import { expect, test } from 'vitest';
import { duration, money, relative, sentence, shortAddress } from './format.ts';

test('durations read as minutes and seconds, with hours only when there are any', () => {
  expect(duration(0)).toBe('0:00');
  expect(duration(59.6)).toBe('1:00');
  expect(duration(188)).toBe('3:08');
  expect(duration(3600 + 61)).toBe('1:01:01');
});

test('a time is told from now', () => {
  const now = new Date('2026-11-20T15:00:00Z');
  expect(relative(new Date('2026-11-20T14:59:56Z'), now)).toBe('just now');
  expect(relative(new Date('2026-11-20T14:55:10Z'), now)).toMatch(/^4 min/);
  expect(relative(new Date('2026-11-20T12:00:00Z'), now)).toMatch(/^3 hr/);
});

test('money of a currency nobody knows still shows', () => {
  expect(money({ amount: '149.90', currency: 'USD' })).toContain('149.90');
  expect(money({ amount: '5', currency: '?' })).toBe('5 ?');
});

test('codes and addresses become readable', () => {
  expect(sentence('NO_ANSWER')).toBe('No answer');
  expect(shortAddress('https://www.plumber.example/emergency/?gclid=abc')).toBe('plumber.example/emergency');
});
