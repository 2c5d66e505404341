import { describe, expect, it } from 'vitest';
import { recordingExchange } from '../integrations/kit/exchange.ts';
import { typedId } from '../src/ids.ts';
import { callFromAd, deliver, linkedAccountOf, quick, rowsOf, states } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { addRule } from './support/harbor.ts';
import { agree } from './support/linked-accounts.ts';
import { seedAccount } from './support/seed.ts';
import { type HarborWithVendors, startHarborWithVendors } from './support/vendors.ts';

type Api = Awaited<ReturnType<typeof graphqlFor>>;

const errors = 'userErrors { code message field }';
const connectText = `mutation ($input: ConnectIntegrationInput!) { connectIntegration(input: $input) {
  linkedAccount { id state label } authorizeUrl finishToken renewed ${errors} } }`;
const finishText = `mutation ($input: FinishIntegrationSignInInput!) { finishIntegrationSignIn(input: $input) {
  linkedAccount { id state label } renewed returnTo ${errors} } }`;
const listText = '{ linkedAccounts { nodes { id state label reason integration { id } } } }';

const begin = async (api: Api, input: object) => {
  const { data } = await api.ask(connectText, { input });
  expect(data.connectIntegration.userErrors).toEqual([]);
  return data.connectIntegration;
};

/** The person agrees, and the browser follows where it is sent. What the page it ends on can read. */
const comeBack = async ({ stack }: Pick<HarborWithVendors, 'stack'>, authorizeUrl: string) => {
  const { pathname, search } = await agree(authorizeUrl);
  const answer = await fetch(stack.url + pathname + search, { redirect: 'manual' });
  const [page, fragment] = (answer.headers.get('location') ?? '').split('#');
  return { page, ...Object.fromEntries(new URLSearchParams(fragment)) } as Record<string, string>;
};

const finish = async (api: Api, input: object) => {
  const { data } = await api.ask(finishText, { input });
  return data.finishIntegrationSignIn;
};

/** The whole way of a person in one browser. */
const connect = async (harbor: HarborWithVendors, api: Api, input: object) => {
  const begun = await begin(api, input);
  const { state, code } = await comeBack(harbor, begun.authorizeUrl);
  return { begun, finished: await finish(api, { state, code, finishToken: begun.finishToken }) };
};

const listed = async (api: Api, integration: string) => {
  const { data } = await api.ask(listText);
  return data.linkedAccounts.nodes.filter(
    (node: { integration: { id: string } }) => node.integration.id === integration,
  );
};

const world = async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack } = harbor;
  const api = await graphqlFor(stack, harbor.accountId);
  const otherId = await seedAccount(stack.db);
  return { harbor, api, otherId, other: await graphqlFor(stack, otherId) };
};

describe('a sign-in at a vendor', () => {
  it('is finished by the key and in the browser that began it', async () => {
    const { harbor, other } = await world();
    const begun = await begin(other, { integration: 'hubspot' });
    expect(begun).toMatchObject({ linkedAccount: { state: 'PENDING' }, renewed: false });
    const { page, state, code } = await comeBack(harbor, begun.authorizeUrl);
    expect(page).toBe('/console/integrations/sign-in');
    expect(await listed(other, 'hubspot')).toMatchObject([{ state: 'PENDING' }]);
    expect(await finish(other, { state, code, finishToken: begun.finishToken })).toEqual({
      linkedAccount: { id: begun.linkedAccount.id, state: 'ACTIVE', label: 'HubSpot portal 48200113' },
      renewed: false,
      returnTo: '/console/integrations',
      userErrors: [],
    });
  });

  it.each([
    ['somebody of another account', 'another API key', 'other'],
    ['another key of the account', 'another API key', 'colleague'],
    ['another browser with the same key', 'another browser', 'browser'],
  ] as const)('brought to its end by %s connects nothing, for good', async (_, words, who) => {
    const { harbor, other, otherId } = await world();
    const colleague = await graphqlFor(harbor.stack, otherId);
    const victim = await graphqlFor(harbor.stack, harbor.accountId);
    const begun = await begin(other, { integration: 'hubspot' });
    const { state, code } = await comeBack(harbor, begun.authorizeUrl);
    const { finishToken } = begun;
    const brought = {
      other: () => finish(victim, { state, code, finishToken }),
      colleague: () => finish(colleague, { state, code, finishToken }),
      browser: () => finish(other, { state, code, finishToken: 'nothing was kept here' }),
    };
    const refused = await brought[who]();
    expect(refused).toMatchObject({ linkedAccount: null, userErrors: [{ code: 'FORBIDDEN' }] });
    const [{ message }] = refused.userErrors;
    expect(message).toContain(words);
    expect(message).toContain('nothing was connected');
    expect(message).toMatch(/connect HubSpot again.*their/);

    expect(await listed(other, 'hubspot')).toMatchObject([
      {
        id: begun.linkedAccount.id,
        state: 'NEEDS_RECONNECT',
        reason: expect.stringContaining('Connect again'),
      },
    ]);
    // Nor does it help whoever began it to have learned the answer.
    expect(await finish(other, { state, code, finishToken })).toMatchObject({
      linkedAccount: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'input.state' }],
    });
    expect((await connect(harbor, other, { integration: 'hubspot' })).finished.userErrors).toEqual([]);
  });
});

describe('a vendor account that is connected already', () => {
  it('is renewed: its id stays, what waited goes on, and what was begun is gone', async () => {
    const { harbor, api } = await world();
    const { stack, accountId, linkedAccounts } = harbor;
    const opened = await stack.linkedAccounts.open(accountId, linkedAccounts.hubspot, {
      exchange: recordingExchange([]),
      signal: AbortSignal.timeout(10_000),
    });
    await stack.linkedAccounts.markNeedsReconnect(
      accountId,
      linkedAccounts.hubspot,
      'Revoked.',
      opened.authorisation(),
    );
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'hubspot')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['NEEDS_RECONNECT']);

    const { begun, finished } = await connect(harbor, api, { integration: 'hubspot' });
    const id = typedId('LinkedAccount', linkedAccounts.hubspot);
    expect(begun.linkedAccount.id).not.toBe(id);
    expect(finished).toMatchObject({ linkedAccount: { id, state: 'ACTIVE' }, renewed: true, userErrors: [] });
    expect(await listed(api, 'hubspot')).toMatchObject([{ id, reason: null }]);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['CONFIRMED']);
    expect((await rowsOf(harbor, 'hubspot'))[0]?.linkedAccountId).toBe(linkedAccounts.hubspot);
  });

  it('stays one when two sign-ins to it finish at once', async () => {
    const { harbor, other } = await world();
    const answers = await Promise.all(
      [1, 2, 3].map(async () => {
        const begun = await begin(other, { integration: 'salesforce' });
        const { state, code } = await comeBack(harbor, begun.authorizeUrl);
        return { state, code, finishToken: begun.finishToken };
      }),
    );
    const finished = await Promise.all(answers.map((answer) => finish(other, answer)));
    expect(new Set(finished.map(({ linkedAccount }) => linkedAccount.id)).size).toBe(1);
    expect(finished.filter(({ renewed }) => renewed)).toHaveLength(2);
    expect(await listed(other, 'salesforce')).toMatchObject([{ state: 'ACTIVE' }]);
  });

  it('keeps what was begun, disconnected and explained, where a rule names it', async () => {
    const { harbor, api } = await world();
    const begun = await begin(api, { integration: 'google-ads', settings: { customerId: '123-456-7890' } });
    const action = {
      deliver: {
        linkedAccountId: begun.linkedAccount.id,
        action: 'upload-conversion',
        settings: { conversionActionId: '987654321' },
      },
    };
    const input = { name: 'Tell Google', trigger: 'CALL_ENDED', filter: {}, actions: [action] };
    const { data } = await api.ask(
      `mutation ($input: CreateAutomationInput!) { createAutomation(input: $input) { ${errors} } }`,
      { input },
    );
    expect(data.createAutomation.userErrors).toEqual([]);
    const { state, code } = await comeBack(harbor, begun.authorizeUrl);
    const finished = await finish(api, { state, code, finishToken: begun.finishToken });
    const id = typedId('LinkedAccount', harbor.linkedAccounts['google-ads']);
    expect(finished).toMatchObject({ linkedAccount: { id }, renewed: true });
    expect(await listed(api, 'google-ads')).toMatchObject([
      { id, state: 'ACTIVE' },
      { id: begun.linkedAccount.id, state: 'DISCONNECTED', reason: expect.stringContaining('123-456-7890') },
    ]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['SKIPPED']);
    expect(await linkedAccountOf(harbor, harbor.linkedAccounts['google-ads'])).toMatchObject({
      state: 'ACTIVE',
    });
  });

  it('belongs to each account of its own', async () => {
    const { harbor, other } = await world();
    const { begun, finished } = await connect(harbor, other, { integration: 'hubspot' });
    expect(finished).toMatchObject({ linkedAccount: { id: begun.linkedAccount.id }, renewed: false });
    expect(await linkedAccountOf(harbor, harbor.linkedAccounts.hubspot)).toMatchObject({ state: 'ACTIVE' });
  });
});
