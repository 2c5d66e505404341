import { expect, test } from 'vitest';
import type { FormFieldFragment } from '../generated/graphql.ts';
import { missingValues, startValues, submittedValues } from './field-values.ts';

const field = (
  change: Partial<FormFieldFragment> & Pick<FormFieldFragment, 'name' | 'kind'>,
): FormFieldFragment => ({
  label: change.name,
  help: null,
  required: false,
  choices: [],
  defaultValue: null,
  placeholder: null,
  template: null,
  ...change,
});

const fields = [
  field({ name: 'account', kind: 'TEXT', required: true }),
  field({ name: 'amount', kind: 'NUMBER', defaultValue: '0' }),
  field({ name: 'hashed', kind: 'CHECKBOX', defaultValue: 'true' }),
  field({ name: 'events', kind: 'LIST', defaultValue: 'a,b' }),
  field({ name: 'token', kind: 'SECRET', required: true }),
];

test('a form starts with defaults as text, or with what was saved, never with a secret', () => {
  expect(startValues(fields)).toEqual({
    account: '',
    amount: 0,
    hashed: true,
    events: ['a', 'b'],
    token: '',
  });
  expect(startValues(fields, { account: '1', hashed: false, events: ['c'], token: 'hidden' })).toEqual({
    account: '1',
    amount: 0,
    hashed: false,
    events: ['c'],
    token: '',
  });
});

test('what is empty is not sent, but no and zero are', () => {
  const values = { account: ' 123 ', amount: 0, hashed: false, events: [], token: ' ' };
  expect(submittedValues(fields, values)).toEqual({ account: '123', amount: 0, hashed: false });
});

test('what is needed and empty is named', () => {
  expect(missingValues(fields, startValues(fields))).toEqual({
    account: 'account is needed.',
    token: 'token is needed.',
  });
});
