import { expect, test } from 'vitest';
import { valueWords } from './history-words.ts';

test('values read like the rest of the page', () => {
  expect(valueWords('leadStatus', 'WON')).toBe('Won');
  expect(valueWords('value', '1800.00 USD')).toMatch(/1,800\.00/);
  expect(valueWords('assignee', 'Night line')).toBe('Night line');
  expect(valueWords('tags', null)).toBe('none');
});
