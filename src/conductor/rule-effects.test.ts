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

  it('understands effects that were stored before rules could do more', () => {
    const old = { addedTagIds: [added], leadStatus: null, value: null };
    expect(withoutEffects({ ...stored, ruleEffects: old })).toMatchObject({ tagIds: [], assigneeId: agent });
  });
});
