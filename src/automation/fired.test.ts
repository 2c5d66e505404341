import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../test/support/example-call.ts';
import { newId } from '../ids.ts';
import { triggersBetween, wakes } from './fired.ts';

const call = exampleCall();
const [vip, spam] = [newId(), newId()];

describe('what an edit fires', () => {
  it('is nothing when nothing changed, and CALL_UPDATED whatever did', () => {
    expect(triggersBetween(call, { ...call }, [])).toEqual([]);
    expect(triggersBetween(call, { ...call, assigneeId: newId() }, [])).toEqual([
      { trigger: 'CALL_UPDATED' },
    ]);
    expect(triggersBetween(call, call, ['NOTE_ADDED'])).toEqual([
      { trigger: 'CALL_UPDATED' },
      { trigger: 'NOTE_ADDED' },
    ]);
  });

  it('names each tag that came or went, the lead status and the value', () => {
    const before = { ...call, tagIds: [spam], valueMicros: 5_000_000, valueCurrency: 'USD' };
    const after = {
      ...call,
      tagIds: [vip],
      leadStatus: 'WON' as const,
      valueMicros: 5_000_000,
      valueCurrency: 'EUR',
    };
    expect(triggersBetween(before, after, [])).toEqual([
      { trigger: 'CALL_UPDATED' },
      { trigger: 'TAG_ADDED', which: vip },
      { trigger: 'TAG_REMOVED', which: spam },
      { trigger: 'LEAD_STATUS_CHANGED' },
      { trigger: 'VALUE_CHANGED' },
    ]);
  });
});

describe('waking a rule', () => {
  it('narrows a tag trigger to the tag the rule names', () => {
    const any = { id: newId(), trigger: 'TAG_ADDED' as const, triggerSettings: {} };
    const narrowed = { ...any, triggerSettings: { tagId: vip } };
    expect(wakes(any, { trigger: 'TAG_ADDED', which: spam })).toBe(true);
    expect(wakes(narrowed, { trigger: 'TAG_ADDED', which: spam })).toBe(false);
    expect(wakes(narrowed, { trigger: 'TAG_ADDED', which: vip })).toBe(true);
    expect(wakes(narrowed, { trigger: 'TAG_REMOVED', which: vip })).toBe(false);
  });

  it('lets a timer wake only the rule that set it', () => {
    const rule = { id: newId(), trigger: 'AFTER_CALL' as const, triggerSettings: { minutes: 5 } };
    expect(wakes(rule, { trigger: 'AFTER_CALL', automationId: rule.id })).toBe(true);
    expect(wakes(rule, { trigger: 'AFTER_CALL', automationId: newId() })).toBe(false);
  });
});
