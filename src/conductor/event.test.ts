import { expect, it } from 'vitest';
import { eventKeyOf } from './event.ts';

const form = {
  callback: 'dial',
  params: { CallSid: 'CA1', DialCallStatus: 'failed' },
  json: null,
  place: null,
};
const json = { callback: 'events', params: {}, json: { call: 'c1', legs: [{ a: 1, b: null }] }, place: null };

it('keeps the key that callbacks were stored under before JSON and places were known', () => {
  // SHA-256 of ["dial",[["CallSid","CA1"],["DialCallStatus","failed"]]].
  expect(eventKeyOf(form)).toBe('AED1bDLr_iiZXgk6qiGdqIAepAN3L3Oa1dSe0-MnxCM');
});

it('tells apart two dials that say the same', () => {
  const keys = [null, 'ring', 'ring-2'].map((place) => eventKeyOf({ ...form, place }));
  expect(new Set(keys).size).toBe(3);
});

it('knows JSON again in whatever order PostgreSQL gives its names back', () => {
  const again = { ...json, json: { legs: [{ b: null, a: 1 }], call: 'c1' } };
  expect(eventKeyOf(again)).toBe(eventKeyOf(json));
  for (const other of [
    { call: 'c1', legs: [{ a: 1 }] },
    {
      call: 'c1',
      legs: [
        [
          ['a', 1],
          ['b', null],
        ],
      ],
    },
    { call: 'c2' },
  ])
    expect(eventKeyOf({ ...json, json: other })).not.toBe(eventKeyOf(json));
});
