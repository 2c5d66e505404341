import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automations, automationVersions } from '../../schema/index.ts';
import { storeCall, storeCaller } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { newId, typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;

beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
});
afterAll(() => api.close());

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
const call = async (given: Parameters<typeof storeCall>[2] = {}, of = company): Promise<string> =>
  typedId('Call', await storeCall(api.db, of, given));

const wonForGood = async (trigger: 'CRM_OUTCOME' | 'TRANSCRIPT_READY') => {
  const { accountId } = api;
  const id = newId();
  await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.insert(automations).values({ accountId, id, name: 'Won', enabled: true, version: 1 });
    const actions = [{ kind: 'setValue', amount: '500', currency: 'USD' }];
    await tx.insert(automationVersions).values({
      accountId,
      automationId: id,
      version: 1,
      trigger,
      filter: { leadStatus: { eq: 'WON' } },
      actions,
    });
    await setupChanged(tx, { accountId, companyId: null }, id, 'Rule added');
  });
  api.services.setup.forget(accountId);
  return typedId('Automation', id);
};

describe('an outcome of a CRM', () => {
  const fields = 'outcome { id stage } call { id leadStatus value { amount } version }';

  it('moves status and value once, however often it is said, and never back', async () => {
    const id = await call();
    const won = {
      callId: id,
      stage: 'Closed won',
      leadStatus: 'WON',
      value: { amount: '1200', currency: 'USD' },
      externalId: 'deal-7:won',
      at: '2026-11-20T10:00:00Z',
    };
    const first = await change('recordOutcome', won, fields);
    expect(first).toMatchObject({
      userErrors: [],
      outcome: { stage: 'Closed won' },
      call: { leadStatus: 'WON', value: { amount: '1200.00' }, version: 2 },
    });
    expect(await change('recordOutcome', won, fields)).toEqual(first);
    const changed = await change('recordOutcome', { ...won, stage: 'Lost' }, fields);
    expect(changed.userErrors).toMatchObject([{ code: 'CONFLICT', field: 'input.externalId' }]);

    const late = {
      callId: id,
      stage: 'Open',
      leadStatus: 'QUALIFIED',
      externalId: 'deal-7:open',
      at: '2026-11-19T10:00:00Z',
    };
    expect((await change('recordOutcome', late, fields)).call).toMatchObject({ leadStatus: 'WON' });
    const author = { apiKey: { id: typedId('ApiKey', api.keyId) } };
    expect(
      await shown(
        id,
        'crmOutcomes { stage leadStatus } history { field before after author { apiKey { id } automation { id } } }',
      ),
    ).toEqual({
      crmOutcomes: [
        { stage: 'Open', leadStatus: 'QUALIFIED' },
        { stage: 'Closed won', leadStatus: 'WON' },
      ],
      history: [
        { field: 'leadStatus', before: 'NEW', after: 'WON', author: { ...author, automation: null } },
        { field: 'value', before: null, after: '1200.00 USD', author: { ...author, automation: null } },
      ],
    });
  });

  it('is one, however many say it at once', async () => {
    const id = await call();
    const said = { callId: id, stage: 'Won', leadStatus: 'WON', externalId: 'deal-8' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => change('recordOutcome', said, fields)));
    expect(new Set(answers.map(({ outcome }) => outcome.id)).size).toBe(1);
    expect(await shown(id, 'version crmOutcomes { id }')).toEqual({
      version: 2,
      crmOutcomes: [{ id: answers[0].outcome.id }],
    });
  });

  it('finds the newest call of a number before it, and stays with it when it is repeated', async () => {
    const callerId = await storeCaller(api.db, company, { number: '+12125550191' });
    const at = (text: string) => ({ callerId, callerNumber: '+12125550191', startedAt: new Date(text) });
    await call(at('2026-10-01T10:00:00Z'));
    const meant = await call(at('2026-10-05T10:00:00Z'));
    const said = {
      callerNumber: '(212) 555-0191',
      stage: 'Quote sent',
      leadStatus: 'QUALIFIED',
      externalId: 'q-1',
      at: '2026-10-06T00:00:00Z',
    };
    await call(at('2026-10-07T10:00:00Z'));
    expect((await change('recordOutcome', said, fields)).call.id).toBe(meant);
    const again = await change('recordOutcome', { ...said, at: '2026-10-08T00:00:00Z' }, fields);
    expect(again.call).toMatchObject({ id: meant, version: 2 });

    const second = await seedCompany(api.db, api.accountId, { name: 'Pier Dental' });
    api.services.setup.forget(api.accountId);
    const otherCaller = await storeCaller(api.db, second, { number: '+12125550191' });
    await call({ ...at('2026-10-05T12:00:00Z'), callerId: otherCaller }, second);
    const unclear = await change('recordOutcome', { ...said, externalId: 'q-2' }, fields);
    expect(unclear.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.companyId' }]);
    const clear = { ...said, externalId: 'q-2', companyId: typedId('Company', company.id) };
    expect((await change('recordOutcome', clear, fields)).call.id).toBe(meant);
  });

  it.each<[string, string, object]>([
    ['input.callId', 'INVALID', {}],
    ['input.callerNumber', 'NOT_FOUND', { callerNumber: '+12125550100' }],
    ['input.stage', 'INVALID', { callerNumber: '+12125550191', stage: ' ' }],
    [
      'input.value.amount',
      'INVALID',
      { callerNumber: '+12125550191', value: { amount: '-5', currency: 'USD' } },
    ],
    [
      'input.value.currency',
      'INVALID',
      { callerNumber: '+12125550191', value: { amount: '5', currency: 'QQQ' } },
    ],
    ['input.at', 'INVALID', { callerNumber: '+12125550191', at: '2999-01-01T00:00:00Z' }],
    ['input.callId', 'NOT_FOUND', { callId: typedId('Call', newId()) }],
  ])('is refused by %s, %s: %j', async (field, code, given) => {
    const refused = await change('recordOutcome', { stage: 'x', externalId: 'x', ...given }, fields);
    expect(refused).toMatchObject({ outcome: null, call: null, userErrors: [{ code, field }] });
  });

  it('wakes rules, and the history names the rule that had the last word', async () => {
    const automation = { id: await wonForGood('CRM_OUTCOME') };
    const id = await call();
    const said = {
      callId: id,
      stage: 'Won',
      leadStatus: 'WON',
      value: { amount: '10', currency: 'USD' },
      externalId: 'r',
    };
    await change('recordOutcome', said, fields);
    expect(
      await shown(id, 'value { amount } history { field after author { apiKey { id } automation { id } } }'),
    ).toEqual({
      value: { amount: '500.00' },
      history: [
        {
          field: 'leadStatus',
          after: 'WON',
          author: { apiKey: { id: typedId('ApiKey', api.keyId) }, automation: null },
        },
        { field: 'value', after: '500.00 USD', author: { apiKey: null, automation } },
      ],
    });
  });
});

describe('a transcript', () => {
  it('is stored once, replaced by new words, and wakes rules', async () => {
    await wonForGood('TRANSCRIPT_READY');
    const id = await call({ leadStatus: 'WON' });
    const input = { callId: id, text: 'Good morning.', language: 'EN-us' };
    const shownNow = 'call { version transcript { text language } value { amount } }';
    expect(await change('setTranscript', input, shownNow)).toEqual({
      userErrors: [],
      call: {
        version: 2,
        transcript: { text: 'Good morning.', language: 'en-US' },
        value: { amount: '500.00' },
      },
    });
    expect((await change('setTranscript', input, shownNow)).call.version).toBe(2);
    const better = await change('setTranscript', { ...input, text: 'Good evening.' }, shownNow);
    expect(better.call).toMatchObject({ version: 3, transcript: { text: 'Good evening.' } });
    const refused = await change('setTranscript', { ...input, language: 'no language' }, shownNow);
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.language' }]);
  });
});

describe('the lead score', () => {
  const criterion = (name: string, filter: object, points: number, more: object = {}) =>
    change(
      'createScoreCriterion',
      { name, filter, points, ...more },
      'scoreCriterion { id filterText } run { id }',
    );
  const ended = (run: { readonly id: string }) =>
    expect
      .poll(
        async () =>
          (await api.ask('query ($id: ID!) { run(id: $id) { state } }', { id: run.id })).data.run.state,
      )
      .toBe('DONE');

  it('has what rules give it, once for a call however often they match', async () => {
    const id = await call({ source: 'points' });
    const rule = await change(
      'createAutomation',
      {
        name: 'Talked about',
        trigger: 'NOTE_ADDED',
        filter: { source: { eq: 'points' } },
        actions: [{ addPoints: { points: 7 } }],
      },
      'automation { id }',
    );
    await change('updateCall', { id, note: 'Asked for a quote.' }, 'call { id }');
    await change('updateCall', { id, note: 'Asked again.' }, 'call { id }');
    expect(await shown(id, 'score scoreReasons { name points automationId criterion { id } }')).toEqual({
      score: 7,
      scoreReasons: [{ name: 'Talked about', points: 7, automationId: rule.automation.id, criterion: null }],
    });
    const refused = await api.ask(
      `mutation { createAutomation(input: { name: "x", trigger: NOTE_ADDED, filter: {},
        actions: [{ addPoints: { points: 101 } }] }) { userErrors { field } } }`,
    );
    expect(refused.data.createAutomation.userErrors).toEqual([
      { field: 'input.actions[0].addPoints.points' },
    ]);
  });

  it('wakes no rule when past calls are scored anew, and a backfill acts on the new scores', async () => {
    const id = await call({ source: 'rescored', talkSeconds: 300 });
    const tagId = (await change('createTag', { name: 'hot' }, 'tag { id }')).tag.id;
    const rule = await change(
      'createAutomation',
      {
        name: 'Hot leads',
        trigger: 'CALL_UPDATED',
        filter: { score: { gte: 20 }, source: { eq: 'rescored' } },
        actions: [{ addTag: { tagId } }],
      },
      'automation { id }',
    );
    const talk = await criterion('Long', { source: { eq: 'rescored' } }, 20);
    await ended(talk.run);
    const seen = 'score tags { name } decisions { matched }';
    expect(await shown(id, seen)).toEqual({ score: 20, tags: [], decisions: [] });
    const period = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    const automationId = rule.automation.id;
    const run = await change('backfillAutomation', { automationId, period }, 'run { id }');
    await ended(run.run);
    expect(await shown(id, seen)).toEqual({
      score: 20,
      tags: [{ name: 'hot' }],
      decisions: [{ matched: true }],
    });
    await change('updateAutomation', { id: automationId, enabled: false }, 'automation { id }');
    await ended(
      (await change('deleteScoreCriterion', { id: talk.scoreCriterion.id }, 'deletedId run { id }')).run,
    );
  });

  it('explains itself, follows edits, and past calls follow changed criteria', async () => {
    const id = await call({ source: 'score', talkSeconds: 200 });
    const long = await criterion('Long talk', { talkSeconds: { gte: 120 } }, 30);
    expect(long.scoreCriterion.filterText).toBe('talk time is at least 120');
    await ended(long.run);
    const won = await criterion('Won', { leadStatus: { eq: 'WON' } }, 50);
    await ended(won.run);
    const spam = { companyId: typedId('Company', company.id) };
    await ended((await criterion('No note', { hasNote: { eq: false } }, -5, spam)).run);
    const fields =
      'score scoreReasons { name points criterion { id } } history { field before after author { apiKey { id } } }';
    expect(await shown(id, fields)).toMatchObject({
      score: 25,
      scoreReasons: [
        { name: 'Long talk', points: 30, criterion: { id: long.scoreCriterion.id } },
        { name: 'No note', points: -5 },
      ],
      history: [
        { field: 'score', before: null, after: '30', author: { apiKey: null } },
        { field: 'score', before: '30', after: '25', author: { apiKey: null } },
      ],
    });

    const unmoved = await shown(id, 'version');
    const again = await api.ask('mutation { rescoreCalls(input: {}) { run { id } } }');
    await ended(again.data.rescoreCalls.run);
    expect(await shown(id, 'version')).toEqual(unmoved);

    await change('updateCall', { id, leadStatus: 'WON', note: 'Signed.' }, 'call { id }');
    expect(await shown(id, 'score')).toEqual({ score: 80 });
    const raised = await change(
      'updateScoreCriterion',
      { id: long.scoreCriterion.id, points: 40 },
      'scoreCriterion { points } run { id }',
    );
    await ended(raised.run);
    expect(await shown(id, 'score')).toEqual({ score: 90 });
    const { data } = await api.ask('query ($f: CallFilter) { calls(filter: $f) { nodes { id } } }', {
      f: { score: { gte: 90 }, source: { eq: 'score' } },
    });
    expect(data.calls.nodes).toEqual([{ id }]);
    await ended(
      (await change('deleteScoreCriterion', { id: won.scoreCriterion.id }, 'deletedId run { id }')).run,
    );
    expect(await shown(id, 'score scoreReasons { name }')).toEqual({
      score: 40,
      scoreReasons: [{ name: 'Long talk' }],
    });
  });

  it.each<[string, object]>([
    ['input.points', { points: 101 }],
    ['input.filter', { filter: { all: [{ score: { gt: 5 } }] } }],
    [
      'input.filter.not.customFields[0].key',
      { filter: { not: { customFields: [{ key: 'gone', text: { eq: 'x' } }] } } },
    ],
    ['input.filter.tags.has', { filter: { tags: { has: 'gone' } } }],
    ['input.filter.durationSeconds.gt', { filter: { durationSeconds: { gt: 1e15 } } }],
    ['input.name', { name: '' }],
  ])('needs a good %s', async (field, given) => {
    const input = { name: 'x', filter: {}, points: 1, ...given };
    const refused = await change('createScoreCriterion', input, 'scoreCriterion { id }');
    expect(refused).toMatchObject({ scoreCriterion: null, userErrors: [{ code: 'INVALID', field }] });
  });
});
