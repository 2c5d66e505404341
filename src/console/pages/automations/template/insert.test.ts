import { expect, test } from 'vitest';
import { inserted } from './insert.ts';

test('a field takes the place of what was selected, and the caret goes behind it', () => {
  expect(inserted('Call from X today', { start: 10, end: 11 }, 'callerName')).toEqual({
    text: 'Call from {{callerName}} today',
    caret: 24,
  });
});
