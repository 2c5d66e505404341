import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automations, automationVersions } from '../../schema/index.ts';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import type { RuleAction } from '../automation/actions/list.ts';
import type { Trigger } from '../automation/triggers/list.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { newId, typedId, uuidOf } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
let other: Company;

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
  other = await seedCompany(api.db, api.accountId, { name: 'Spree Dental' });
});
afterAll(() => api.close());

const call = async (given: Parameters<typeof storeCall>[2] = {}, of = company): Promise<string> =>
  typedId('Call', await storeCall(api.db, of, given));

/** What a mutation answers, by its name. */
const change = async (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await api.ask(
    `mutation ($i: ${type}!) { ${name}(input: $i) { ${fields} userErrors { code field message } } }`,
    { i: input },
  );
  expect(errors).toBeUndefined();
  return data[name];
};
const shown = async (id: string, fields: string) =>
  (await api.ask(`query ($id: ID!) { call(id: $id) { ${fields} } }`, { id })).data.call;
const made = async (name: string, input: object, noun: string): Promise<string> =>
  (await change(name, input, `${noun} { id }`))[noun].id;

const addRule = async (trigger: Trigger, filter: CallFilter, actions: readonly RuleAction[]) => {
  const { accountId } = api;
  const id = newId();
  await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(automations).values({ accountId, id, name: 'A rule', enabled: true, version: 1 });
    await tx
      .insert(automationVersions)
      .values({ accountId, automationId: id, version: 1, trigger, filter, actions });
    await setupChanged(tx, { accountId, companyId: null }, id, 'Rule added');
  });
  api.services.setup.forget(accountId);
  return id;
};

const notes =
  'note notes { id text author { apiKey { id } } versions { version text author { apiKey { id } } } }';

describe('notes', () => {
  it('keep every version with its author, and the newest stands on the call', async () => {
    const id = await call();
    const author = { apiKey: { id: typedId('ApiKey', api.keyId) } };
    const first = await change(
      'addNote',
      { callId: id, text: ' Wants a crown. ' },
      'note { id text } call { note }',
    );
    expect(first).toMatchObject({ note: { text: 'Wants a crown.' }, call: { note: 'Wants a crown.' } });
    await change('addNote', { callId: id, text: 'Calls back on Monday.' }, 'note { id }');
    const input = { id: first.note.id, text: 'Wants two crowns.' };
    await change('updateNote', input, 'note { id }');
    expect(await shown(id, notes)).toMatchObject({
      note: 'Calls back on Monday.',
      notes: [
        {
          text: 'Wants two crowns.',
          author,
          versions: [
            { version: 1, text: 'Wants a crown.', author },
            { version: 2, text: 'Wants two crowns.', author },
          ],
        },
        { text: 'Calls back on Monday.' },
      ],
    });

    const { notes: both } = await shown(id, 'notes { id }');
    const deleted = await change(
      'deleteNote',
      { id: both[1].id },
      'note { text versions { text } } call { note }',
    );
    expect(deleted).toMatchObject({
      note: { text: null, versions: [{ text: 'Calls back on Monday.' }, { text: null }] },
      call: { note: 'Wants two crowns.' },
    });
    expect(await shown(id, 'notes { text } all: notes(deleted: true) { text } timeline { text }')).toEqual({
      notes: [{ text: 'Wants two crowns.' }],
      all: [{ text: 'Wants two crowns.' }, { text: null }],
      timeline: [
        { text: 'The note was written.' },
        { text: 'The note was written.' },
        { text: 'A note was changed.' },
        { text: 'The note was removed.' },
      ],
    });
    expect((await change('deleteNote', { id: both[1].id }, 'note { id }')).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.id' },
    ]);
  });

  it('are written by updateCall too, and take in the note of a call from before', async () => {
    const id = await call({ note: 'From before.' });
    await change('updateCall', { id, note: 'Newer.' }, 'call { id }');
    expect(await shown(id, 'note notes { text author { apiKey { id } } }')).toMatchObject({
      note: 'Newer.',
      notes: [{ text: 'From before.', author: { apiKey: null } }, { text: 'Newer.' }],
    });
    await change('updateCall', { id, note: null }, 'call { id }');
    expect(await shown(id, 'note')).toEqual({ note: 'From before.' });
  });

  it('keep what several people write at once', async () => {
    const id = await call();
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((text) => change('addNote', { callId: id, text }, 'note { id }')),
    );
    const { note, notes: all, version } = await shown(id, 'note version notes { text }');
    expect(all.map(({ text }: { text: string }) => text).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect([version, note]).toEqual([5, all.at(-1).text]);
  });

  it('wake the rules that listen for them', async () => {
    const tagId = await made('createTag', { name: 'noted' }, 'tag');
    await addRule('NOTE_ADDED', { note: { contains: 'crown' } }, [
      { kind: 'addTag', tagId: uuidOf('Tag', tagId) ?? '' },
    ]);
    const id = await call();
    await change('addNote', { callId: id, text: 'A filling.' }, 'note { id }');
    expect(await shown(id, 'tags { id }')).toEqual({ tags: [] });
    await change('addNote', { callId: id, text: 'A crown.' }, 'note { id }');
    expect(await shown(id, 'tags { id }')).toEqual({ tags: [{ id: tagId }] });
  });
});

describe('custom fields', () => {
  const field = (key: string, kind: string, more: object = {}) =>
    change(
      'createCustomField',
      { subject: 'CALL', key, name: key, kind, ...more },
      'customField { id key kind }',
    );

  it('hold typed values on calls, are filtered by and kept when archived', async () => {
    for (const [key, kind] of [
      ['job', 'TEXT'],
      ['seats', 'NUMBER'],
      ['due', 'DATE'],
      ['insured', 'CHECKBOX'],
    ] as const)
      expect((await field(key, kind)).userErrors).toEqual([]);
    const choice = await field('size', 'CHOICE', { choices: ['small', 'large'] });
    const id = await call();
    const values = { job: 'Boiler', seats: 2.5, due: '2026-12-01', insured: true, size: 'large' };
    const set = await change(
      'setCustomFields',
      { callId: id, values },
      'call { customFields { field { key } text number checkbox } }',
    );
    expect(set.userErrors).toEqual([]);
    expect(set.call.customFields).toEqual([
      { field: { key: 'job' }, text: 'Boiler', number: null, checkbox: null },
      { field: { key: 'seats' }, text: '2.5', number: 2.5, checkbox: null },
      { field: { key: 'due' }, text: '2026-12-01', number: null, checkbox: null },
      { field: { key: 'insured' }, text: 'yes', number: null, checkbox: true },
      { field: { key: 'size' }, text: 'large', number: null, checkbox: null },
    ]);

    const found = async (customFields: object[]) =>
      (
        await api.ask('query ($f: CallFilter) { calls(filter: $f) { nodes { id } } }', {
          f: { customFields },
        })
      ).data.calls.nodes;
    const wanted = [
      { key: 'seats', number: { gte: 2 } },
      { key: 'due', date: { lt: '2027-01-01' } },
      { key: 'insured', checkbox: { eq: true } },
      { key: 'size', choice: { in: ['large'] } },
    ];
    expect(await found(wanted)).toEqual([{ id }]);
    expect(await found([...wanted, { key: 'job', text: { eq: 'Roof' } }])).toEqual([]);

    await change('archiveCustomField', { id: choice.customField.id }, 'customField { archived }');
    const again = await change('setCustomFields', { callId: id, values: { size: 'small' } }, 'call { id }');
    expect(again.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.values.size' }]);
    expect(await found(wanted)).toEqual([{ id }]);
    await change('setCustomFields', { callId: id, values: { size: null, job: ' ' } }, 'call { id }');
    expect(
      await shown(id, 'customFields { text } history { field before after author { apiKey { id } } }'),
    ).toMatchObject({
      customFields: [{ text: '2.5' }, { text: '2026-12-01' }, { text: 'yes' }],
      history: expect.arrayContaining([
        {
          field: 'custom:seats',
          before: null,
          after: '2.5',
          author: { apiKey: { id: typedId('ApiKey', api.keyId) } },
        },
        {
          field: 'custom:size',
          before: 'large',
          after: null,
          author: { apiKey: { id: typedId('ApiKey', api.keyId) } },
        },
      ]),
    });
  });

  it.each<[string, unknown, string]>([
    ['seats', '3', 'INVALID'],
    ['seats', 1e13, 'INVALID'],
    ['due', '2026-02-30', 'INVALID'],
    ['insured', 'yes', 'INVALID'],
    ['job', 7, 'INVALID'],
    ['nothing', 'x', 'NOT_FOUND'],
  ])('refuse %s = %j', async (key, value, code) => {
    const refused = await change(
      'setCustomFields',
      { callId: await call(), values: { [key]: value } },
      'call { id }',
    );
    expect(refused).toMatchObject({ call: null, userErrors: [{ code, field: `input.values.${key}` }] });
  });

  it.each<[string, object, string]>([
    ['input.key', { key: 'Job Type' }, 'INVALID'],
    ['input.key', { key: 'job' }, 'CONFLICT'],
    ['input.choices', { key: 'a', kind: 'CHOICE' }, 'INVALID'],
    ['input.choices', { key: 'b', choices: ['x'] }, 'INVALID'],
    ['input.companyId', { key: 'c', companyId: typedId('Company', newId()) }, 'NOT_FOUND'],
  ])('need a good %s: %j', async (path, given, code) => {
    const input = { subject: 'CALL', name: 'x', kind: 'TEXT', key: 'x', ...given };
    const { userErrors } = await change('createCustomField', input, 'customField { id }');
    expect(userErrors).toMatchObject([{ code, field: path }]);
  });

  it('on callers are set and asked about with the calls, and move the newest call', async () => {
    const callerId = await storeCaller(api.db, company, { number: '+12125550188' });
    const id = await call({ callerId, callerNumber: '+12125550188' });
    await change(
      'createCustomField',
      { subject: 'CALLER', key: 'vip', name: 'VIP', kind: 'CHECKBOX' },
      'customField { id }',
    );
    const caller = typedId('Caller', callerId);
    const set = await change(
      'setCustomFields',
      { callerId: caller, values: { vip: true } },
      'caller { customFields { text } }',
    );
    expect(set).toMatchObject({ caller: { customFields: [{ text: 'yes' }] }, userErrors: [] });
    const email = await change(
      'updateCaller',
      { id: caller, email: 'robin@plumber.example' },
      'caller { email }',
    );
    expect(email.caller).toEqual({ email: 'robin@plumber.example' });
    const { data } = await api.ask(
      'query ($f: CallFilter) { calls(filter: $f) { nodes { id version timeline { text } } } }',
      { f: { callerCustomFields: [{ key: 'vip', checkbox: { eq: true } }] } },
    );
    expect(data.calls.nodes).toMatchObject([
      {
        id,
        version: 3,
        timeline: [{ text: expect.stringContaining('details') }, { text: expect.stringContaining('e-mail') }],
      },
    ]);
    const refused = await change('updateCaller', { id: caller, email: 'robin' }, 'caller { id }');
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.email' }]);
  });
});

describe('tags', () => {
  it('are for one company or for all, renamed, and deleted only when nothing uses them', async () => {
    const companyId = typedId('Company', other.id);
    const id = await made('createTag', { name: 'Spree only', color: 'teal', companyId }, 'tag');
    const mine = await call();
    const refused = await change('tagCalls', { callIds: [mine], tagIds: [id] }, 'calls { id }');
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.tagIds' }]);
    const renamed = await change(
      'updateTag',
      { id, name: 'Everywhere', color: 'orange', companyId: null },
      'tag { name color company { id } }',
    );
    expect(renamed.tag).toEqual({ name: 'Everywhere', color: 'orange', company: null });
    await change('tagCalls', { callIds: [mine], tagIds: [id] }, 'calls { id }');

    const criterion = { name: 'Tagged', filter: { not: { tags: { has: 'Everywhere' } } }, points: 5 };
    const criterionId = await made('createScoreCriterion', criterion, 'scoreCriterion');
    expect((await change('deleteTag', { id }, 'deletedId')).userErrors).toMatchObject([
      { code: 'CONFLICT', field: 'input.id', message: expect.stringContaining('Tagged') },
    ]);
    await change('deleteScoreCriterion', { id: criterionId }, 'deletedId');
    expect(await change('deleteTag', { id }, 'deletedId')).toEqual({ deletedId: id, userErrors: [] });
    const { tags, history } = await shown(mine, 'tags { id } history { field before after }');
    expect(tags).toEqual([]);
    expect(history[0]).toEqual({ field: 'tags', before: null, after: 'Everywhere' });
    const { data } = await api.ask('query ($f: CallFilter) { calls(filter: $f) { nodes { id } } }', {
      f: { tags: { has: id } },
    });
    expect(data.calls.nodes).toEqual([]);
  });

  it('of another company are left alone by rules, which say so', async () => {
    const tagId = await made('createTag', { name: 'theirs', companyId: typedId('Company', other.id) }, 'tag');
    await addRule('LEAD_STATUS_CHANGED', { leadStatus: { eq: 'SPAM' } }, [
      { kind: 'addTag', tagId: uuidOf('Tag', tagId) ?? '' },
    ]);
    const [mine, theirs] = [await call(), await call({}, other)];
    for (const id of [mine, theirs]) await change('updateCall', { id, leadStatus: 'SPAM' }, 'call { id }');
    const fields = 'tags { name } decisions { reason }';
    expect(await shown(mine, fields)).toMatchObject({
      tags: [],
      decisions: [{ reason: expect.stringContaining('is for another company') }],
    });
    expect(await shown(theirs, fields)).toMatchObject({ tags: [{ name: 'theirs' }] });
  });

  it('are put on what a filter finds: a few at once, many by a run', async () => {
    const mail = { source: { eq: 'mail' } };
    const few = await made('createTag', { name: 'few' }, 'tag');
    for (let n = 0; n < 3; n += 1) await call({ source: 'mail' });
    const direct = await change(
      'tagCallsByFilter',
      { filter: mail, tagIds: [few] },
      'found changed run { id }',
    );
    expect(direct).toEqual({ found: 3, changed: 3, run: null, userErrors: [] });
    const counted = async (filter: object) =>
      (await api.ask('query ($f: CallFilter) { calls(filter: $f) { totalCount } }', { f: filter })).data.calls
        .totalCount;
    expect(await counted({ tags: { has: 'few' } })).toBe(3);

    const { db } = api;
    await Promise.all(Array.from({ length: 230 }, () => storeCall(db, other, { source: 'mail' })));
    const scoped = typedId('Company', company.id);
    const many = await made('createTag', { name: 'many', companyId: scoped }, 'tag');
    const later = await change(
      'tagCallsByFilter',
      { filter: mail, tagIds: [few, many] },
      'found changed run { id kind }',
    );
    expect(later).toMatchObject({ found: 233, changed: null, run: { kind: 'TAG_CALLS' }, userErrors: [] });
    await expect
      .poll(
        async () =>
          (await api.ask('query ($id: ID!) { run(id: $id) { state result } }', { id: later.run.id })).data
            .run,
      )
      .toEqual({ state: 'DONE', result: { changed: 233 } });
    expect(await counted({ tags: { has: 'few' } })).toBe(233);
    expect(await counted({ tags: { has: 'many' } })).toBe(3);
  });
});

describe('assignment', () => {
  it('hands a lead to an active agent, with its history', async () => {
    const id = await call();
    const kim = await made('createAgent', { name: 'Kim', email: 'kim@harbor.example' }, 'agent');
    const gone = await made('createAgent', { name: 'Robin' }, 'agent');
    await change('updateAgent', { id: gone, active: false }, 'agent { id }');
    const assigned = await change(
      'assignCall',
      { callId: id, agentId: kim },
      'call { assignee { name email } }',
    );
    expect(assigned.call.assignee).toEqual({ name: 'Kim', email: 'kim@harbor.example' });
    const refused = await change('assignCall', { callId: id, agentId: gone }, 'call { id }');
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.agentId' }]);
    const twice = await change('createAgent', { name: 'KIM' }, 'agent { id }');
    expect(twice.userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.name' }]);
    const found = await api.ask('query ($f: CallFilter) { calls(filter: $f) { nodes { id } } }', {
      f: { assignee: { eq: kim } },
    });
    expect(found.data.calls.nodes).toEqual([{ id }]);
    await change('assignCall', { callId: id }, 'call { id }');
    expect(await shown(id, 'assignee { id } history { field before after }')).toEqual({
      assignee: null,
      history: [
        { field: 'assignee', before: null, after: 'Kim' },
        { field: 'assignee', before: 'Kim', after: null },
      ],
    });
  });
});
