import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webSessions } from '../../schema/index.ts';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { newId } from '../ids.ts';
import { systemReach } from '../reach.ts';

let api: GraphqlForTest;

/** A visitor who came by three ways, called after the third, and later from a poster. */
beforeAll(async () => {
  api = await openGraphql();
  const company = await seedCompany(api.db, api.accountId);
  const visitorId = newId();
  const visits = ['2026-05-01', '2026-06-01', '2026-06-08', '2025-12-01'].map((day, at) => ({
    accountId: company.accountId,
    id: newId(),
    companyId: company.id,
    visitorId,
    startedAt: new Date(`${day}T12:00:00Z`),
    lastSeenAt: new Date(`${day}T12:05:00Z`),
    landingPage: 'https://www.example.com/',
    source: ['facebook', 'google', 'newsletter', 'long-ago'][at] ?? '',
    medium: 'x',
    consentAdUserData: 'GRANTED' as const,
    consentAdPersonalization: 'GRANTED' as const,
    consentAnalytics: 'GRANTED' as const,
  }));
  await api.db.inAccount(systemReach(company.accountId, 'test'), (tx) =>
    tx.insert(webSessions).values(visits),
  );
  const callerId = await storeCaller(api.db, company);
  await storeCall(api.db, company, {
    callerId,
    sessionId: visits[2]?.id ?? null,
    source: 'newsletter',
    confidence: 'EXACT',
    startedAt: new Date('2026-06-08T12:03:00Z'),
    talkSeconds: 100,
  });
  await storeCall(api.db, company, {
    source: 'poster',
    confidence: 'TRACKER',
    startedAt: new Date('2026-06-10T12:00:00Z'),
    talkSeconds: 10,
  });
});
afterAll(() => api.close());

const report = async (attribution: string | null, metrics = ['CALLS']) => {
  const answer = await api.ask(
    `query ($attribution: AttributionModel, $metrics: [CallReportMetric!]!) {
      callReport(groupBy: [SOURCE], metrics: $metrics, attribution: $attribution) {
        rows { groups { label } values { value } } totals { value } } }`,
    { attribution, metrics },
  );
  if (answer.errors) return answer.errors[0]?.extensions;
  const { rows, totals } = answer.data.callReport;
  const bySource = rows.map(
    (row: { groups: { label: string }[]; values: { value: number }[] }) =>
      [row.groups[0]?.label, Math.round((row.values[0]?.value ?? 0) * 1_000) / 1_000] as const,
  );
  expect(bySource.reduce((sum: number, [, value]: [string, number]) => sum + value, 0)).toBeCloseTo(
    totals[0].value,
    2,
  );
  return Object.fromEntries(bySource);
};

describe('a report that shares calls between touches', () => {
  it.each<[string | null, Record<string, number>]>([
    [null, { newsletter: 1, poster: 1 }],
    ['FIRST_TOUCH', { facebook: 1, poster: 1 }],
    ['LAST_TOUCH', { newsletter: 1, poster: 1 }],
    ['LINEAR', { facebook: 0.333, google: 0.333, newsletter: 0.333, poster: 1 }],
    ['POSITION_BASED', { facebook: 0.4, google: 0.2, newsletter: 0.4, poster: 1 }],
    ['TIME_DECAY', { facebook: 0.015, google: 0.328, newsletter: 0.657, poster: 1 }],
  ])('by %s', async (model, shares) => {
    expect(await report(model)).toEqual(shares);
  });

  it('shares what was talked too, and refuses what has no shares', async () => {
    expect(await report('POSITION_BASED', ['TALK_SECONDS'])).toEqual({
      facebook: 40,
      google: 20,
      newsletter: 40,
      poster: 10,
    });
    expect(await report('LINEAR', ['UNIQUE_CALLERS'])).toMatchObject({ code: 'INVALID', field: 'metrics' });
  });
});
