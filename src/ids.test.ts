import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { describe, expect, it } from 'vitest';
import { newId, parseId, typedId, uuidOf } from './ids.ts';

describe('ids', () => {
  it('go out typed and come back as the same UUID', () => {
    const uuid = newId();
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(typedId('Call', uuid)).toMatch(/^call_[0-9a-z]{26}$/);
    expect(parseId(typedId('Call', uuid))).toEqual({ noun: 'Call', uuid });
  });

  it('are written as the library writes them', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(typedId('Call', uuid)).toBe(TypeID.fromUUID('call', uuid).toString());
      }),
    );
    for (const uuid of ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
      expect(parseId(typedId('Tag', uuid))).toEqual({ noun: 'Tag', uuid });
  });

  it('sort like the moments they were made', () => {
    const made = Array.from({ length: 50 }, newId);
    expect([...made].sort()).toEqual(made);
  });

  it.each([
    '',
    'call',
    'call_',
    'call_zzzz',
    'nope_01k9r2m4x5e8kbw3n7q6t0v2yz',
    '_01k9r2m4x5e8kbw3n7q6t0v2yz',
    'call_\u0000',
  ])('refuses %j', (text) => expect(parseId(text)).toBeNull());

  it('does not take one noun for another', () => {
    expect(uuidOf('Tag', typedId('Call', newId()))).toBeNull();
  });
});
