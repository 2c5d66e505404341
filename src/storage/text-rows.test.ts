import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testDb } from '../../test/support/database.ts';
import { newId } from '../ids.ts';
import { textRows } from './text-rows.ts';

interface Row {
  readonly id: string;
  readonly words: string | null;
  readonly more: string | null;
  readonly data: object | null;
  readonly ids: readonly string[];
  readonly at: string;
  readonly count: number;
  readonly yes: boolean;
}

const rows = textRows<Row>([
  { name: 'id', type: 'uuid', of: ({ id }) => id },
  { name: 'words', type: 'text', of: ({ words }) => words },
  { name: 'more', type: 'text', of: ({ more }) => more },
  { name: 'data', type: 'jsonb', of: ({ data }) => data },
  { name: 'ids', type: 'uuid[]', of: ({ ids }) => ids },
  { name: 'at', type: 'timestamptz', of: ({ at }) => at },
  { name: 'count', type: 'bigint', of: ({ count }) => count },
  { name: 'yes', type: 'boolean', of: ({ yes }) => yes },
]);

it('brings every row over as it was, whatever people write', async () => {
  const { db } = await testDb();
  // Without NUL and half characters, which PostgreSQL cannot store and `clean` takes out.
  const written = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', ''));
  const words = fc.option(
    fc.oneof(
      written,
      fc.constantFrom('', 'NULL', '\\N', '"', "'", '{a,b}', 'a\nb', '\\x1f', 'a\x1fb', '\x1d', '\x1e'),
    ),
  );
  const row = fc.record<Row>({
    id: fc.constant('').map(newId),
    words,
    more: words,
    data: fc.option(fc.dictionary(fc.constantFrom('a', 'b"', 'c\x1f'), written, { noNullPrototype: true })),
    ids: fc.array(fc.uuid(), { maxLength: 3 }),
    at: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    count: fc.nat(),
    yes: fc.boolean(),
  });
  const separators = new Set(['\x1d', '\x1e', '\x1f']);
  const seen = (text: string | null) =>
    text === null ? null : Array.from(text, (char) => (separators.has(char) ? ' ' : char)).join('');
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (given) => {
      const text = `with ${rows.as('r', '$1')} select id, words, more, data, ids, extract(epoch from at) * 1000 as at, count, yes from r`;
      const found = await db.client.unsafe(text, [rows.write(given)], { prepare: true });
      expect(
        found.map(({ at, count, data, ...rest }) => ({
          ...rest,
          data: typeof data === 'string' ? JSON.parse(data) : data,
          at: Number(at),
          count: Number(count),
        })),
      ).toEqual(
        given.map(({ words: one, more, at, ...rest }) => ({
          ...rest,
          words: seen(one),
          more: seen(more),
          at: Date.parse(at),
        })),
      );
    }),
    { numRuns: 60 },
  );
});
