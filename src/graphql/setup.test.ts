import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedAccount, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';

let api: GraphqlForTest;
let companyId: string;

const createCompany = `mutation ($input: CreateCompanyInput!) { createCompany(input: $input) {
  company { id name timeZone currency country publicKey origins consentRequired recordCalls createdAt }
  userErrors { code field message } } }`;
const createTracker = `mutation ($input: CreateTrackerInput!) { createTracker(input: $input) {
  tracker { id kind name destination ringSeconds leaseSeconds active swapNumbers fallbackNumber company { id }
    numbers { id number nationalFormat tracker { id } } }
  userErrors { code field message } } }`;
const updateTracker = `mutation ($input: UpdateTrackerInput!) { updateTracker(input: $input) {
  tracker { id name destination whisper source active numbers { number } } userErrors { code field message } } }`;

const company = {
  name: 'Harbor Dental',
  timeZone: 'America/New_York',
  currency: 'usd',
  country: 'us',
  origins: ['https://Dental.example/'],
};
const tracker = (given: object) => ({
  companyId,
  kind: 'OFFLINE',
  name: 'Bus stop poster',
  destination: '(212) 555-0100',
  source: 'poster',
  ...given,
});

beforeAll(async () => {
  api = await openGraphql();
  const { data } = await api.ask(createCompany, { input: company });
  companyId = data.createCompany.company.id;
});
afterAll(() => api.close());

describe('a company', () => {
  it('is made, listed and found by its id', async () => {
    const { data } = await api.ask(
      'query ($id: ID!) { companies { totalCount nodes { id } } node(id: $id) { id ... on Company { name origins currency publicKey } } }',
      { id: companyId },
    );
    expect(data.companies).toEqual({ totalCount: 1, nodes: [{ id: companyId }] });
    expect(data.node).toEqual({
      id: companyId,
      name: 'Harbor Dental',
      origins: ['https://dental.example'],
      currency: 'USD',
      publicKey: expect.stringMatching(/^rpk_[0-9a-f]{32}$/),
    });
    const [entry] = await api.db.client`select kind from directory where key = ${data.node.publicKey}`;
    expect(entry).toEqual({ kind: 'COMPANY_KEY' });
  });

  it.each([
    ['name', { name: '  ' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+05:30' }],
    ['currency', { currency: 'QQQ' }],
    ['country', { country: 'Atlantis' }],
    ['origins[0]', { origins: ['https://a.example/path'] }],
    ['recordingNotice', { recordingNotice: 'x'.repeat(501) }],
    ['language', { language: 'English' }],
    ['voicemailGreeting', { voicemailGreeting: 'x'.repeat(501) }],
  ])('needs a good %s', async (field, change) => {
    const { data } = await api.ask(createCompany, { input: { ...company, ...change } });
    expect(data.createCompany.company).toBeNull();
    expect(data.createCompany.userErrors[0]).toMatchObject({ code: 'INVALID', field: `input.${field}` });
  });
});

describe('a company that changes', () => {
  const update = `mutation ($i: UpdateCompanyInput!) { updateCompany(input: $i) {
    company { name timeZone currency origins consentRequired recordCalls recordingNotice testNumbers }
    userErrors { code field message } } }`;

  it('keeps what was left out', async () => {
    const first = { timeZone: 'America/Chicago', currency: 'cad', testNumbers: ['(212) 555-0199'] };
    const given = await api.ask(update, { i: { id: companyId, recordingNotice: 'Recorded.', ...first } });
    expect(given.data.updateCompany).toEqual({
      userErrors: [],
      company: {
        name: 'Harbor Dental',
        timeZone: 'America/Chicago',
        currency: 'CAD',
        origins: ['https://dental.example'],
        consentRequired: false,
        recordCalls: false,
        recordingNotice: 'Recorded.',
        testNumbers: ['+12125550199'],
      },
    });
    const more = {
      name: 'Harbor',
      consentRequired: true,
      recordCalls: true,
      origins: null,
      recordingNotice: null,
    };
    const again = await api.ask(update, { i: { id: companyId, ...more, testNumbers: [] } });
    expect(again.data.updateCompany.company).toEqual({
      ...more,
      timeZone: 'America/Chicago',
      currency: 'CAD',
      origins: [],
      testNumbers: [],
    });
    await api.ask(update, {
      i: {
        id: companyId,
        name: company.name,
        timeZone: company.timeZone,
        currency: 'USD',
        recordCalls: false,
      },
    });
  });

  it('speaks to callers in its own words', async () => {
    const words = `mutation ($i: UpdateCompanyInput!) { updateCompany(input: $i) {
      company { language voicemailGreeting } userErrors { code message field } } }`;
    const read = await api.ask(`{ companies { nodes { language voicemailGreeting } } }`);
    expect(read.data.companies.nodes).toEqual([
      { language: 'en-US', voicemailGreeting: expect.stringMatching(/^Nobody can take your call/) },
    ]);
    const german = { language: 'de-de', voicemailGreeting: ' Bitte sprechen Sie nach dem Ton. ' };
    const { data } = await api.ask(words, { i: { id: companyId, ...german } });
    expect(data.updateCompany.company).toEqual({
      language: 'de-DE',
      voicemailGreeting: 'Bitte sprechen Sie nach dem Ton.',
    });
    const kept = await api.ask(words, { i: { id: companyId, language: null, name: company.name } });
    expect(kept.data.updateCompany.company).toEqual(data.updateCompany.company);
    const unheard = await api.ask(words, { i: { id: companyId, language: 'de-LI' } });
    expect(unheard.data.updateCompany.userErrors).toEqual([
      {
        code: 'INVALID',
        field: 'input.language',
        message: 'The voices of Twilio do not speak de-LI. They speak de-AT, de-DE.',
      },
    ]);
  });

  it.each<[string, string, object]>([
    ['input.language', 'INVALID', { language: 'xx_YY' }],
    ['input.language', 'INVALID', { language: '' }],
    ['input.voicemailGreeting', 'INVALID', { voicemailGreeting: ' ' }],
    ['input.voicemailGreeting', 'INVALID', { voicemailGreeting: 'x'.repeat(501) }],
    ['input.id', 'NOT_FOUND', { id: typedId('Company', newId()) }],
    ['input.timeZone', 'INVALID', { timeZone: 'Mars/Olympus' }],
    ['input.currency', 'INVALID', { currency: 'QQQ' }],
    ['input.origins[0]', 'INVALID', { origins: ['dental'] }],
    ['input.testNumbers[0]', 'INVALID', { testNumbers: ['12'] }],
  ])('refuses a bad %s', async (field, code, given) => {
    const { data } = await api.ask(update, { i: { id: companyId, ...given } });
    expect(data.updateCompany).toMatchObject({ company: null, userErrors: [{ code, field }] });
  });
});

describe('a tracker', () => {
  it('is made with numbers in any spelling', async () => {
    const input = tracker({
      kind: 'VISITOR',
      numbers: ['212-555-0142', '+1 (212) 555 0143'],
      fallbackNumber: '2125550149',
      swapNumbers: ['(212) 555-0100'],
    });
    const { data } = await api.ask(createTracker, { input });
    expect(data.createTracker.userErrors).toEqual([]);
    const made = data.createTracker.tracker;
    expect(made).toMatchObject({
      kind: 'VISITOR',
      destination: '+12125550100',
      ringSeconds: 25,
      leaseSeconds: 1800,
      active: true,
      swapNumbers: ['+12125550100'],
      fallbackNumber: '+12125550149',
      company: { id: companyId },
    });
    expect(made.numbers).toMatchObject([
      { number: '+12125550142', nationalFormat: '(212) 555-0142', tracker: { id: made.id } },
      { number: '+12125550143' },
    ]);
    const { length } = await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
      tx.query.poolNumbers.findMany(),
    );
    expect(length).toBe(2);
    const { data: found } = await api.ask(
      'query ($id: ID!) { numbers(trackerId: $id) { nodes { number } } trackers { nodes { id } } }',
      { id: made.id },
    );
    expect(found.numbers.nodes).toEqual([{ number: '+12125550142' }, { number: '+12125550143' }]);
    expect(found.trackers.nodes).toEqual([{ id: made.id }]);
  });

  it('never shares a number, not even with another account', async () => {
    const elsewhere = await seedAccount(api.db);
    const other = await seedCompany(api.db, elsewhere);
    await seedTracker(api.db, other, { numbers: ['+12125550160'] });
    const { data } = await api.ask(createTracker, {
      input: tracker({ numbers: ['2125550159', '2125550160'] }),
    });
    expect(data.createTracker).toEqual({
      tracker: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: 'input.numbers',
          message: 'The number +12125550160 already belongs to another account.',
        },
      ],
    });
    const again = await api.ask(createTracker, { input: tracker({ numbers: ['2125550142'] }) });
    expect(again.data.createTracker.userErrors[0].message).toContain('the tracker Bus stop poster');
    // Nothing of what was refused stays behind.
    const free = await api.ask(createTracker, { input: tracker({ numbers: ['2125550159'] }) });
    expect(free.data.createTracker.userErrors).toEqual([]);
  });

  it.each([
    ['companyId', { companyId: 'com_nope', numbers: ['2125550170'] }, 'INVALID'],
    ['companyId', { companyId: typedId('Company', newId()), numbers: ['2125550170'] }, 'NOT_FOUND'],
    ['numbers', { numbers: [] }, 'INVALID'],
    ['numbers[1]', { numbers: ['2125550170', 'call us'] }, 'INVALID'],
    ['numbers[1]', { numbers: ['2125550170', '+12125550170'] }, 'INVALID'],
    ['destination', { destination: '1', numbers: ['2125550170'] }, 'INVALID'],
    ['destination', { destination: '2125550170', numbers: ['2125550170'] }, 'INVALID'],
    ['destination', { destination: '2125550142', numbers: ['2125550170'] }, 'INVALID'],
    ['ringSeconds', { ringSeconds: 1, numbers: ['2125550170'] }, 'INVALID'],
    ['source', { kind: 'SOURCE', source: null, numbers: ['2125550170'] }, 'INVALID'],
  ])('needs a good %s: %j', async (field, change, code) => {
    const { data } = await api.ask(createTracker, { input: tracker(change) });
    expect(data.createTracker.userErrors[0]).toMatchObject({ code, field: `input.${field}` });
    expect(data.createTracker.userErrors[0].message).not.toMatch(/\d{7}/);
  });

  it('changes what is given and clears what is null', async () => {
    const made = await api.ask(createTracker, {
      input: tracker({ numbers: ['2125550180'], whisper: 'A lead' }),
    });
    const { id } = made.data.createTracker.tracker;
    const change = (given: object) => api.ask(updateTracker, { input: { id, ...given } });
    const first = await change({ name: 'Train poster', addNumbers: ['2125550181'], active: false });
    expect(first.data.updateTracker.tracker).toMatchObject({
      name: 'Train poster',
      whisper: 'A lead',
      active: false,
      numbers: [{ number: '+12125550180' }, { number: '+12125550181' }],
    });
    const second = await change({ whisper: null });
    expect(second.data.updateTracker.tracker).toMatchObject({ name: 'Train poster', whisper: null });
    const taken = await change({ addNumbers: ['2125550142'] });
    expect(taken.data.updateTracker.userErrors[0]).toMatchObject({
      code: 'CONFLICT',
      field: 'input.addNumbers',
    });
  });

  it('of another account is not there', async () => {
    const other = await seedCompany(api.db, await seedAccount(api.db));
    const { tracker: foreign } = await seedTracker(api.db, other, { numbers: [] });
    const id = typedId('Tracker', foreign.id);
    const { data } = await api.ask(updateTracker, { input: { id, name: 'Mine now' } });
    expect(data.updateTracker.userErrors[0]).toMatchObject({ code: 'NOT_FOUND', field: 'input.id' });
    expect((await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull();
  });
});

describe('a tag', () => {
  const createTag =
    'mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { name color } userErrors { code field } } }';

  it('has a name of its own', async () => {
    const { data } = await api.ask(createTag, { input: { name: ' vip ' } });
    expect(data.createTag.tag).toEqual({ name: 'vip', color: 'gray' });
    const again = await api.ask(createTag, { input: { name: 'vip', color: 'teal' } });
    expect(again.data.createTag.userErrors).toEqual([{ code: 'CONFLICT', field: 'input.name' }]);
    const louder = await api.ask(createTag, { input: { name: 'VIP' } });
    expect(louder.data.createTag.userErrors).toEqual([{ code: 'CONFLICT', field: 'input.name' }]);
    const both = ['bulk', 'BULK'].map((name) => api.ask(createTag, { input: { name } }));
    const tags = (await Promise.all(both)).map((answer) => answer.data.createTag.tag);
    expect(tags.filter((tag) => tag !== null)).toHaveLength(1);
    const blue = await api.ask(createTag, { input: { name: 'x', color: '#00f' } });
    expect(blue.data.createTag.userErrors).toEqual([{ code: 'INVALID', field: 'input.color' }]);
  });
});

describe('lists of the setup', () => {
  it('page both ways and refuse made-up cursors', async () => {
    for (const name of ['a', 'b', 'c', 'd'])
      await api.ask('mutation ($name: String!) { createTag(input: {name: $name}) { tag { id } } }', { name });
    const page = 'nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
    const all = (await api.ask(`{ tags { totalCount ${page} } }`)).data.tags;
    expect(all.totalCount).toBe(6);
    const names = all.nodes.map((tag: { name: string }) => tag.name);

    const first = (await api.ask(`{ tags(first: 2) { ${page} } }`)).data.tags;
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const query = `query ($after: String, $before: String, $first: Int, $last: Int) {
      tags(after: $after, before: $before, first: $first, last: $last) { ${page} } }`;
    const next = (await api.ask(query, { after: first.pageInfo.endCursor, first: 9 })).data.tags;
    expect([...first.nodes, ...next.nodes].map((tag: { name: string }) => tag.name)).toEqual(names);
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const last = (await api.ask(query, { before: all.pageInfo.endCursor, last: 2 })).data.tags;
    expect(last.nodes.map((tag: { name: string }) => tag.name)).toEqual(names.slice(-3, -1));

    const field = async (variables: object) => (await api.ask(query, variables)).errors?.[0].extensions.field;
    expect(await field({ after: 'nope' })).toBe('after');
    expect(await field({ before: Buffer.from('["calls",1]').toString('base64url') })).toBe('before');
    expect(await field({ first: 201 })).toBe('first');
    expect(await field({ last: -1 })).toBe('last');
    expect(await field({ first: 1, last: 1 })).toBe('last');
  });
});
