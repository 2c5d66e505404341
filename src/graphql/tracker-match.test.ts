import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { fictional, seedCompany, seedTracker } from '../../test/support/seed.ts';
import { typedId } from '../ids.ts';
import type { Company, Tracker } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
let pool: Tracker;

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  ({ tracker: pool } = await seedTracker(api.db, company, { numbers: [fictional(0), fictional(1)] }));
  await seedTracker(api.db, company, {
    kind: 'SOURCE',
    name: 'Assistants',
    source: 'ai',
    referrerGroup: 'AI',
    numbers: [fictional(2)],
  });
});
afterAll(() => api.close());

const match = async (variables: object) => {
  const answer = await api.ask(
    `query ($url: String!, $referrer: String, $companyId: ID) {
      trackerMatch(url: $url, referrer: $referrer, companyId: $companyId) {
        source channel channelReason numbers { number tracker { name } }
        considered { tracker { name } level fits reason } } }`,
    variables,
  );
  return answer.data?.trackerMatch ?? answer.errors?.[0]?.extensions;
};

const update = async (input: object) => {
  const { data } = await api.ask(
    `mutation ($input: UpdateTrackerInput!) { updateTracker(input: $input) {
      tracker { graceSeconds cooldownSeconds referrerGroup numbers { number target } } userErrors { code field } } }`,
    { input: { id: typedId('Tracker', pool.id), ...input } },
  );
  return data.updateTracker;
};

describe('trackerMatch', () => {
  it('says which tracker wins for a visit and why the others do not', async () => {
    expect(await match({ url: 'https://www.example.com/', referrer: 'https://chatgpt.com/' })).toEqual({
      source: 'chatgpt',
      channel: 'AI',
      channelReason: 'The referrer is chatgpt.com, an AI assistant.',
      numbers: [{ number: '+12125550100', tracker: { name: 'Assistants' } }],
      considered: [
        {
          tracker: { name: 'Assistants' },
          level: 'REFERRER_GROUP',
          fits: true,
          reason: 'The visit meets all its conditions.',
        },
        {
          tracker: { name: 'Website visitors' },
          level: 'POOL',
          fits: true,
          reason: 'A pool is for every visit.',
        },
      ],
    });
    expect(await match({ url: 'https://www.example.com/?gclid=x' })).toMatchObject({
      channel: 'PAID',
      numbers: [{ tracker: { name: 'Website visitors' } }],
      considered: [
        { fits: false, reason: 'The visit’s channel is paid, not AI assistants.' },
        { fits: true },
      ],
    });
  });

  it('names the argument at fault', async () => {
    expect(await match({ url: 'nonsense' })).toMatchObject({ code: 'INVALID', field: 'url' });
    expect(await match({ url: 'https://a.example/', companyId: 'com_x' })).toMatchObject({
      code: 'INVALID',
      field: 'companyId',
    });
  });
});

describe('the settings of a pool', () => {
  it('refuse a cooldown shorter than the time in which a call still counts', async () => {
    expect((await update({ cooldownSeconds: 600 })).userErrors).toEqual([
      { code: 'INVALID', field: 'input.cooldownSeconds' },
    ]);
    expect((await update({ graceSeconds: 1200 })).userErrors).toMatchObject([
      { field: 'input.cooldownSeconds' },
    ]);
    const changed = await update({ graceSeconds: 1200, cooldownSeconds: 1800 });
    expect(changed).toMatchObject({
      userErrors: [],
      tracker: { graceSeconds: 1200, cooldownSeconds: 1800 },
    });
  });

  it('keep numbers for one number of the page, and name what is wrong', async () => {
    const kept = (number: string, target: string) => update({ keptNumbers: [{ number, target }] });
    expect((await kept(fictional(0), '(212) 555-0109')).tracker.numbers).toEqual([
      { number: fictional(0), target: '+12125550109' },
      { number: fictional(1), target: null },
    ]);
    expect((await kept('+12125550133', '2125550109')).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.keptNumbers[0].number' },
    ]);
    expect((await kept(fictional(0), fictional(1))).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await update({ referrerGroup: 'OTHER' })).userErrors).toMatchObject([
      { field: 'input.referrerGroup' },
    ]);
    expect((await update({ referrerHosts: ['partner.example', 'a b'] })).userErrors).toMatchObject([
      { field: 'input.referrerHosts[1]' },
    ]);
  });
});

it('takes a company’s own table of channels', async () => {
  const set = async (channelRules: object[]) => {
    const { data } = await api.ask(
      `mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) {
        company { cookieDays channelRules { host source medium } } userErrors { field } } }`,
      { input: { id: typedId('Company', company.id), cookieDays: 30, channelRules } },
    );
    return data.updateCompany;
  };
  const rule = { host: 'www.Partner.example', source: 'Partner', medium: 'affiliate' };
  expect((await set([rule])).company).toEqual({
    cookieDays: 30,
    channelRules: [{ host: 'partner.example', source: 'partner', medium: 'affiliate' }],
  });
  const referrer = 'https://blog.partner.example/';
  expect(await match({ url: 'https://www.example.com/', referrer })).toMatchObject({
    source: 'partner',
    channel: 'REFERRAL',
  });
  expect((await set([rule, rule])).userErrors).toEqual([{ field: 'input.channelRules[1].host' }]);
});
