import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../errors.ts';
import { parseCursor, parseSpan, toCursor, toSpan } from './cursor.ts';

const place = fc.record({
  xid: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  seq: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
});

describe('a cursor', () => {
  it('holds its place, stays short, and sorts like the feed', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(parseCursor(toCursor(a))).toEqual(a);
        expect(toSpan(toCursor(a), toCursor(b)).length).toBeLessThanOrEqual(60);
        const order = BigInt(a.xid) - BigInt(b.xid) || BigInt(a.seq) - BigInt(b.seq);
        expect(toCursor(a) < toCursor(b)).toBe(order < 0n);
      }),
    );
  });

  it.each(['', '0', '10', '1010 ', '20110', 'A1110', '1010-', '-', 'dzzzzzzzzzzzzz10', '١٠١٠', 'null'])(
    'refuses the made-up %j',
    (text) => {
      expect(() => parseCursor(text)).toThrow(Refusal);
      expect(() => parseSpan(text)).toThrow(expect.objectContaining({ code: 'INVALID', field: 'after' }));
    },
  );

  it('refuses any text it did not write', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(toCursor(parseCursor(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});
