import { expect, test } from 'vitest';
import { valueWords } from './history-words.ts';

const callFields = [
  {
    name: 'leadStatus',
    words: [{ value: 'WON', label: 'Won', description: 'Became a customer.' }],
  },
];

test('values read like the rest of the page', () => {
  expect(valueWords('leadStatus', 'WON', callFields)).toBe('Won');
  expect(valueWords('value', '1800.00 USD', callFields)).toMatch(/1,800\.00/);
  expect(valueWords('assignee', 'Night line', callFields)).toBe('Night line');
  expect(valueWords('tags', null, callFields)).toBe('none');
});
