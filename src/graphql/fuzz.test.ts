import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { type Field, fieldNames, fields } from '../filter/fields.ts';
import { newId, typedId } from '../ids.ts';

let api: GraphqlForTest;
const [companyId, callId] = [newId(), newId()];
const known = [
  typedId('Company', companyId),
  typedId('Call', callId),
  typedId('Tag', newId()),
  'call_',
  'nope',
];

beforeAll(async () => {
  api = await openGraphql();
  const company = await seedCompany(api.db, api.accountId, { id: companyId });
  await storeCall(api.db, company, { id: callId });
});
afterAll(() => api.close());

/** Texts people and machines send: odd letters, numbers in every spelling, ids, SQL, dates that are none. */
const texts = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...known),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      "'; drop table calls; --",
      '%_\\',
      '(212) 555-0142',
      '+1 212 555 01',
      '149.90',
      '-0.000001',
      '99999999999',
      'USD',
      'America/New_York',
      '0000-01-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '9999-12-31T23:59:60Z',
      'WyJjYWxscyIsMSwxXQ',
    ),
  );
const scalars = () => fc.oneof(texts(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const values = () =>
  fc.oneof({ weight: 4, arbitrary: scalars() }, fc.array(scalars(), { maxLength: 4 }), fc.jsonValue());

/** Mostly of the type the operator wants, so that most filters reach the database. */
const operandOf = (
  type: string,
  operator: string,
  choices: readonly string[] = [],
): fc.Arbitrary<unknown> => {
  if (operator === 'present' || type === 'BooleanComparison') return fc.boolean();
  const times = fc.constantFrom(
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999-14:00',
    '2026-01-01T00:00:00+14:00',
  );
  const one: fc.Arbitrary<unknown> =
    type === 'NumberComparison'
      ? fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e12, -1e12, 1e-9))
      : type === 'TimeComparison'
        ? fc.oneof(
            times,
            fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          )
        : choices.length > 0
          ? fc.constantFrom(...choices)
          : texts();
  return /^(in|notIn|hasA.*|hasNone)$/.test(operator) ? fc.array(one, { maxLength: 3 }) : one;
};
const comparisonOf = (name: (typeof fieldNames)[number]): fc.Arbitrary<unknown> => {
  const { type, choices, comparison }: Field = fields[name];
  const right = Object.keys(comparison).map((operator) =>
    operandOf(type, operator, choices).map((operand) => ({ [operator]: operand })),
  );
  return fc.oneof(
    { weight: 9, arbitrary: fc.oneof(...right) },
    fc.dictionary(fc.constantFrom('eq', 'in'), values()),
  );
};
const conditions = () =>
  fc.oneof(...fieldNames.map((name) => comparisonOf(name).map((wanted) => ({ [name]: wanted }))));
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom({}, null),
    conditions(),
    fc.record({ all: fc.array(tie('filter'), { maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 2 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

/** Fields an input may have, each there or not, each right or wrong. */
const inputOf = (names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, values()])), { requiredKeys: [] });

const operations = [
  'query ($id: ID!) { call(id: $id) { id } node(id: $id) { id } automation(id: $id) { id } }',
  'query ($a: String, $n: Int) { calls(after: $a, first: $n) { totalCount } tags(before: $a, last: $n) { totalCount } deliveries(after: $a) { totalCount } }',
  'query ($a: String, $n: Int) { changes(after: $a, first: $n) { nodes { kind } } unmatchedEvents(after: $a) { totalCount } callers(search: $a, first: $n) { totalCount } }',
  'query ($z: String) { callReport(groupBy: [WEEKDAY], metrics: [CALLS], interval: DAY, timeZone: $z) { timeZone } }',
  'mutation ($i: CreateTagInput!) { createTag(input: $i) { userErrors { code } } }',
  'mutation ($i: CreateCompanyInput!) { createCompany(input: $i) { userErrors { code } } }',
  'mutation ($i: CreateTrackerInput!) { createTracker(input: $i) { userErrors { code } } }',
  'mutation ($i: UpdateTrackerInput!) { updateTracker(input: $i) { userErrors { code } } }',
  'mutation ($i: UpdateCallInput!) { updateCall(input: $i) { userErrors { code } } }',
  'mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) { userErrors { code } } }',
  'mutation ($i: ConnectIntegrationInput!) { connectIntegration(input: $i) { userErrors { code } } }',
  'mutation ($i: CreateApiKeyInput!) { createApiKey(input: $i) { userErrors { code } } }',
];
const inputNames = [
  'name',
  'color',
  'timeZone',
  'currency',
  'country',
  'origins',
  'recordingNotice',
  'companyId',
  'kind',
  'destination',
  'numbers',
  'whisper',
  'ringSeconds',
  'source',
  'swapNumbers',
  'id',
  'leadStatus',
  'value',
  'note',
  'trigger',
  'filter',
  'actions',
  'integration',
  'settings',
  'secrets',
  'returnTo',
  'scopes',
];

const expectClear = async (query: string, variables: object): Promise<void> => {
  const { status, errors = [] } = await api.ask(query, variables);
  expect(status).toBeLessThan(500);
  const masked = errors.filter((error) => error.extensions.code === 'INTERNAL_SERVER_ERROR');
  expect(masked, api.lines.at(-1)).toEqual([]);
};

describe('whatever is sent', () => {
  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999-14:00', '0001-01-01T00:00:00+01:00'])(
    'the time %s is refused in words',
    async (gte) => {
      const query = 'query ($f: CallFilter) { calls(filter: $f) { totalCount } }';
      await expectClear(query, { f: { startedAt: { gte } } });
      await expectClear(`{ calls(filter: {startedAt: {gte: "${gte}"}}) { totalCount } }`, {});
    },
  );

  it('a filter is understood or refused in words', async () => {
    await fc.assert(
      fc.asyncProperty(filter, (given) =>
        expectClear('query ($f: CallFilter) { calls(filter: $f, first: 1) { nodes { id } totalCount } }', {
          f: given,
        }),
      ),
      { numRuns: 400 },
    );
  });

  it('variables are understood or refused in words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        texts(),
        fc.integer({ min: -5, max: 300 }),
        inputOf(inputNames),
        (query, text, n, i) => expectClear(query, { id: text, a: text, z: text, n, i }),
      ),
      { numRuns: 400 },
    );
  });

  it('inputs with the right fields and odd values are understood or refused in words', async () => {
    const names = { name: texts(), color: texts() };
    const tracker = {
      companyId: texts(),
      kind: fc.constantFrom('OFFLINE', 'VISITOR'),
      name: texts(),
      destination: texts(),
      numbers: fc.array(texts(), { maxLength: 3 }),
      whisper: texts(),
      source: texts(),
      ringSeconds: fc.integer({ min: -1, max: 130 }),
    };
    const company = {
      name: texts(),
      timeZone: texts(),
      currency: texts(),
      country: texts(),
      origins: fc.array(texts(), { maxLength: 2 }),
    };
    const call = { id: texts(), note: texts(), value: fc.record({ amount: texts(), currency: texts() }) };
    const [tags, trackers, companies, calls] = [4, 6, 5, 8].map((at) => operations[at] ?? '');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(fc.constant(tags), fc.record(names)),
          fc.tuple(fc.constant(trackers), fc.record(tracker)),
          fc.tuple(fc.constant(companies), fc.record(company)),
          fc.tuple(fc.constant(calls), fc.record(call)),
        ),
        ([query, i]) => expectClear(query ?? '', { i }),
      ),
      { numRuns: 400 },
    );
  });
});
