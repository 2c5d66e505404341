import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customFields, deliveries, linkedAccounts } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
const emailId = newId();
const jobType = newId();
const linkedAccountId = typedId('LinkedAccount', emailId);

beforeAll(async () => {
  api = await openGraphql();
  const { accountId, db } = api;
  company = await seedCompany(db, accountId);
  const field = { accountId, subject: 'CALL' as const };
  await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(linkedAccounts).values({
      accountId,
      id: emailId,
      integration: 'email',
      label: 'Office',
      settings: { host: 'smtp.example.com', from: 'calls@harbor.example' },
      state: 'ACTIVE',
    });
    await tx.insert(customFields).values([
      {
        ...field,
        id: jobType,
        key: 'job_type',
        name: 'Job type',
        kind: 'CHOICE',
        choices: ['Crown', 'Checkup'],
      },
      { ...field, id: newId(), key: 'old_code', name: 'Old code', kind: 'TEXT', archived: true },
    ]);
    await setupChanged(tx, { accountId, companyId: null }, emailId, 'Connected');
  });
});
afterAll(() => api.close());

const message = {
  to: 'owner@example.com',
  subject: '{{customFields.job_type | "A call"}} from {{callerNumber | "somebody"}}',
  text: 'At {{startedAt | time}}, worth {{value | round | "?"}}: {{url}}',
};

const create = `mutation ($i: CreateAutomationInput!) { createAutomation(input: $i) {
  automation { id actions { settings } } userErrors { code field message } } }`;
const save = async (settings: object, filter: object = { campaign: { eq: 'no such campaign' } }) => {
  const deliver = { linkedAccountId, action: 'send-message', settings };
  const i = { name: 'Tell the owner', trigger: 'CALL_UPDATED', filter, actions: [{ deliver }] };
  const { data, errors } = await api.ask(create, { i });
  expect(errors).toBeUndefined();
  return data.createAutomation;
};

const preview = async (input: object) =>
  api.ask('query ($i: TemplatePreviewInput!) { templatePreview(input: $i) { name label value error } }', {
    i: { linkedAccountId, action: 'email.send-message', settings: message, ...input },
  });

describe('the picker', () => {
  it('lists what every call has and the fields of the account that are in use', async () => {
    const { data } = await api.ask('{ callFields { name label templateType example } }');
    expect(data.callFields).toContainEqual({
      name: 'callerNumber',
      label: 'Caller’s number',
      templateType: 'PHONE',
      example: '+12125550177',
    });
    expect(data.callFields).toContainEqual({
      name: 'customFields.job_type',
      label: 'Job type',
      templateType: 'TEXT',
      example: 'Crown',
    });
    expect(JSON.stringify(data)).not.toContain('old_code');
  });

  it('is offered where a form says so', async () => {
    const { data } = await api.ask('{ integrations { id actions { fields { name template } } } }');
    const email = data.integrations.find(({ id }: { id: string }) => id === 'email');
    expect(email.actions[0].fields).toEqual([
      { name: 'to', template: 'EMAIL' },
      { name: 'subject', template: 'TEXT' },
      { name: 'text', template: 'TEXT' },
    ]);
  });
});

describe('saving a rule', () => {
  it('keeps templates as they were written', async () => {
    const { automation, userErrors } = await save(message);
    expect(userErrors).toEqual([]);
    expect(automation.actions).toEqual([{ settings: message }]);
  });

  it.each([
    [
      { subject: 'Call from {{callerNumbr}}' },
      'subject',
      /no field callerNumbr \(at character 13\)\. Did you mean `callerNumber`\?/,
    ],
    [{ text: '{{customFields.jobtype}}' }, 'text', /Did you mean `customFields\.job_type`\?/],
    [{ text: '{{campaign' }, 'text', /never closed/],
    [{ text: '{{campaign | shout}}' }, 'text', /There are: upper, lower, date, time, round/],
    [{ to: '{{campaign}}' }, 'to', /\{\{campaign\}\} is text; this field needs an e-mail address/],
    [{ to: 'nobody' }, 'to', /not an e-mail address/],
    [{ subject: '' }, 'subject', /Give a subject/],
  ])('refuses %j', async (change, field, words) => {
    const { automation, userErrors } = await save({ ...message, ...change });
    expect(automation).toBeNull();
    expect(userErrors).toMatchObject([
      { code: 'INVALID', field: `input.actions[0].deliver.settings.${field}` },
    ]);
    expect(userErrors[0].message).toMatch(words);
  });
});

describe('the preview', () => {
  it('shows what each field becomes on a real call', async () => {
    const startedAt = new Date('2026-11-20T15:04:05.000Z');
    const callId = typedId(
      'Call',
      await storeCall(api.db, company, {
        startedAt,
        customValues: { [jobType]: 'Crown' },
        valueMicros: 149_900_000,
        valueCurrency: 'USD',
      }),
    );
    const { data } = await preview({ callId });
    expect(data.templatePreview).toEqual([
      { name: 'to', label: 'Recipient', value: 'owner@example.com', error: null },
      { name: 'subject', label: 'Subject', value: 'Crown from +12125550177', error: null },
      {
        name: 'text',
        label: 'Text',
        value: `At 10:04, worth 150: https://ringpath.example/console/calls/${callId}`,
        error: null,
      },
    ]);
  });

  it('names what is wrong field by field, saved or not', async () => {
    const callId = typedId('Call', await storeCall(api.db, company));
    const settings = { to: '{{assigneeEmail}}', subject: '{{nothing}}', text: '{{campaign}}', extra: 1 };
    const { data } = await preview({ callId, settings, linkedAccountId: undefined, integration: 'email' });
    expect(data.templatePreview).toMatchObject([
      { name: 'to', value: '', error: 'This call has nothing for {{assigneeEmail}}.' },
      { name: 'subject', value: null, error: 'There is no field nothing (at character 3).' },
      { name: 'text', error: 'This call has nothing for {{campaign}}.' },
    ]);
  });

  it.each<[string, object]>([
    ['callId', { callId: 'x' }],
    ['callId', { callId: typedId('Call', newId()) }],
    ['linkedAccountId', { integration: 'email' }],
    ['linkedAccountId', { linkedAccountId: typedId('LinkedAccount', newId()) }],
    ['integration', { linkedAccountId: undefined, integration: 'nope' }],
    ['action', { action: 'fly' }],
  ])('needs a good %s', async (field, change) => {
    const callId = typedId('Call', await storeCall(api.db, company));
    const { errors } = await preview({ callId, ...change });
    expect(errors?.[0].extensions.field).toBe(field);
  });
});

describe('a matching call', () => {
  const update = 'mutation ($i: UpdateCallInput!) { updateCall(input: $i) { userErrors { message } } }';
  const sent = async (callId: string) => {
    await api.ask(update, { i: { id: callId, leadStatus: 'QUALIFIED' } });
    const { data } = await api.ask('query ($id: ID!) { call(id: $id) { deliveries { id state reason } } }', {
      id: callId,
    });
    const frozen = await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
      tx
        .select()
        .from(deliveries)
        .where(eq(deliveries.callId, uuidOf('Call', callId) ?? '')),
    );
    return { deliveries: data.call.deliveries, settings: frozen.map(({ settings }) => settings) };
  };

  it('freezes the filled-in settings, or is skipped with the field that came out empty', async () => {
    const source = `template-${newId()}`;
    const filter = { source: { eq: source }, leadStatus: { eq: 'QUALIFIED' } };
    await save({ ...message, subject: '{{campaign | upper}}' }, filter);
    const store = async (campaign: string | null) =>
      typedId('Call', await storeCall(api.db, company, { source, campaign }));
    expect(await sent(await store('spring'))).toMatchObject({
      deliveries: [{ state: 'PENDING', reason: null }],
      settings: [{ to: 'owner@example.com', subject: 'SPRING' }],
    });
    const reason = 'The field “Subject” cannot be filled in. This call has nothing for {{campaign | upper}}.';
    expect((await sent(await store(null))).deliveries).toMatchObject([{ state: 'SKIPPED', reason }]);
  });
});
