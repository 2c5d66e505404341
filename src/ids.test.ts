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

  it('are read as the library reads them, and nothing else is', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(uuidOf('Call', TypeID.fromUUID('call', uuid).toString())).toBe(uuid);
      }),
    );
    const wrong = fc
      .oneof(fc.stringMatching(/^[0-9a-z]{24,27}$/), fc.string({ unit: 'binary', maxLength: 30 }))
      .filter((suffix) => !/^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(suffix));
    fc.assert(
      fc.property(wrong, (suffix) => {
        expect(uuidOf('Call', `call_${suffix}`)).toBeNull();
      }),
    );
  });

  it('sort like the moments they were made, are of version 7, and never come twice', () => {
    const made = Array.from({ length: 20_000 }, newId);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const moment = Number.parseInt((made[0] ?? '').replace('-', '').slice(0, 12), 16);
    expect(Math.abs(moment - Date.now())).toBeLessThan(60_000);
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
