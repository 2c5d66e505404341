import { type Column, getTableColumns } from 'drizzle-orm';
import fc from 'fast-check';
import { type CustomValues, calls } from '../../schema/index.ts';
import type { Call } from '../../src/calls/call.ts';
import { noFacts } from '../../src/calls/facts.ts';
import { newId } from '../../src/ids.ts';
import type { Agent, Company, CustomField, Tag, Tracker } from '../../src/setup/setup.ts';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });

/** Words that meet: small enough a pool that random filters match random calls. */
export const word = fc.constantFrom(
  'google',
  'Google',
  'bing',
  'cpc',
  'organic',
  'brand',
  'ß-straße',
  '100%',
  'a_b',
  "o'hare",
  'ÄÖ',
  '',
  '\\',
  '日本',
);

/** Days, and what only looks like one. */
export const dayWord = fc.constantFrom('2026-11-20', '2026-11-21', '1999-01-01', '2026-11-20T00:00:00Z');

/** Values of these fields: mostly of their kind, now and then of another. */
export const customValues = (fields: readonly CustomField[]): fc.Arbitrary<CustomValues> =>
  fc
    .record(
      Object.fromEntries(
        fields.map(({ id }) => [
          id,
          fc.oneof(
            word,
            dayWord,
            fc.integer({ min: -2, max: 200 }),
            fc.constantFrom(0.5, 59.5),
            fc.boolean(),
          ),
        ]),
      ),
      { requiredKeys: [] },
    )
    .map((values) => ({ ...values }) as CustomValues);

const instant = fc
  .date({ min: new Date('2026-03-01T00:00:00Z'), max: new Date('2026-12-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** What any column of this type may hold, so that a new one is random without being named here. */
const ofColumn = (column: Column): fc.Arbitrary<unknown> => {
  if (column.enumValues) return fc.constantFrom(...column.enumValues);
  switch (column.dataType) {
    case 'string':
      return word;
    case 'number':
      return fc.nat(900);
    case 'boolean':
      return fc.boolean();
    case 'date':
      return instant;
    default:
      return fc.constant(null);
  }
};

const ofTheirTypes = Object.fromEntries(
  Object.entries(getTableColumns(calls)).map(([key, column]) => [
    key,
    column.notNull ? ofColumn(column) : maybe(ofColumn(column)),
  ]),
) as { readonly [Key in keyof Call]: fc.Arbitrary<Call[Key]> }; // Drizzle types the same at compile time

/** What random calls may refer to. */
export interface Referred {
  readonly companies: readonly Company[];
  readonly trackers: readonly Tracker[];
  readonly tags: readonly Tag[];
  readonly agents: readonly Agent[];
  readonly callFields: readonly CustomField[];
  /** UUIDs. */
  readonly callerIds: readonly string[];
}

/** A tag that was deleted after it was put on calls. */
const deletedTag = newId();

/** Random calls of these companies, with these trackers, tags and fields. */
export const arbitraryCall = (
  accountId: string,
  { companies, trackers, tags, agents, callFields, callerIds }: Referred,
): fc.Arbitrary<Call> =>
  fc.record({
    ...ofTheirTypes,
    accountId: fc.constant(accountId),
    id: fc.constant(null).map(newId),
    companyId: fc.constantFrom(...companies.map((company) => company.id)),
    carrier: fc.constant('twilio'),
    callKey: fc.constant(null).map(newId),
    version: fc.integer({ min: 1, max: 9 }),
    callerId: maybe(fc.constantFrom(...callerIds)),
    callerNumber: maybe(fc.constantFrom('+12125550177', '+493012345678')),
    numberId: fc.constant(null),
    trackerId: maybe(fc.constantFrom(...trackers.map((tracker) => tracker.id))),
    sessionId: fc.constant(null),
    evidence: fc.constant({ reason: '', evidence: [], candidates: [] }),
    facts: fc.constant(noFacts),
    ruleEffects: fc.constant(null),
    tagIds: fc.subarray([...tags.map((tag) => tag.id), deletedTag]),
    valueMicros: maybe(fc.integer({ min: 0, max: 500 }).map((units) => units * 500_000)),
    valueCurrency: fc.constant('USD'),
    assigneeId: maybe(fc.constantFrom(...agents.map((agent) => agent.id))),
    score: maybe(fc.integer({ min: -50, max: 100 })),
    scoreReasons: fc.constant(null),
    customValues: customValues(callFields),
    createdAt: fc.constant('2026-11-01T00:00:00.000Z'),
  });
