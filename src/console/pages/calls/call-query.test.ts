import { expect, test } from 'vitest';
import {
  type CallQuery,
  everything,
  readCallQuery,
  searchableDigits,
  toCallFilter,
  writeCallQuery,
} from './call-query.ts';

const full: CallQuery = {
  range: { preset: 'custom', from: '2026-11-01', to: '2026-11-20' },
  outcomes: ['MISSED', 'VOICEMAIL'],
  source: 'google & friends',
  tag: 'tag_1',
  tracker: 'trk_1',
  company: 'com_1',
  assignee: 'agent_1',
  minScore: 0,
  fields: [
    { subject: 'CALL', kind: 'CHOICE', key: 'job_type', value: 'Repair: big, or small' },
    { subject: 'CALLER', kind: 'CHECKBOX', key: 'regular', value: 'no' },
  ],
  firstTime: true,
  minSeconds: 90,
  number: '+1 (212) 555',
};

test('what is asked for survives the address', () => {
  expect(readCallQuery(new URLSearchParams(writeCallQuery(full).toString()))).toEqual(full);
  expect(writeCallQuery(everything).toString()).toBe('');
  expect(readCallQuery(new URLSearchParams())).toEqual(everything);
});

test('what an address cannot mean is left out', () => {
  expect(
    readCallQuery(new URLSearchParams('outcome=MISSED,EATEN&min=-3&first=yes&field=call.mood.a:b&field=x')),
  ).toEqual({
    ...everything,
    outcomes: ['MISSED'],
  });
});

test('every part becomes one condition', () => {
  expect(toCallFilter(full, new Date(), 'UTC')).toEqual({
    all: [
      { startedAt: { gte: '2026-11-01T00:00:00.000Z', lt: '2026-11-21T00:00:00.000Z' } },
      { outcome: { in: ['MISSED', 'VOICEMAIL'] } },
      { source: { eq: 'google & friends' } },
      { tags: { has: 'tag_1' } },
      { tracker: { eq: 'trk_1' } },
      { company: { eq: 'com_1' } },
      { assignee: { eq: 'agent_1' } },
      { score: { gte: 0 } },
      { customFields: [{ key: 'job_type', choice: { eq: 'Repair: big, or small' } }] },
      { callerCustomFields: [{ key: 'regular', checkbox: { eq: false } }] },
      { firstTime: { eq: true } },
      { durationSeconds: { gte: 90 } },
      { callerNumber: { contains: '+1212555' } },
    ],
  });
});

test('no condition is the empty filter, also for a custom range without days', () => {
  expect(toCallFilter(everything, new Date(), 'UTC')).toEqual({});
  const range = { preset: 'custom', from: null, to: null } as const;
  expect(toCallFilter({ ...everything, range }, new Date(), 'UTC')).toEqual({});
});

test('a lead that is nobody’s can be asked for', () => {
  expect(toCallFilter({ ...everything, assignee: 'nobody' }, new Date(), 'UTC')).toEqual({
    all: [{ assignee: { present: false } }],
  });
});

test('a number is found however it was typed', () => {
  expect(searchableDigits('(212) 555-0177')).toBe('2125550177');
  expect(searchableDigits('030 123')).toBe('30123');
  expect(searchableDigits('+49 (0)30 123')).toBe('+4930123');
});
