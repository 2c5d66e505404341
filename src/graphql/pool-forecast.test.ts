import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poolNumbers, webSessions } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { fictional, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';

let api: GraphqlForTest;
let ids: { company: string; pool: string; poster: string; number: string };

/** Yesterday ten visits began at once, each open for a minute; one of them called. */
beforeAll(async () => {
  api = await openGraphql();
  const company = await seedCompany(api.db, api.accountId);
  const { tracker: pool, numbers } = await seedTracker(api.db, company, {
    numbers: [fictional(0), fictional(1)],
  });
  const { tracker: poster } = await seedTracker(api.db, company, {
    kind: 'OFFLINE',
    source: 'poster',
    numbers: [fictional(2)],
  });
  ids = {
    company: typedId('Company', company.id),
    pool: typedId('Tracker', pool.id),
    poster: typedId('Tracker', poster.id),
    number: numbers[0]?.id ?? '',
  };
  const yesterday = Date.now() - 86_400_000;
  const visit = (n: number, wanted: boolean) => ({
    accountId: company.accountId,
    id: newId(),
    companyId: company.id,
    visitorId: newId(),
    startedAt: new Date(yesterday + n * 1_000),
    lastSeenAt: new Date(yesterday + n * 1_000 + 60_000),
    landingPage: 'https://www.example.com/',
    source: 'google',
    medium: 'cpc',
    poolIds: wanted ? [pool.id] : [],
    consentAdUserData: 'GRANTED' as const,
    consentAdPersonalization: 'GRANTED' as const,
    consentAnalytics: 'GRANTED' as const,
  });
  const visits = Array.from({ length: 12 }, (_, n) => visit(n, n < 10));
  await api.db.inAccount(systemReach(company.accountId, 'test'), (tx) =>
    tx.insert(webSessions).values(visits),
  );
  await storeCall(api.db, company, { trackerId: pool.id, startedAt: new Date(yesterday) });
});
afterAll(() => api.close());

const forecast = async (tracker: string, days?: number) => {
  const { data, errors } = await api.ask(
    `query ($tracker: ID!, $days: Int) { poolForecast(tracker: $tracker, days: $days) {
      visits present sufficient recommended peak callsPerVisit
      points { numbers served missed ambiguousCalls servedByErlang } } }`,
    { tracker, days },
  );
  return data?.poolForecast ?? errors?.[0]?.extensions;
};

it('says how many numbers a pool needs and what fewer would cost', async () => {
  const found = await forecast(ids.pool);
  expect(found).toMatchObject({
    visits: 10,
    present: 2,
    sufficient: 10,
    recommended: 10,
    peak: 10,
    callsPerVisit: 0.1,
  });
  const points = new Map(found.points.map((point: { numbers: number }) => [point.numbers, point]));
  expect(points.get(2)).toMatchObject({
    served: expect.closeTo(0.2),
    missed: 8,
    ambiguousCalls: expect.closeTo(0.8),
  });
  expect(points.get(10)).toMatchObject({ served: 1, missed: 0, ambiguousCalls: 0 });
  for (const { servedByErlang } of found.points) {
    expect(servedByErlang).toBeGreaterThan(0);
    expect(servedByErlang).toBeLessThanOrEqual(1);
  }
});

it('says how many numbers are taken at this moment', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000);
  await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
    tx.update(poolNumbers).set({ freeAt: inAnHour }).where(eq(poolNumbers.numberId, ids.number)),
  );
  const { data } = await api.ask(
    'query ($company: ID!) { poolUse(companyId: $company) { tracker { id } numbers held resting free } }',
    { company: ids.company },
  );
  // Nobody holds it, so it rests after a visitor who left.
  expect(data.poolUse).toEqual([{ tracker: { id: ids.pool }, numbers: 2, held: 0, resting: 1, free: 1 }]);
});

it('names the argument at fault', async () => {
  expect(await forecast(ids.poster)).toMatchObject({ code: 'INVALID', field: 'tracker' });
  expect(await forecast('trk_x')).toMatchObject({ code: 'INVALID', field: 'tracker' });
  expect(await forecast(ids.pool, 91)).toMatchObject({ code: 'INVALID', field: 'days' });
});
