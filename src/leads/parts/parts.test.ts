import { describe, expect, it } from 'vitest';
import { exampleCall } from '../../../test/support/example-call.ts';
import { exampleSetup } from '../../../test/support/example-setup.ts';
import { type Call, snapshotOf } from '../../calls/call.ts';
import { newId } from '../../ids.ts';
import { changesBetween, changesSeen, fieldLabel, parts, placeOf, replaced, withPlace } from './parts.ts';

const { setup: plain, company, tags } = exampleSetup({ tags: ['worn', 'vip'] });
const [worn = '', vip = ''] = tags.map(({ id }) => id);
const about = { accountId: plain.accountId, companyId: null, createdAt: new Date(0) };
const agent = { ...about, id: newId(), name: 'Kim', email: null, active: true };
const jobType = {
  ...about,
  id: newId(),
  subject: 'CALL' as const,
  key: 'job_type',
  name: 'Kind of job',
  kind: 'TEXT' as const,
  choices: [],
  archived: false,
};
const setup = {
  ...plain,
  agents: new Map([[agent.id, agent]]),
  customFields: new Map([[jobType.id, jobType]]),
};
const before: Call = { ...exampleCall(), companyId: company.id, trackerId: null, tagIds: [worn] };
const after: Call = {
  ...before,
  tagIds: [vip],
  leadStatus: 'WON',
  valueMicros: 80_000_000,
  valueCurrency: 'USD',
  assigneeId: agent.id,
  scoreReasons: [{ criterionId: null, automationId: newId(), name: 'A rule', points: 5 }],
  customValues: { [jobType.id]: 'boiler' },
};
const shown = (call: Call) =>
  snapshotOf(call, { visit: null, caller: null }, setup, 'https://ringpath.example');

describe('every writable part of a call', () => {
  it('is seen to differ, and is put and taken back place by place', () => {
    const changes = changesBetween(before, after);
    expect(new Set(changes.map(({ part }) => part.name))).toEqual(new Set(parts.map(({ name }) => name)));
    const there = changes.reduce(
      (call, { part, which, from, to }) => replaced(call, placeOf(part, which), from, to),
      before,
    );
    expect(there).toEqual(after);
    const back = changes.reduce(
      (call, { part, which, from, to }) => replaced(call, placeOf(part, which), to, from),
      there,
    );
    expect(changesBetween(before, back)).toEqual([]);
  });

  it('differs in snapshots as it does in stored calls, but for the score, which follows', () => {
    const seen = changesSeen(shown(before), shown(after), setup);
    expect(seen).toEqual(changesBetween(before, after).filter(({ part }) => part.name !== 'score'));
    const taken = seen.reduce(
      (call, { part, which }) => withPlace(call, shown(after), placeOf(part, which), setup),
      shown(before),
    );
    expect(changesSeen(taken, shown(after), setup)).toEqual([]);
  });

  it('stays with who wrote since', () => {
    const edited = { ...after, assigneeId: null };
    expect(replaced(edited, 'assignee', agent.id, newId())).toBe(edited);
    expect(replaced(edited, 'a part that is gone', null, 1)).toBe(edited);
  });

  it('has a name people know, also fields that are gone', () => {
    expect(
      ['leadStatus', 'tags', 'custom:job_type', 'custom:old'].map((field) => fieldLabel(field, setup)),
    ).toEqual(['Status', 'Tags', 'Kind of job', 'old']);
  });
});
