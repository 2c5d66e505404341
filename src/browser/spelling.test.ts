import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, respell, rewriteNumbers, type Swap } from './spelling.ts';

const swap = (from: string, to: string, display: string): Swap => ({
  from,
  to,
  display,
  spellings: [],
  leaseId: null,
});
const newYork = swap('+12125550100', '+16465550123', '(646) 555-0123');
const london = swap('+442079460958', '+442079460001', '020 7946 0001');
const abroad = swap('+442079460958', '+16465550123', '(646) 555-0123');

describe('respell', () => {
  it.each<[string, Swap, string]>([
    ['(212) 555-0100', newYork, '(646) 555-0123'],
    ['212.555.0100', newYork, '646.555.0123'],
    ['2125550100', newYork, '6465550123'],
    ['1-212-555-0100', newYork, '1-646-555-0123'],
    ['+1 (212) 555 0100', newYork, '+1 (646) 555 0123'],
    ['020 7946 0958', london, '020 7946 0001'],
    ['+44 (0)20 7946 0958', london, '+44 20 7946 0001'],
    ['20 7946 0958', london, '020 7946 0001'],
    ['+44 20 7946 0958', abroad, '+16465550123'],
    ['0044 20 7946 0958', london, '0044 20 7946 0001'],
    ['(+1) 212 555-0100', newYork, '(+1) 646 555-0123'],
    ['1-646-555-0123', newYork, '1-646-555-0123'],
    [
      '+44 (0)20 7946 0958',
      { ...swap('+442079460958', '+442079460958', '020 7946 0958'), spellings: ['+442079460958'] },
      '+44 (0)20 7946 0958',
    ],
  ])('writes %s of %j as %s', (spelling, given, written) => {
    expect(respell(spelling, given)).toBe(written);
  });

  it('keeps the form and never blanks', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', ') ', ' - ');
    fc.assert(
      fc.property(fc.constantFrom('', '1', '+1', '+1 ('), separator, separator, (prefix, one, two) => {
        const spelling = `${prefix}212${one}555${two}0100`;
        const written = respell(spelling, newYork);
        expect(written.replace(/\d/g, '#')).toBe(spelling.replace(/\d/g, '#'));
        expect(keyOf(written).slice(-10)).toBe('6465550123');
      }),
    );
  });
});

describe('rewriteNumbers', () => {
  const known = (spelling: string): string | undefined =>
    ['2125550100', '12125550100', '+12125550100'].includes(keyOf(spelling))
      ? respell(spelling, newYork)
      : undefined;

  it.each([
    ['Call (212) 555-0100 now', 'Call (646) 555-0123 now'],
    ['Open 24/7 212-555-0100', 'Open 24/7 646-555-0123'],
    ['212-555-0100 9-5 daily', '646-555-0123 9-5 daily'],
    ['(212) 555-0100 (917) 555-0199', '(646) 555-0123 (917) 555-0199'],
    ['212 555 0100 212 555 0100', '646 555 0123 646 555 0123'],
    ['Call 212\n  555\u202f0100', 'Call 646\n  555\u202f0123'],
    ['Tel.+1 212 555 0100/fax 917 555 0199', 'Tel.+1 646 555 0123/fax 917 555 0199'],
    ['order 92125550100, sku A2125550100, 212555010042', 'order 92125550100, sku A2125550100, 212555010042'],
    ['2026-03-02 15:04:05 and 1,234,567.89', '2026-03-02 15:04:05 and 1,234,567.89'],
  ])('makes %j %j', (before, after) => {
    expect(rewriteNumbers(before, known)).toBe(after);
  });

  it('leaves all other text as it is, and finds nothing to do the second time', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('212-555-0100', '+1 (212) 555-0100', ' ', '24/7', '7', '(', '+'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        expect(rewriteNumbers(text, () => undefined)).toBe(text);
        const once = rewriteNumbers(text, known);
        expect(once).toHaveLength(text.length);
        expect(once.replace(/\d/g, '#')).toBe(text.replace(/\d/g, '#'));
        expect(rewriteNumbers(once, known)).toBe(once);
      }),
    );
  });
});
