import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firefox } from '../../test/support/browsers.ts';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { fictional, seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import { createSetupCache } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';
import { createTracking } from '../tracking/sessions.ts';

const day = 86_400_000;
const minute = 60_000;

let api: GraphqlForTest;
let company: Company;
let other: Company;
const clock = { at: Date.now() - 3 * day };
const seen: Record<'regular' | 'second' | 'elsewhere' | 'foreign', string> = {
  regular: '',
  second: '',
  elsewhere: '',
  foreign: '',
};

/** A page view, with the site's answer. */
const visitors = () => {
  const tracking = createTracking({
    db: api.db,
    setup: createSetupCache(api.db),
    now: () => new Date(clock.at),
  });
  const open = async (
    { publicKey }: Company,
    landingPage: string,
    more: { visitorId?: string | null; sessionId?: string | null; referrer?: string } = {},
  ) => {
    const page = { companyKey: publicKey, landingPage, numbers: ['(212) 555-0100'], ...more };
    const answer = await tracking.openSession(
      {
        ...page,
        gaClientId: 'GA1.1.1234567890.1700000000',
        gaSessionId: '1700000123',
        consent: { analytics: 'GRANTED', adUserData: 'GRANTED', adPersonalization: 'DENIED' },
      },
      { userAgent: firefox, country: 'us' },
    );
    const { visitorId, sessionId } = answer;
    if (!visitorId || !sessionId) throw new Error('The visit was not stored.');
    return { visitorId, sessionId };
  };
  return { ...tracking, open };
};

/**
 * A visitor who came by an ad, called, came back from a search two days later and called again; one who came
 * once, one of another company, and one of another account.
 */
beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  other = await seedCompany(api.db, api.accountId, { name: 'Ocean Avenue Plumbing' });
  const numbers = [fictional(0), fictional(1)];
  await seedTracker(api.db, company, { numbers, leaseSeconds: 600 });
  const { open, identify, heartbeat, stop } = visitors();

  const ad =
    'https://www.example.com/?gclid=Cj0&utm_source=google&utm_medium=cpc&utm_campaign=Spring&utm_term=dentist&utm_adgroup=New&matchtype=e';
  const first = await open(company, ad);
  seen.regular = first.visitorId;
  clock.at += minute;
  const companyKey = company.publicKey;
  const { sessionId } = first;
  await heartbeat({ companyKey, sessionId, page: 'https://www.example.com/prices' });
  await identify({ companyKey, sessionId, email: 'Ann@Example.com', name: 'Ann Lee' });
  const callerId = await storeCaller(api.db, company, { visitorId: uuidOf('Visitor', first.visitorId) });
  const credit = (id: string, startedAt: number, by: string | null) =>
    storeCall(api.db, company, {
      sessionId: uuidOf('WebSession', id),
      startedAt: new Date(startedAt),
      callerId: by,
      confidence: 'EXACT',
    });
  await credit(sessionId, clock.at, callerId);
  await storeCall(api.db, company, { startedAt: new Date(clock.at), sessionId: newId() });
  // A caller who redials long after is credited to the visit of then.
  await credit(sessionId, clock.at + 30 * day, callerId);

  clock.at += day;
  seen.second = (
    await open(company, 'https://www.example.com/', { referrer: 'https://chatgpt.com/' })
  ).visitorId;
  seen.elsewhere = (await open(other, 'https://plumbing.example/')).visitorId;
  clock.at = Date.now() - minute;
  const back = await open(company, 'https://www.example.com/offer', {
    visitorId: first.visitorId,
    referrer: 'https://duckduckgo.com/',
  });
  await credit(back.sessionId, clock.at, null);
  await stop();

  const foreign = await seedCompany(api.db, await seedAccount(api.db));
  seen.foreign = (await open(foreign, 'https://www.example.com/')).visitorId;
});
afterAll(() => api.close());

const list = async (variables: object) => {
  const { data, errors } = await api.ask(
    `query ($filter: VisitorFilter, $first: Int, $after: String, $last: Int, $before: String) {
      visitors(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { id } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`,
    variables,
  );
  return data?.visitors ?? errors?.[0]?.extensions;
};
const idsOf = ({ nodes }: { nodes: readonly { id: string }[] }): readonly string[] =>
  nodes.map(({ id }) => id);

describe('one visitor', () => {
  it('has both touches, visits, numbers, pages, clicks and calls', async () => {
    const { data, errors } = await api.ask(
      `query ($id: ID!) { visitor(id: $id) {
        company { name } visitCount email name
        firstTouch { source campaign session { term adGroup matchType } } lastTouch { source referrer }
        adClicks { name clickId ageSeconds }
        calls { startedAt attribution { confidence } }
        sessions { channel channelReason country device gaClientId gaSessionId consent { analytics }
          pages { page } adClicks { name clickId ageSeconds } calls { id } visitor { id }
          leases { number { number } tracker { name } overflow current shownAt expiresAt } } } }`,
      { id: seen.regular },
    );
    expect(errors).toBeUndefined();
    const { sessions, calls, adClicks, ...visitor } = data.visitor;
    expect(visitor).toEqual({
      company: { name: company.name },
      visitCount: 2,
      email: 'Ann@Example.com',
      name: 'Ann Lee',
      firstTouch: {
        source: 'google',
        campaign: 'Spring',
        session: { term: 'dentist', adGroup: 'New', matchType: 'exact' },
      },
      lastTouch: { source: 'duckduckgo', referrer: 'https://duckduckgo.com/' },
    });
    const old = { name: 'gclid', clickId: 'Cj0', ageSeconds: expect.closeTo((3 * day) / 1_000, -2) };
    expect(adClicks).toEqual([old]);
    const times = calls.map((call: { startedAt: string }) => Date.parse(call.startedAt));
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
    expect(times).toHaveLength(3);
    const [back, first] = sessions;
    expect(sessions).toHaveLength(2);
    expect(back).toMatchObject({ channel: 'SEARCH', adClicks: [], visitor: { id: seen.regular } });
    expect(back.leases).toMatchObject([{ current: true, overflow: false }]);
    expect(back.calls).toHaveLength(1);
    expect(first).toMatchObject({
      channel: 'PAID',
      channelReason: 'The address is tagged with utm_source and utm_medium',
      country: 'US',
      device: 'DESKTOP',
      gaClientId: '1234567890.1700000000',
      gaSessionId: '1700000123',
      consent: { analytics: 'GRANTED' },
      pages: [{ page: 'https://www.example.com/prices' }],
      adClicks: [old],
      leases: [{ number: { number: fictional(0) }, tracker: { name: 'Website visitors' }, current: false }],
    });
    const [{ shownAt, expiresAt }] = first.leases;
    // Ten minutes from the last sign of life, a minute after it was shown.
    expect(Date.parse(expiresAt) - Date.parse(shownAt)).toBe(11 * minute);
    expect(first.calls).toHaveLength(2);
  });

  it('is found from a call, its caller and by node, and nowhere from another account', async () => {
    const { data } = await api.ask(
      `query ($id: ID!, $foreign: ID!) {
        node(id: $id) { id ... on Visitor { calls { session { visitor { id } } caller { visitor { id } } } } }
        none: visitor(id: $foreign) { id } hidden: node(id: $foreign) { id } }`,
      { id: seen.regular, foreign: seen.foreign },
    );
    const whose = { visitor: { id: seen.regular } };
    expect(data).toEqual({
      node: {
        id: seen.regular,
        calls: [
          { session: whose, caller: whose },
          { session: whose, caller: null },
          { session: whose, caller: whose },
        ],
      },
      none: null,
      hidden: null,
    });
  });
});

describe('the list of visitors', () => {
  it('has the newest visit first, in pages either way', async () => {
    const whole = await list({});
    expect(whole).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
    const [newest, ...older] = idsOf(whole);
    expect(newest).toBe(seen.regular);
    expect(older.sort()).toEqual([seen.second, seen.elsewhere].sort());
    const page = await list({ first: 1 });
    expect(idsOf(page)).toEqual([seen.regular]);
    const rest = await list({ first: 5, after: page.pageInfo.endCursor });
    expect(rest).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(idsOf(rest)).toEqual(idsOf(whole).slice(1));
    const before = await list({ last: 1, before: rest.pageInfo.endCursor });
    expect(idsOf(before)).toEqual(idsOf(whole).slice(1, 2));
  });

  it.each<[string, object, readonly (keyof typeof seen)[]]>([
    ['a part of an address in any case', { search: 'ann@example' }, ['regular']],
    ['a part of a name', { search: 'lee' }, ['regular']],
    ['nobody', { search: '100%' }, []],
    ['nobody by marks alone', { search: '( )' }, []],
    ['an open page', { openNow: true }, ['regular']],
    ['no open page', { openNow: false, channel: 'AI' }, ['second']],
    // What the first visit was does not count.
    ['a source of before', { source: 'google' }, []],
    ['the newest source', { source: 'duckduckgo', medium: 'organic' }, ['regular']],
    ['a country and a device', { country: 'US', device: 'DESKTOP', channel: 'AI' }, ['second']],
    ['another device', { device: 'TABLET' }, []],
  ])('finds %s', async (_what, filter, found) => {
    const answer = await list({ filter });
    expect(idsOf(answer)).toEqual(found.map((name) => seen[name]));
    expect(answer.totalCount).toBe(found.length);
  });

  it('finds those of a company and of a time', async () => {
    const companyId = typedId('Company', other.id);
    expect(idsOf(await list({ filter: { companyId } }))).toEqual([seen.elsewhere]);
    const arrivedFrom = new Date(Date.now() - day).toISOString();
    expect(idsOf(await list({ filter: { arrivedFrom } }))).toEqual([seen.regular]);
    expect(idsOf(await list({ filter: { arrivedBefore: arrivedFrom } }))).toHaveLength(2);
  });

  it('names the argument at fault', async () => {
    const cases: readonly (readonly [object, string, string])[] = [
      [{ first: 201 }, 'INVALID', 'first'],
      [{ after: 'x' }, 'INVALID', 'after'],
      [{ filter: { companyId: 'com_x' } }, 'INVALID', 'filter.companyId'],
      [{ filter: { companyId: typedId('Company', newId()) } }, 'NOT_FOUND', 'filter.companyId'],
      [{ filter: { search: 'x'.repeat(101) } }, 'INVALID', 'filter.search'],
    ];
    for (const [variables, code, field] of cases)
      expect(await list(variables)).toMatchObject({ code, field });
    const tooMany = await api.ask('{ visitors(first: 1) { nodes { sessions(first: 51) { id } } } }');
    expect(tooMany.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'first' });
  });

  it('reads as often for one as for all of them', async () => {
    const ask = async (first: number) => {
      api.takeStatements();
      const { data } = await api.ask(
        `query ($first: Int) { visitors(first: $first) { nodes { id company { name } lastTouch { session { id } }
          calls { id caller { visitor { id } } }
          sessions(first: 10) { id pages { page } leases { number { number } } calls { id } visitor { id } } } } }`,
        { first },
      );
      expect(data.visitors.nodes.length).toBeGreaterThanOrEqual(first);
      return api.takeStatements().length;
    };
    // Two roads lead to a visitor's row, and are read at once or one after the other as the answers come in.
    await expect.poll(async () => (await ask(3)) - (await ask(1))).toBe(0);
    await expect.poll(() => ask(3)).toBeLessThanOrEqual(11);
  });

  it('refuses what would read too much', async () => {
    const { errors } = await api.ask(
      '{ visitors(first: 200) { nodes { sessions(first: 50) { calls { id startedAt } leases { shownAt } pages { at } } } } }',
    );
    expect(errors?.[0]?.message).toMatch(/asks for up to \d+ fields/);
  });
});
