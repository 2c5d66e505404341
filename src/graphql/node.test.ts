import { expect, it } from 'vitest';
import { auditEntries, carrierEvents } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { startGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { createAccount } from '../identity/identity.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';

const lists = `query ($call: ID!) {
  call(id: $call) { crmOutcomes { __typename id stage } }
  auditEntries(first: 1) { nodes { __typename id detail } }
  unmatchedEvents { nodes { __typename id reason } }
  changes { nodes { __typename id text } }
  integrations { __typename id actions { __typename id title } }
}`;

const oneOf = `query ($id: ID!) { node(id: $id) { __typename id
  ... on CrmOutcome { stage } ... on AuditEntry { detail } ... on CarrierEvent { reason } ... on Change { text }
  ... on IntegrationAction { title } } }`;

it('finds whatever a list shows, by the id it shows, and in no other account', async () => {
  const api = await startGraphql();
  const { accountId, db } = api;
  const callId = await storeCall(db, await seedCompany(db, accountId));
  const call = typedId('Call', callId);
  await api.ask('mutation ($input: RecordOutcomeInput!) { recordOutcome(input: $input) { call { id } } }', {
    input: { callId: call, stage: 'Won', externalId: 'deal 1' },
  });
  await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx
      .insert(auditEntries)
      .values({ accountId, id: newId(), kind: 'CARRIER_REFUSED', detail: 'Refused.' });
    const about = { accountId, carrier: 'twilio', callback: 'voice', params: {}, receivedAt: new Date() };
    await tx.insert(carrierEvents).values([
      { ...about, eventKey: 'a', state: 'UNMATCHED', reason: 'Unknown number.' },
      { ...about, eventKey: 'b', state: 'MALFORMED', reason: 'No CallSid.' },
    ]);
  });

  const { data, errors } = await api.ask(lists, { call });
  expect(errors).toBeUndefined();
  const [google] = data.integrations;
  const { actions, ...vendor } = google;
  const shown = [
    ...data.call.crmOutcomes,
    ...data.auditEntries.nodes,
    ...data.unmatchedEvents.nodes,
    ...data.changes.nodes,
    vendor,
    actions[0],
  ];
  const kinds = ['AuditEntry', 'CarrierEvent', 'Change', 'CrmOutcome', 'Integration', 'IntegrationAction'];
  expect([...new Set(shown.map(({ __typename }) => __typename))].sort()).toEqual(kinds);

  const { key } = await createAccount(db, { name: 'Another' });
  for (const entry of shown) {
    expect((await api.ask(oneOf, { id: entry.id })).data).toEqual({ node: entry });
    const elsewhere = await api.ask(oneOf, { id: entry.id }, api.as(key));
    expect(elsewhere.data.node, entry.id).toEqual(/^Integration/.test(entry.__typename) ? entry : null);
  }
});

it('keeps an audit entry from who may not see the list', async () => {
  const api = await startGraphql();
  const { accountId, db } = api;
  const [id, about] = [newId(), { kind: 'CARRIER_REFUSED', detail: 'Refused.' }];
  await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.insert(auditEntries).values({ accountId, id, ...about }),
  );
  const made = await api.ask(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key userErrors { message } } }',
    { input: { name: 'Reader', scopes: ['READ'] } },
  );
  const asked = { id: typedId('AuditEntry', id) };
  const { data, errors } = await api.ask(oneOf, asked, api.as(made.data.createApiKey.key));
  expect(data).toEqual({ node: null });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await api.ask(oneOf, asked)).data.node).toMatchObject({ detail: 'Refused.' });
});

it('says of an id that names nothing that it is none', async () => {
  const api = await startGraphql();
  const { errors } = await api.ask(oneOf, { id: 'google-adz' });
  expect(errors).toMatchObject([{ message: expect.stringContaining('This is not an id') }]);
  expect((await api.ask(oneOf, { id: typedId('Change', newId()) })).data).toEqual({ node: null });
});
