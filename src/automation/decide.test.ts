import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { exampleSetup, withRules } from '../../test/support/example-setup.ts';
import { newId, typedId } from '../ids.ts';
import { decide } from './decide.ts';
import type { RuleAction } from './rule.ts';

const { setup, tags } = exampleSetup({ tags: ['qualified', 'vip'] });
const [qualified = '', vip = ''] = tags.map((tag) => tag.id);
const untagged = exampleCall({ tags: [], tagIds: [], leadStatus: 'NEW', value: null });
const deliver: RuleAction = {
  kind: 'deliver',
  connectionId: newId(),
  integration: 'webhook',
  action: 'send-call',
  settings: {},
};

describe('deciding', () => {
  it('judges the rules of the moment, oldest first, each seeing what those before it did', () => {
    const rules = withRules(setup, [
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
    const decided = decide(untagged, [{ trigger: 'CALL_ENDED' }], rules);
    expect(decided.decisions.map(({ matched, reason }) => [matched, reason])).toEqual([
      [true, 'every condition held'],
      [true, 'every condition held'],
    ]);
    expect(decided.call).toMatchObject({ tags: ['qualified'], value: { amount: '80', currency: 'USD' } });
    expect(decided.sends).toMatchObject([{ integration: 'webhook', automationVersion: 1 }]);
  });

  it('says which condition failed and by what name the rule knows its tag', () => {
    const rules = withRules(setup, [
      { trigger: 'CALL_ENDED', filter: { tags: { has: typedId('Tag', vip) } }, actions: [deliver] },
    ]);
    const decided = decide(untagged, [{ trigger: 'CALL_ENDED' }], rules);
    expect(decided.decisions[0]).toMatchObject({
      matched: false,
      reason: 'tags was none; the rule wants: include “vip”',
    });
    expect(decided.sends).toEqual([]);
  });

  it('leaves rules that are off alone, and tags that are gone', () => {
    const rules = withRules(setup, [
      { trigger: 'CALL_ENDED', filter: {}, actions: [{ kind: 'addTag', tagId: qualified }], enabled: false },
      { trigger: 'CALL_ENDED', filter: {}, actions: [{ kind: 'addTag', tagId: newId() }] },
    ]);
    expect(decide(untagged, [{ trigger: 'CALL_ENDED' }], rules)).toMatchObject({
      decisions: [{ matched: true }],
      call: { tags: [] },
    });
  });
});
