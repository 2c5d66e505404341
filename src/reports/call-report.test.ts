import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedAccount, seedCompany } from '../../test/support/seed.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let newYork: Company;
let berlin: Company;

beforeAll(async () => {
  api = await openGraphql();
  newYork = await seedCompany(api.db, api.accountId);
  berlin = await seedCompany(api.db, api.accountId, { name: 'Zahnarzt', timeZone: 'Europe/Berlin' });
  const callerId = await storeCaller(api.db, newYork);
  const at = (text: string) => ({ startedAt: new Date(text) });
  await storeCall(api.db, newYork, {
    ...at('2026-06-01T03:30:00Z'),
    callerId,
    valueMicros: 10_500_000,
    valueCurrency: 'USD',
  });
  await storeCall(api.db, newYork, {
    ...at('2026-06-01T05:30:00Z'),
    callerId,
    talkSeconds: 30,
    firstTime: false,
  });
  await storeCall(api.db, newYork, {
    ...at('2026-06-02T12:00:00Z'),
    source: null,
    outcome: 'MISSED',
    answeredAt: null,
    talkSeconds: 0,
    firstTime: false,
  });
  await storeCall(api.db, berlin, { ...at('2026-06-02T12:00:00Z'), source: 'bing', country: 'DE' });
  await storeCall(api.db, await seedCompany(api.db, await seedAccount(api.db)));
});
afterAll(() => api.close());

const report = async (variables: object) => {
  const answer = await api.ask(
    `query ($filter: CallFilter, $groupBy: [CallReportDimension!]!, $metrics: [CallReportMetric!]!, $interval: ReportInterval, $timeZone: String) {
      callReport(filter: $filter, groupBy: $groupBy, metrics: $metrics, interval: $interval, timeZone: $timeZone) {
        rows { start groups { dimension value label } values { metric value } } totals { metric value } timeZone currency truncated } }`,
    { groupBy: [], metrics: ['CALLS'], ...variables },
  );
  return { report: answer.data?.callReport, error: answer.errors?.[0] };
};
/** The same asked with custom fields and everything they bring. */
const reportFields = async (variables: object) => {
  const answer = await api.ask(
    `query ($groupByFields: [ID!], $fieldMetrics: [FieldMetricInput!], $filter: CallFilter) {
      callReport(filter: $filter, groupBy: [], metrics: [CALLS], groupByFields: $groupByFields, fieldMetrics: $fieldMetrics) {
        rows { fieldGroups { field { key } value label } values { value } fieldValues { function value } }
        totals { value } fieldTotals { field { key } function value } } }`,
    variables,
  );
  return { report: answer.data?.callReport, error: answer.errors?.[0] };
};
/** The UUID of something of the account's that was just made. */
const made = async (mutation: string, noun: string, input: object): Promise<string> => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const asked = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${noun} { id } } }`;
  const { id } = (await api.ask(asked, { input })).data[mutation][noun];
  return uuidOf(noun === 'tag' ? 'Tag' : 'Agent', id) ?? '';
};
const ofNewYork = () => ({ company: { eq: typedId('Company', newYork.id) } });
interface Row {
  readonly start: string | null;
  readonly groups: readonly { readonly label: string }[];
  readonly values: readonly { readonly value: number }[];
}
const brief = (rows: readonly Row[]) =>
  rows.map(({ start, groups, values }) => [start, ...groups.map(({ label }) => label), values[0]?.value]);

describe('a report', () => {
  it('counts every metric over all calls of the account, and of no other', async () => {
    const metrics = [
      'CALLS',
      'ANSWERED',
      'MISSED',
      'VOICEMAIL',
      'FIRST_TIME',
      'UNIQUE_CALLERS',
      'TALK_SECONDS',
      'AVERAGE_TALK_SECONDS',
      'AVERAGE_RING_SECONDS',
      'ANSWER_RATE',
      'VALUE',
    ];
    const { report: found } = await report({ metrics, filter: ofNewYork() });
    expect(found.totals.map(({ value }: { value: number }) => value)).toEqual([
      3,
      2,
      1,
      0,
      1,
      1,
      90,
      45,
      8,
      2 / 3,
      10.5,
    ]);
    expect(found.rows).toEqual([{ start: null, groups: [], values: found.totals }]);
    expect((await report({})).report.totals).toEqual([{ metric: 'CALLS', value: 4 }]);
  });

  it('splits days where the company has its midnight', async () => {
    const { report: days } = await report({ interval: 'DAY', filter: ofNewYork() });
    expect(days.timeZone).toBe('America/New_York');
    expect(brief(days.rows)).toEqual([
      ['2026-05-31T04:00:00.000Z', 1],
      ['2026-06-01T04:00:00.000Z', 1],
      ['2026-06-02T04:00:00.000Z', 1],
    ]);
    const { report: both } = await report({ interval: 'MONTH' });
    expect(both.timeZone).toBe('UTC');
    expect(brief(both.rows)).toEqual([['2026-06-01T00:00:00.000Z', 4]]);
    const { report: given } = await report({ interval: 'WEEK', timeZone: 'Europe/Berlin' });
    expect(brief(given.rows)).toEqual([['2026-05-31T22:00:00.000Z', 4]]);
  });

  it('keeps the two hours of an autumn night apart', async () => {
    for (const hour of ['05', '06'])
      await storeCall(api.db, berlin, { startedAt: new Date(`2026-11-01T${hour}:15:00Z`) });
    const filter = { startedAt: { gte: '2026-11-01T00:00:00Z' } };
    const { report: hours } = await report({ interval: 'HOUR', timeZone: 'America/New_York', filter });
    expect(brief(hours.rows)).toEqual([
      ['2026-11-01T05:00:00.000Z', 1],
      ['2026-11-01T06:00:00.000Z', 1],
    ]);
  });

  it('groups by several dimensions, largest first, with labels', async () => {
    const filter = { startedAt: { lt: '2026-07-01T00:00:00Z' } };
    const { report: found } = await report({ groupBy: ['SOURCE', 'COMPANY'], filter });
    expect(brief(found.rows)).toEqual(
      [
        ['google', 'Harbor Street Dental', 2],
        ['bing', 'Zahnarzt', 1],
        ['Unknown', 'Harbor Street Dental', 1],
      ].map((row) => [null, ...row]),
    );
    expect(found.rows[0].groups[1].value).toBe(typedId('Company', newYork.id));
    const { report: times } = await report({ groupBy: ['WEEKDAY', 'HOUR'], timeZone: 'UTC', filter });
    expect(brief(times.rows)[0]).toEqual([null, 'Tuesday', '12:00', 2]);
    const every = [
      'MEDIUM',
      'CAMPAIGN',
      'KEYWORD',
      'LANDING_PAGE',
      'TRACKER',
      'OUTCOME',
      'LEAD_STATUS',
      'CONFIDENCE',
      'COUNTRY',
      'REGION',
    ];
    for (const groupBy of every) expect((await report({ groupBy: [groupBy] })).error).toBeUndefined();
  });

  it('groups by who looks after the lead, where the caller is, and what else a call is', async () => {
    const agentId = await made('createAgent', 'agent', { name: 'Kim' });
    const open = { status: 'ANSWERED', outcome: null, confidence: 'TRACKER' } as const;
    const stored = { source: 'dimensions', city: 'Albany', referrer: 'https://news.example/' };
    await storeCall(api.db, newYork, { ...stored, assigneeId: agentId, ...open });
    await storeCall(api.db, newYork, { ...stored, firstTime: false, confidence: 'NONE' });
    const filter = { source: { eq: 'dimensions' } };
    const labels = async (dimension: string) =>
      (await report({ groupBy: [dimension], filter })).report.rows
        .map(({ groups }: Row) => groups[0]?.label)
        .sort();
    expect(await labels('ASSIGNEE')).toEqual(['Kim', 'Nobody']);
    expect(await labels('CITY')).toEqual(['Albany']);
    expect(await labels('REFERRER')).toEqual(['https://news.example/']);
    expect(await labels('DIRECTION')).toEqual(['Inbound']);
    expect(await labels('FIRST_TIME')).toEqual(['No', 'Yes']);
    expect(await labels('STATUS')).toEqual(['Ended', 'On the phone']);
    expect(await labels('OUTCOME')).toEqual(['Answered', 'Unknown']);
    expect(await labels('CONFIDENCE')).toEqual(['By number', 'Unknown']);
    for (const { dimension } of (await api.ask('{ callFields { dimension } }')).data.callFields)
      if (dimension) expect((await report({ groupBy: [dimension] })).error, dimension).toBeUndefined();
  });

  it('counts a call once for each of its tags, and once in the totals', async () => {
    const urgent = await made('createTag', 'tag', { name: 'urgent', color: 'red' });
    const won = await made('createTag', 'tag', { name: 'won', color: 'teal' });
    const gone = newId();
    const tagged = (tagIds: string[]) =>
      storeCall(api.db, newYork, { source: 'tags', tagIds, talkSeconds: 10 });
    await tagged([urgent, won]);
    await tagged([urgent, gone]);
    await tagged([gone]);
    const filter = { source: { eq: 'tags' } };
    const { report: found } = await report({
      groupBy: ['TAGS'],
      metrics: ['CALLS', 'TALK_SECONDS', 'AVERAGE_DURATION_SECONDS'],
      filter,
    });
    expect(brief(found.rows)).toEqual([
      [null, 'urgent', 2],
      [null, 'won', 1],
      [null, 'No tag', 1],
    ]);
    expect(found.rows[0].groups[0].value).toBe(typedId('Tag', urgent));
    expect(found.totals.map(({ value }: { value: number }) => value).slice(0, 2)).toEqual([3, 30]);
    const both = await report({ groupBy: ['TAGS', 'COMPANY'], filter });
    expect(both.report.rows).toHaveLength(3);
  });

  it('adds up values of one currency only', async () => {
    const metrics = ['CALLS', 'VALUE'];
    expect((await report({ metrics })).report.currency).toBe('USD');
    expect((await report({})).report.currency).toBeNull();
    const euros = { startedAt: new Date('2026-12-01T12:00:00Z'), valueMicros: 5_000_000 };
    await storeCall(api.db, berlin, { ...euros, valueCurrency: 'EUR' });
    const { error } = await report({ metrics, groupBy: ['SOURCE'] });
    expect(error?.extensions).toMatchObject({ code: 'INVALID', field: 'filter' });
    expect((await report({})).error).toBeUndefined();
    expect((await report({ metrics, filter: ofNewYork() })).report).toMatchObject({ currency: 'USD' });
    const ofBerlin = { company: { eq: typedId('Company', berlin.id) } };
    const { report: found } = await report({ metrics, filter: ofBerlin });
    expect([found.currency, found.totals[1].value]).toEqual(['EUR', 5]);
  });

  it.each([
    ['timeZone', { timeZone: 'Nowhere/Else' }],
    ['metrics', { metrics: [] }],
    ['metrics', { metrics: ['CALLS', 'CALLS'] }],
    ['groupBy', { groupBy: ['SOURCE', 'SOURCE'] }],
    ['groupBy', { groupBy: ['SOURCE', 'MEDIUM', 'CAMPAIGN', 'KEYWORD', 'HOUR'] }],
    ['filter.company.eq', { filter: { company: { eq: 'x' } } }],
  ])('needs a good %s: %j', async (field, change) => {
    expect((await report(change)).error?.extensions.field).toBe(field);
  });

  it('groups by custom fields, adds up their numbers, and leaves test calls out', async () => {
    const field = async (key: string, kind: string): Promise<string> => {
      const input = { subject: 'CALL', key, name: key, kind };
      const { data } = await api.ask(
        'mutation ($i: CreateCustomFieldInput!) { createCustomField(input: $i) { customField { id } } }',
        { i: input },
      );
      return data.createCustomField.customField.id;
    };
    const [size, seats, insured] = [
      await field('size', 'TEXT'),
      await field('seats', 'NUMBER'),
      await field('insured', 'CHECKBOX'),
    ];
    const [sizeId = '', seatsId = '', insuredId = ''] = [size, seats, insured].map(
      (id) => uuidOf('CustomField', id) ?? '',
    );
    const stored = (customValues: Record<string, string | number | boolean>, test = false) =>
      storeCall(api.db, newYork, { source: 'fields', customValues, test });
    await stored({ [sizeId]: 'large', [seatsId]: 4, [insuredId]: true });
    await stored({ [sizeId]: 'large', [seatsId]: 1.5 });
    await stored({ [sizeId]: 'small' });
    await stored({ [sizeId]: 'small', [seatsId]: 100 }, true);

    const filter = { source: { eq: 'fields' } };
    const both = ['SUM', 'AVERAGE'].map((name) => ({ fieldId: seats, function: name }));
    const { report: found } = await reportFields({ filter, groupByFields: [size], fieldMetrics: both });
    expect(found).toEqual({
      rows: [
        {
          fieldGroups: [{ field: { key: 'size' }, value: 'large', label: 'large' }],
          values: [{ value: 2 }],
          fieldValues: [
            { function: 'SUM', value: 5.5 },
            { function: 'AVERAGE', value: 2.75 },
          ],
        },
        {
          fieldGroups: [{ field: { key: 'size' }, value: 'small', label: 'small' }],
          values: [{ value: 1 }],
          fieldValues: [
            { function: 'SUM', value: 0 },
            { function: 'AVERAGE', value: 0 },
          ],
        },
      ],
      totals: [{ value: 3 }],
      fieldTotals: [
        { field: { key: 'seats' }, function: 'SUM', value: 5.5 },
        { field: { key: 'seats' }, function: 'AVERAGE', value: 2.75 },
      ],
    });
    const { report: ticked } = await reportFields({ filter, groupByFields: [insured] });
    expect(ticked.rows.map((row: { fieldGroups: { label: string }[] }) => row.fieldGroups[0]?.label)).toEqual(
      ['No', 'Yes'],
    );
    const { report: tests } = await reportFields({ filter: { all: [filter, { test: { eq: true } }] } });
    expect(tests.totals).toEqual([{ value: 1 }]);
    const { error } = await reportFields({ fieldMetrics: [{ fieldId: size, function: 'SUM' }] });
    expect(error?.extensions).toMatchObject({ code: 'INVALID', field: 'fieldMetrics[0].fieldId' });
    const gone = await reportFields({ groupByFields: [typedId('CustomField', newId())] });
    expect(gone.error?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'groupByFields[0]' });
  });
});
