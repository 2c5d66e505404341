import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { exampleSetup, withRules } from '../../test/support/example-setup.ts';
import { newId, typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import type { RuleAction } from './actions/list.ts';
import { decide } from './decide.ts';
import type { Fired } from './fired.ts';

import { createTurns } from './turns.ts';

const { setup: plain, tags } = exampleSetup({ tags: ['qualified', 'vip'] });
const [qualified = '', vip = ''] = tags.map((tag) => tag.id);
const at = new Date('2026-11-01T00:00:00Z');
const agents = ['Ada', 'Ben', 'Cleo'].map((name) => ({
  accountId: plain.accountId,
  id: newId(),
  name,
  email: null,
  active: name !== 'Ben',
  createdAt: at,
}));
const jobType = {
  accountId: plain.accountId,
  id: newId(),
  companyId: null,
  subject: 'CALL' as const,
  key: 'job_type',
  name: 'Job type',
  kind: 'TEXT' as const,
  choices: [],
  archived: false,
  createdAt: at,
};
const setup: Setup = {
  ...plain,
  agents: new Map(agents.map((agent) => [agent.id, agent])),
  customFields: new Map([[jobType.id, jobType]]),
};
const untagged = exampleCall({ tags: [], tagIds: [], leadStatus: 'NEW', value: null });
const ended: readonly Fired[] = [{ trigger: 'CALL_ENDED' }];
const deliver: RuleAction = {
  kind: 'deliver',
  linkedAccountId: newId(),
  integration: 'webhook',
  action: 'send-call',
  settings: {},
};
type Rules = Parameters<typeof withRules>[1];
const decided = (rules: Rules, call = untagged, fired = ended) =>
  decide(call, fired, withRules(setup, rules), createTurns());
const reasons = (...given: Parameters<typeof decided>) =>
  decided(...given).decisions.map(({ reason }) => reason);
const does = (action: RuleAction, trigger: Rules[number]['trigger'] = 'CALL_ENDED'): Rules[number] => ({
  trigger,
  filter: {},
  actions: [action],
});

describe('deciding', () => {
  it('judges the rules of the moment, oldest first, each seeing what those before it did', () => {
    const { decisions, call, sends } = decided([
      {
        trigger: 'CALL_ENDED',
        filter: { talkSeconds: { gte: 60 } },
        actions: [{ kind: 'addTag', tagId: qualified }],
      },
      {
        trigger: 'CALL_ENDED',
        filter: { tags: { has: 'qualified' } },
        actions: [{ kind: 'setValue', amount: '80', currency: 'USD' }, deliver],
      },
      { trigger: 'CALL_STARTED', filter: {}, actions: [{ kind: 'addTag', tagId: vip }] },
    ]);
    expect(decisions.map(({ matched, reason }) => [matched, reason])).toEqual([
      [true, 'every condition held: added the tag “qualified”'],
      [true, 'every condition held: set the value 80 USD, asked for webhook.send-call'],
    ]);
    expect(call).toMatchObject({ tags: ['qualified'], value: { amount: '80', currency: 'USD' } });
    expect(sends).toMatchObject([{ integration: 'webhook', automationVersion: 1 }]);
  });

  it('says which condition failed and by what name the rule knows its tag', () => {
    const { decisions, sends } = decided([
      { trigger: 'CALL_ENDED', filter: { tags: { has: typedId('Tag', vip) } }, actions: [deliver] },
    ]);
    expect(decisions[0]).toMatchObject({
      matched: false,
      reason: 'tags was none, but must include “vip”',
    });
    expect(sends).toEqual([]);
  });

  it('calls trackers, agents and states by the names people know', () => {
    const [agent] = agents;
    const tracker = [...setup.trackers.values()][0];
    const other = typedId('Tracker', newId());
    const call = { ...untagged, leadStatus: 'LOST' as const };
    expect(
      reasons(
        [
          { trigger: 'CALL_ENDED', filter: { tracker: { eq: other } }, actions: [deliver] },
          { trigger: 'CALL_ENDED', filter: { leadStatus: { in: ['NEW', 'WON'] } }, actions: [deliver] },
          {
            trigger: 'CALL_ENDED',
            filter: { assignee: { eq: typedId('Agent', agent?.id ?? '') } },
            actions: [deliver],
          },
        ],
        {
          ...call,
          company: { ...call.company, id: typedId('Company', tracker?.companyId ?? '') },
          tracker: { id: typedId('Tracker', tracker?.id ?? ''), name: '', kind: 'SOURCE' },
        },
      ),
    ).toEqual([
      `tracker was “${tracker?.name}”, but must be ${other}`,
      'lead status was lost, but must be one of new, won',
      `agent was not known, but must be “${agent?.name}”`,
    ]);
  });

  it('leaves rules that are off alone, and tags that are gone', () => {
    const result = decided([
      { ...does({ kind: 'addTag', tagId: qualified }), enabled: false },
      does({ kind: 'addTag', tagId: newId() }),
    ]);
    expect(result).toMatchObject({
      decisions: [{ matched: true, reason: 'every condition held: left the tags: the one it names is gone' }],
      call: { tags: [] },
    });
  });

  it('goes on without a rule that can no longer be read, and says so', () => {
    const broken = { trigger: 'CALL_ENDED' as const, filter: { moon: { eq: 'full' } }, actions: [deliver] };
    const result = decided([broken as Rules[number], does({ kind: 'addTag', tagId: vip })]);
    expect(result.decisions.map(({ matched }) => matched)).toEqual([false, true]);
    expect(result.decisions[0]?.reason).toContain('the rule can no longer be read');
    expect(result.sends).toEqual([]);
  });
});

describe('a rule whose action means nothing today', () => {
  it.each([
    [{ kind: 'playMusic' }, 'There is no action playMusic any more.'],
    [{ kind: 'addTag', tagId: 'vip' }, 'actions[0].tagId'],
    [{ kind: 'addPoints', points: 1000 }, 'actions[0].points'],
  ])('is passed over with the reason: %j', (action, reason) => {
    const broken = { trigger: 'CALL_ENDED' as const, filter: {}, actions: [action] };
    const [decision] = decided([broken as Rules[number]]).decisions;
    expect(decision).toMatchObject({ matched: false, reason: expect.stringContaining(reason) });
  });
});

describe('what rules do', () => {
  it('wakes the rules that listen for it, each once: a circle ends and says so', () => {
    const rules: Rules = [
      does({ kind: 'addTag', tagId: qualified }),
      {
        trigger: 'TAG_ADDED',
        triggerSettings: { tagId: qualified },
        filter: {},
        actions: [{ kind: 'setLeadStatus', leadStatus: 'QUALIFIED' }],
      },
      does({ kind: 'removeTag', tagId: qualified }, 'LEAD_STATUS_CHANGED'),
      does({ kind: 'addTag', tagId: qualified }, 'TAG_REMOVED'),
    ];
    const { call, decisions } = decided(rules);
    expect(call).toMatchObject({ tags: ['qualified'], leadStatus: 'QUALIFIED' });
    expect(decisions.map(({ trigger }) => trigger)).toEqual([
      'CALL_ENDED',
      'TAG_ADDED',
      'LEAD_STATUS_CHANGED',
      'TAG_REMOVED',
    ]);
    expect(decisions[1]?.reason).toBe(
      'every condition held: set the lead status qualified; woken again by what rules did, and left alone: it already ran for this change',
    );
  });

  it('is undone by a later rule that wants the opposite, and both say so', () => {
    const rules = [does({ kind: 'addTag', tagId: vip }), does({ kind: 'removeTag', tagId: vip })];
    expect(decided(rules).call.tags).toEqual([]);
    expect(reasons(rules)).toEqual([
      'every condition held: added the tag “vip” (changed again by the later rule “Rule 1”)',
      'every condition held: took off the tag “vip”',
    ]);
  });

  it('lets a rule that did not match be judged again once others changed the call', () => {
    const both: readonly Fired[] = [{ trigger: 'TAG_ADDED', which: vip }];
    const tagged = { ...untagged, tags: ['vip'], tagIds: [typedId('Tag', vip)] };
    const rules: Rules = [
      { trigger: 'TAG_ADDED', filter: { tags: { has: 'qualified' } }, actions: [deliver] },
      {
        trigger: 'TAG_ADDED',
        triggerSettings: { tagId: vip },
        filter: {},
        actions: [{ kind: 'addTag', tagId: qualified }],
      },
    ];
    const { decisions, sends } = decided(rules, tagged, both);
    expect(decisions.map(({ matched }) => matched)).toEqual([true, true]);
    expect(sends).toHaveLength(1);
  });

  it('values a lead by its status, by an amount or by its own value', () => {
    const byStatus = does({
      kind: 'setValueByLeadStatus',
      currency: 'USD',
      values: { QUALIFIED: { amount: '50' }, WON: { times: '0.1' } },
    });
    const worth = { amount: '149.90', currency: 'EUR' };
    expect(decided([byStatus], { ...untagged, leadStatus: 'QUALIFIED' }).call.value).toEqual({
      amount: '50',
      currency: 'USD',
    });
    expect(decided([byStatus], { ...untagged, leadStatus: 'WON', value: worth }).call.value).toEqual({
      amount: '14.99',
      currency: 'EUR',
    });
    expect(reasons([byStatus], { ...untagged, leadStatus: 'WON' })).toEqual([
      'every condition held: left the value: the call has none of its own',
    ]);
    expect(reasons([byStatus])).toEqual([
      'every condition held: left the value: it names none for new leads',
    ]);
  });

  it('assigns in turn to those who are active, and leaves a lead with who has it', () => {
    const rules = withRules(setup, [does({ kind: 'assign', agentIds: agents.map(({ id }) => id) })]);
    const turn = createTurns();
    const names = [1, 2, 3].map(() => decide(untagged, ended, rules, turn).call.assignee?.name);
    expect(names).toEqual(['Ada', 'Cleo', 'Ada']);
    const mine = decide(untagged, ended, rules, turn).call;
    expect(decide(mine, ended, rules, turn)).toMatchObject({
      call: { assignee: { name: 'Cleo' } },
      decisions: [{ reason: 'every condition held: left it with Cleo' }],
    });
  });

  it('sets and empties a field of the account', () => {
    const set = does({ kind: 'setCustomField', fieldId: jobType.id, value: 'boiler' });
    const empty = does({ kind: 'setCustomField', fieldId: jobType.id, value: null });
    expect(decided([set]).call.customFields).toEqual({ job_type: 'boiler' });
    expect(decided([set, empty])).toMatchObject({
      call: { customFields: {} },
      decisions: [{}, { reason: 'every condition held: emptied “Job type”' }],
    });
  });
});
