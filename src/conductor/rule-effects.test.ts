import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../test/support/example-call.ts';
import type { Call } from '../calls/call.ts';
import { newId } from '../ids.ts';
import { effectsOf, withoutEffects } from './rule-effects.ts';

const [worn, added, agent, other, field] = [newId(), newId(), newId(), newId(), newId()];
const before: Call = { ...exampleCall(), tagIds: [worn], customValues: {} };
const ruled: Call = {
  ...before,
  tagIds: [added],
  leadStatus: 'QUALIFIED',
  valueMicros: 5_000_000,
  valueCurrency: 'USD',
  assigneeId: agent,
  customValues: { [field]: 'boiler' },
};
const stored: Call = { ...ruled, ruleEffects: effectsOf(before, ruled) };

describe('taking back what rules did when a call ended', () => {
  it('leaves the call as it stood before them', () => {
    expect(withoutEffects(stored)).toEqual(before);
  });

  it('leaves alone what people did since', () => {
    const edited: Call = {
      ...stored,
      leadStatus: 'WON',
      assigneeId: other,
      customValues: { [field]: 'roof' },
    };
    expect(withoutEffects(edited)).toMatchObject({
      leadStatus: 'WON',
      assigneeId: other,
      customValues: { [field]: 'roof' },
      valueMicros: null,
    });
  });

  it('leaves the points of other rules alone, and takes back those given at the end whatever they are now', () => {
    const [atEnd, later] = [newId(), newId()];
    const reason = (automationId: string, points: number) => ({
      criterionId: null,
      automationId,
      name: 'A rule',
      points,
    });
    const given: Call = { ...before, scoreReasons: [reason(atEnd, 5)] };
    const now: Call = { ...given, scoreReasons: [reason(atEnd, 8), reason(later, 3)] };
    const { scoreReasons } = withoutEffects({ ...now, ruleEffects: effectsOf(before, given) });
    expect(scoreReasons).toEqual([reason(later, 3)]);
  });
});

describe('effects as they were stored before every part had places', () => {
  it('are understood where they know little', () => {
    const old = { addedTagIds: [added], leadStatus: null, value: null };
    expect(withoutEffects({ ...stored, ruleEffects: old })).toMatchObject({ tagIds: [], assigneeId: agent });
  });

  it('are taken back whole', () => {
    const rule = newId();
    const scoreReasons = [{ criterionId: null, automationId: rule, name: 'A rule', points: 5 }];
    const old = {
      addedTagIds: [added],
      removedTagIds: [worn],
      leadStatus: { from: 'NEW', to: 'QUALIFIED' },
      value: { from: [null, null], to: [5_000_000, 'USD'] },
      assigneeId: { from: null, to: agent },
      customValues: { [field]: { from: null, to: 'boiler' } },
      pointsBy: [rule],
    };
    expect(withoutEffects({ ...ruled, scoreReasons, ruleEffects: old })).toEqual({
      ...before,
      scoreReasons: [],
    });
  });
});
