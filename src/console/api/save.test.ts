import { expect, test } from 'vitest';
import { errorsByField } from './save.ts';

const error = (message: string, field: string | null) => ({ code: 'INVALID', message, field });

test('errors go to their fields, and what belongs to none is said as a sentence', () => {
  const errors = [
    error('Too long.', 'input.name'),
    error('Not a number.', 'input.actions[1].deliver.settings.amount'),
    error('Elsewhere.', 'input.companyId'),
    error('At large.', null),
  ];
  expect(errorsByField(errors, ['name', 'actions'])).toEqual({
    fields: { name: 'Too long.', 'actions.1.deliver.settings.amount': 'Not a number.' },
    rest: 'Elsewhere. At large.',
  });
});
