import { expect, test } from 'vitest';
import { fieldWords, valueWords } from './history-words.ts';

const fields = [
  { subject: 'CALLER', key: 'job', name: 'Profession' },
  { subject: 'CALL', key: 'job', name: 'Kind of job' },
] as const;

test('fields of the lead have names, also those people made and those that are gone', () => {
  expect(fieldWords('leadStatus', fields)).toBe('Status');
  expect(fieldWords('custom:job', fields)).toBe('Kind of job');
  expect(fieldWords('custom:old', fields)).toBe('old');
});

test('values read like the rest of the page', () => {
  expect(valueWords('leadStatus', 'WON')).toBe('Won');
  expect(valueWords('value', '1800.00 USD')).toMatch(/1,800\.00/);
  expect(valueWords('assignee', 'Night line')).toBe('Night line');
  expect(valueWords('tags', null)).toBe('none');
});
