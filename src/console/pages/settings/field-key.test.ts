import { expect, test } from 'vitest';
import { keyFrom } from './field-key.ts';

test('a name becomes a key the API takes', () => {
  expect(keyFrom('Kind of job')).toBe('kind_of_job');
  expect(keyFrom('  Größe (m²)!  ')).toBe('gro_e_m2');
  expect(keyFrom('2nd visit')).toBe('nd_visit');
  expect(keyFrom('Ω')).toBe('');
  expect(keyFrom(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39));
});
