import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carrierEvents, deliveries, linkedAccounts } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
let tagId: string;
let hubspotId: string;

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  tagId = (await api.ask('mutation { createTag(input: {name: "vip"}) { tag { id } } }')).data.createTag.tag
    .id;
  hubspotId = newId();
  await api.db.inAccount(systemReach(api.accountId, 'test'), async (tx) => {
    await tx.insert(linkedAccounts).values({
      accountId: api.accountId,
      id: hubspotId,
      integration: 'hubspot',
      label: 'Portal',
      settings: {},
      state: 'ACTIVE',
    });
    await setupChanged(tx, { accountId: api.accountId, companyId: null }, hubspotId, 'Connected');
  });
});
afterAll(() => api.close());

const shown = `automation { id name enabled version trigger filter filterText company { id }
  actions { kind title settings linkedAccount { id } }
  versions { version trigger filterText author { apiKey { id } } } } userErrors { code field message }`;
const create = `mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) { ${shown} } }`;
const update = `mutation ($i: UpdateAutomationInput!) { updateAutomation(input: $i) { ${shown} } }`;
const rule = (given: object) => ({
  name: 'Good leads',
  trigger: 'CALL_ENDED',
  filter: { talkSeconds: { gte: 60 }, tags: { hasNone: ['vip'] } },
  actions: [{ setLeadStatus: { leadStatus: 'QUALIFIED' } }],
  ...given,
});

describe('an automation', () => {
  it('is kept as it was given, and each edit is a version', async () => {
    const actions = [
      { addTag: { tagId } },
      { setValue: { amount: '149.90', currency: 'USD' } },
      { deliver: { linkedAccountId: typedId('LinkedAccount', hubspotId), action: 'log-call' } },
    ];
    const companyId = typedId('Company', company.id);
    const startedAt = { gte: '2026-01-01T00:00:00Z' };
    const { data } = await api.ask(create, {
      i: rule({ actions, companyId, filter: { startedAt, tags: { has: tagId } } }),
    });
    expect(data.createAutomation.userErrors).toEqual([]);
    const made = data.createAutomation.automation;
    expect(made).toMatchObject({
      version: 1,
      enabled: true,
      company: { id: companyId },
      filter: { startedAt: { gte: '2026-01-01T00:00:00.000Z' }, tags: { has: tagId } },
      actions: [
        { kind: 'addTag', title: 'Add the tag vip', settings: { tagId } },
        { kind: 'setValue', settings: { amount: '149.90', currency: 'USD' } },
        { kind: 'hubspot.log-call', linkedAccount: { id: typedId('LinkedAccount', hubspotId) } },
      ],
      versions: [{ version: 1, author: { apiKey: { id: typedId('ApiKey', api.keyId) } } }],
    });

    const renamed = await api.ask(update, { i: { id: made.id, name: 'Best leads', enabled: false } });
    expect(renamed.data.updateAutomation.automation).toMatchObject({
      name: 'Best leads',
      enabled: false,
      version: 1,
    });
    const edited = await api.ask(update, { i: { id: made.id, filter: { firstTime: { eq: true } } } });
    expect(edited.data.updateAutomation.automation).toMatchObject({
      version: 2,
      filterText: 'first-time caller is yes',
      trigger: 'CALL_ENDED',
      actions: [{}, {}, {}],
      versions: [{ version: 2 }, { version: 1 }],
    });
    const found = await api.ask(
      'query ($id: ID!) { automation(id: $id) { version } node(id: $id) { ... on Automation { name } } automations { nodes { id } totalCount } }',
      { id: made.id },
    );
    expect(found.data).toMatchObject({
      automation: { version: 2 },
      node: { name: 'Best leads' },
      automations: { totalCount: 1 },
    });
  });

  it.each<[string, string, () => object]>([
    ['input.name', 'INVALID', () => ({ name: '' })],
    ['input.filter.tracker.eq', 'INVALID', () => ({ filter: { tracker: { eq: 'x' } } })],
    ['input.filter.tags.hasAny[1]', 'INVALID', () => ({ filter: { tags: { hasAny: ['vip', 'wip'] } } })],
    [
      'input.filter.all[1].not.tags.has',
      'INVALID',
      () => ({ filter: { all: [{}, { not: { tags: { has: typedId('Tag', newId()) } } }] } }),
    ],
    [
      'input.filter.any[0].callerCustomFields[0].key',
      'INVALID',
      () => ({ filter: { any: [{ callerCustomFields: [{ key: 'seats', number: { gt: 2 } }] }] } }),
    ],
    ['input.actions', 'INVALID', () => ({ actions: [] })],
    ['input.actions[0]', 'INVALID', () => ({ actions: [{}] })],
    [
      'input.actions[0]',
      'INVALID',
      () => ({ actions: [{ addTag: { tagId }, setLeadStatus: { leadStatus: 'WON' } }] }),
    ],
    [
      'input.actions[0].addTag.tagId',
      'NOT_FOUND',
      () => ({ actions: [{ addTag: { tagId: typedId('Tag', newId()) } }] }),
    ],
    [
      'input.actions[0].setValue.amount',
      'INVALID',
      () => ({ actions: [{ setValue: { amount: 'much', currency: 'USD' } }] }),
    ],
    [
      'input.actions[0].deliver.linkedAccountId',
      'NOT_FOUND',
      () => ({
        actions: [{ deliver: { linkedAccountId: typedId('LinkedAccount', newId()), action: 'log-call' } }],
      }),
    ],
    [
      'input.actions[0].deliver.action',
      'INVALID',
      () => ({
        actions: [
          { deliver: { linkedAccountId: typedId('LinkedAccount', hubspotId), action: 'upload-conversion' } },
        ],
      }),
    ],
    ['input.companyId', 'NOT_FOUND', () => ({ companyId: typedId('Company', newId()) })],
  ])('needs a good %s: %s', async (field, code, change) => {
    const { data } = await api.ask(create, { i: rule(change()) });
    expect(data.createAutomation.automation).toBeNull();
    expect(data.createAutomation.userErrors[0]).toMatchObject({ code, field });
  });
});

describe('a rule of an agency', () => {
  const ask = async (given: object) => {
    const { data } = await api.ask(create, { i: rule(given) });
    const { automation, userErrors } = data.createAutomation;
    return { automation, userErrors };
  };

  it('listens for one tag or for time, and each version says what it changed', async () => {
    const { automation } = await ask({ trigger: 'TAG_ADDED', triggerSettings: { tagId } });
    const { data } = await api.ask(
      `mutation ($i: UpdateAutomationInput!) { updateAutomation(input: $i) { automation {
        triggerSettings { minutes tag { name } } versions { version difference } } userErrors { field } } }`,
      {
        i: {
          id: automation.id,
          trigger: 'NOT_CALLED_BACK',
          triggerSettings: { minutes: 30 },
          filter: {},
          actions: [
            { removeTag: { tagId } },
            {
              setValueByLeadStatus: {
                currency: 'USD',
                values: [
                  { leadStatus: 'QUALIFIED', amount: '50' },
                  { leadStatus: 'WON', times: '1.0' },
                ],
              },
            },
          ],
        },
      },
    );
    expect(data.updateAutomation.userErrors).toEqual([]);
    expect(data.updateAutomation.automation.triggerSettings).toEqual({ minutes: 30, tag: null });
    expect(data.updateAutomation.automation.versions).toEqual([
      {
        version: 2,
        difference: [
          'Trigger: When the tag vip is added → When nobody calls back a missed call within 30 minutes',
          'Condition: talk time is at least 60 and tags include none of vip → every call',
          'No longer: Set the lead status qualified',
          'Now: Take off the tag vip',
          'Now: Set the value by lead status: qualified 50 USD, won 1.0 × its own value',
        ],
      },
      { version: 1, difference: [] },
    ]);
    const again = await api.ask(update, { i: { id: automation.id, trigger: 'NOT_CALLED_BACK' } });
    expect(again.data.updateAutomation.automation.version).toBe(2); // nothing differs
  });

  it.each<[string, string, () => object]>([
    ['input.triggerSettings.minutes', 'INVALID', () => ({ trigger: 'AFTER_CALL' })],
    [
      'input.triggerSettings.minutes',
      'INVALID',
      () => ({ trigger: 'AFTER_CALL', triggerSettings: { minutes: 0 } }),
    ],
    ['input.triggerSettings.minutes', 'INVALID', () => ({ triggerSettings: { minutes: 5 } })],
    ['input.triggerSettings.tagId', 'INVALID', () => ({ triggerSettings: { tagId } })],
    [
      'input.triggerSettings.tagId',
      'NOT_FOUND',
      () => ({ trigger: 'TAG_ADDED', triggerSettings: { tagId: typedId('Tag', newId()) } }),
    ],
    [
      'input.actions[0].setValue.amount',
      'INVALID',
      () => ({ actions: [{ setValue: { amount: '-1', currency: 'USD' } }] }),
    ],
    [
      'input.actions[0].setValue.currency',
      'INVALID',
      () => ({ actions: [{ setValue: { amount: '1', currency: 'QQQ' } }] }),
    ],
    [
      'input.actions[0].setValueByLeadStatus.values[1].leadStatus',
      'INVALID',
      () => ({
        actions: [
          {
            setValueByLeadStatus: {
              currency: 'USD',
              values: [
                { leadStatus: 'WON', amount: '1' },
                { leadStatus: 'WON', times: '1' },
              ],
            },
          },
        ],
      }),
    ],
    [
      'input.actions',
      'INVALID',
      () => ({
        trigger: 'VALUE_CHANGED',
        actions: [{ setValueByLeadStatus: { currency: 'USD', values: [{ leadStatus: 'WON', times: '2' }] } }],
      }),
    ],
    [
      'input.actions[0].assign.agentIds[0]',
      'NOT_FOUND',
      () => ({ actions: [{ assign: { agentIds: [typedId('Agent', newId())] } }] }),
    ],
    [
      'input.actions[0].setCustomField.fieldId',
      'NOT_FOUND',
      () => ({ actions: [{ setCustomField: { fieldId: typedId('CustomField', newId()), value: 1 } }] }),
    ],
  ])('needs a good %s: %s', async (field, code, change) => {
    const { automation, userErrors } = await ask(change());
    expect(automation).toBeNull();
    expect(userErrors[0]).toMatchObject({ code, field });
  });
});

describe('the catalogue', () => {
  it('shows every integration with its forms', async () => {
    const { data } = await api.ask(`{ integrations { id name auth carrier secretFields { name kind }
      settingsFields { name label required choices { value label } } actions { id title fields { name kind } integration { id } } } }`);
    const ids = data.integrations.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['google-ads', 'hubspot', 'salesforce', 'twilio', 'webhook']));
    const twilio = data.integrations.find(({ id }: { id: string }) => id === 'twilio');
    expect(twilio).toMatchObject({ carrier: true, auth: 'SECRET' });
    expect(twilio.secretFields).toContainEqual({ name: 'authToken', kind: 'SECRET' });
    const hubspot = data.integrations.find(({ id }: { id: string }) => id === 'hubspot');
    expect(hubspot.actions[0]).toMatchObject({ id: 'hubspot.log-call', integration: { id: 'hubspot' } });
  });
});

describe('linkedAccounts', () => {
  const connect = `mutation ($i: ConnectIntegrationInput!) { connectIntegration(input: $i) {
    linkedAccount { id state label integration { id } } authorizeUrl userErrors { code field message } } }`;

  it('send the browser to the vendor, and are taken down again', async () => {
    const { data } = await api.ask(connect, { i: { integration: 'hubspot' } });
    expect(data.connectIntegration.userErrors).toEqual([]);
    const { linkedAccount, authorizeUrl } = data.connectIntegration;
    expect(linkedAccount).toMatchObject({ state: 'PENDING', integration: { id: 'hubspot' } });
    expect(authorizeUrl).toMatch(/^https:\/\/.*client_id=client/);
    const gone = await api.ask(
      'mutation ($id: ID!) { disconnectIntegration(input: {linkedAccountId: $id}) { linkedAccount { id state } userErrors { code } } }',
      { id: linkedAccount.id },
    );
    expect(gone.data.disconnectIntegration).toEqual({
      linkedAccount: { id: linkedAccount.id, state: 'DISCONNECTED' },
      userErrors: [],
    });
    const { data: list } = await api.ask('{ linkedAccounts { nodes { id label } } }');
    expect(list.linkedAccounts.nodes.length).toBe(2);
  });

  it.each<[string, string, () => object]>([
    ['input.integration', 'NOT_FOUND', () => ({ integration: 'nope' })],
    ['input.linkedAccountId', 'INVALID', () => ({ integration: 'hubspot', linkedAccountId: 'x' })],
  ])('need a good %s: %s', async (field, code, i) => {
    const { data } = await api.ask(connect, { i: i() });
    expect(data.connectIntegration.userErrors[0]).toMatchObject({ field });
    expect([code, 'INVALID']).toContain(data.connectIntegration.userErrors[0].code);
  });
});

describe('deliveries', () => {
  const store = async (state: 'REJECTED' | 'CONFIRMED'): Promise<string> => {
    const { accountId } = api;
    const [id, callId] = [newId(), await storeCall(api.db, company)];
    await api.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.insert(deliveries).values({
        accountId,
        companyId: company.id,
        id,
        callId,
        linkedAccountId: hubspotId,
        integration: 'hubspot',
        action: 'retired-action',
        target: '',
        revision: 1,
        key: `rp_${id}`,
        settings: {},
        snapshot: {},
        automationId: newId(),
        automationVersion: 1,
        state,
        reason: 'The portal said no.',
        dueAt: new Date(),
      }),
    );
    return typedId('Delivery', id);
  };
  const retry = `mutation ($id: ID!) { retryDelivery(input: {id: $id}) {
    delivery { id state reason automation { id } action { id title fields { name } } } userErrors { code field } } }`;

  it('are tried again when they can be', async () => {
    const { data } = await api.ask(retry, { id: await store('REJECTED') });
    expect(data.retryDelivery).toMatchObject({
      delivery: { state: 'RETRYING', automation: null, action: { id: 'hubspot.retired-action', fields: [] } },
      userErrors: [],
    });
    const settled = await api.ask(retry, { id: await store('CONFIRMED') });
    expect(settled.data.retryDelivery.userErrors).toEqual([{ code: 'CONFLICT', field: 'input.id' }]);
    const gone = await api.ask(retry, { id: typedId('Delivery', newId()) });
    expect(gone.data.retryDelivery.userErrors).toEqual([{ code: 'NOT_FOUND', field: 'input.id' }]);
  });

  it('are listed newest first, by state, integration, linked account and call', async () => {
    const ask = async (filter: object) =>
      (
        await api.ask(
          'query ($f: DeliveryFilter) { deliveries(filter: $f, first: 9) { totalCount nodes { id state call { id } createdAt } } }',
          { f: filter },
        )
      ).data.deliveries;
    expect((await ask({})).totalCount).toBe(2);
    const confirmed = await ask({ state: ['CONFIRMED'] });
    expect(confirmed.nodes).toMatchObject([{ state: 'CONFIRMED' }]);
    expect((await ask({ callId: confirmed.nodes[0].call.id })).totalCount).toBe(1);
    expect((await ask({ integration: ['webhook'] })).totalCount).toBe(0);
    expect((await ask({ linkedAccountId: typedId('LinkedAccount', hubspotId) })).totalCount).toBe(2);
    const wrong = await api.ask('{ deliveries(filter: {callId: "x"}) { totalCount } }');
    expect(wrong.errors?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'filter.callId' });
  });
});

describe('what carriers sent for nothing', () => {
  it('is shown with the reason', async () => {
    const receivedAt = new Date('2026-02-01T00:00:00.250Z');
    const row = { accountId: api.accountId, carrier: 'twilio', callback: 'voice', receivedAt };
    await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
      tx.insert(carrierEvents).values([
        {
          ...row,
          eventKey: 'a',
          params: { To: '+12125550199' },
          state: 'UNMATCHED',
          reason: 'Unknown number.',
        },
        { ...row, eventKey: 'b', params: {}, state: 'MALFORMED', reason: 'No CallSid.' },
        { ...row, eventKey: 'c', params: {}, state: 'APPLIED' },
      ]),
    );
    const first = await api.ask(
      '{ unmatchedEvents(first: 1) { totalCount nodes { state reason receivedAt params } pageInfo { endCursor hasNextPage } } }',
    );
    expect(first.data.unmatchedEvents).toMatchObject({
      totalCount: 2,
      nodes: [{ receivedAt: '2026-02-01T00:00:00.250Z' }],
      pageInfo: { hasNextPage: true },
    });
    const next = await api.ask('query ($c: String) { unmatchedEvents(after: $c) { nodes { state } } }', {
      c: first.data.unmatchedEvents.pageInfo.endCursor,
    });
    const states = [...first.data.unmatchedEvents.nodes, ...next.data.unmatchedEvents.nodes];
    expect(states.map(({ state }) => state).sort()).toEqual(['MALFORMED', 'UNMATCHED']);
  });
});

describe('the feed', () => {
  it('names what changed, page after page', async () => {
    const page = async (after: string | null) =>
      (
        await api.ask(
          'query ($a: String) { changes(after: $a, first: 2) { totalCount edges { cursor node { kind text subjectId call { id } delivery { state } } } pageInfo { hasNextPage endCursor } } }',
          { a: after },
        )
      ).data.changes;
    const read = async () => {
      const nodes: unknown[] = [];
      for (let after: string | null = null; ; ) {
        const { edges, pageInfo, totalCount } = await page(after);
        nodes.push(...edges.map(({ node }: { node: unknown }) => node));
        if (!pageInfo.hasNextPage) return { nodes, totalCount };
        after = pageInfo.endCursor;
      }
    };
    const nodes = expect.arrayContaining([
      expect.objectContaining({ kind: 'SETUP_CHANGED', text: 'The tag vip was made.', subjectId: tagId }),
      expect.objectContaining({ kind: 'DELIVERY_CHANGED', delivery: { state: 'RETRYING' } }),
    ]);
    // The feed shows a change once every transaction that is older has ended, other tests' too.
    await expect.poll(read).toMatchObject({ nodes });
    const seen = await read();
    expect(seen.nodes).toHaveLength(seen.totalCount);
    const wrong = await api.ask('{ changes(after: "x") { totalCount } }');
    expect(wrong.errors?.[0].extensions).toMatchObject({ code: 'INVALID', field: 'after' });
    const none = await api.ask('{ changes(first: 0) { totalCount } }');
    expect(none.errors?.[0].extensions.field).toBe('first');
  });
});

describe('what goes wrong on our side', () => {
  it('is logged under an id and shown only as that', async () => {
    await storeCall(api.db, company, { facts: { legs: 5 } });
    const { data, errors } = await api.ask('{ calls(first: 1) { nodes { id legs { key } } } }');
    expect(data).toBeNull();
    expect(errors?.[0].message).toMatch(
      /^Something went wrong on our side and was logged as [0-9a-f-]{36}\.$/,
    );
    const { errorId } = errors?.[0].extensions ?? {};
    const line = api.lines.find((text) => text.includes(errorId));
    expect(line).toContain('TypeError');
  });

  it('is logged without numbers and tokens', async () => {
    const failure = new Error('duplicate key: (number)=(+12125550133), Bearer rp_live_0123456789abcdef');
    const shown = api.graphql.formatError({ message: failure.message }, failure);
    expect(shown.message).not.toContain('duplicate');
    expect(api.lines.at(-1)).toContain('duplicate key');
    expect(api.lines.at(-1)).not.toMatch(/5550133|0123456789abcdef/);
  });
});

describe('a tag that is put on a call', () => {
  it('wakes the rules that listen for it, and what they do wakes others, once', async () => {
    const made = async (input: object) => {
      const { data } = await api.ask(create, { i: rule({ filter: {}, ...input }) });
      expect(data.createAutomation.userErrors).toEqual([]);
      return data.createAutomation.automation.id;
    };
    const { data: tagged } = await api.ask(
      'mutation { createTag(input: {name: "callback"}) { tag { id } } }',
    );
    const callback = tagged.createTag.tag.id;
    const first = await made({
      trigger: 'TAG_ADDED',
      triggerSettings: { tagId: callback },
      actions: [{ setLeadStatus: { leadStatus: 'QUALIFIED' } }],
    });
    const second = await made({
      trigger: 'LEAD_STATUS_CHANGED',
      actions: [{ removeTag: { tagId: callback } }, { addTag: { tagId: callback } }],
    });
    const id = typedId('Call', await storeCall(api.db, company));
    await api.ask('mutation ($i: TagCallsInput!) { tagCalls(input: $i) { userErrors { message } } }', {
      i: { callIds: [id], tagIds: [callback] },
    });
    const { data } = await api.ask(
      'query ($id: ID!) { call(id: $id) { leadStatus tags { name } decisions { automation { id } trigger matched } } }',
      { id },
    );
    expect(data.call).toMatchObject({ leadStatus: 'QUALIFIED', tags: [{ name: 'callback' }] });
    const ours = data.call.decisions.filter((one: { automation: { id: string } }) =>
      [first, second].includes(one.automation.id),
    );
    expect(ours).toEqual([
      { automation: { id: first }, trigger: 'TAG_ADDED', matched: true },
      { automation: { id: second }, trigger: 'LEAD_STATUS_CHANGED', matched: true },
    ]);
  });
});
