import { expect, test } from 'vitest';
import type { AutomationChoicesQuery, AutomationDetailFragment } from '../../generated/graphql.ts';
import { actionChoices, actionInputs, draftsOf } from './actions.ts';

const field = { help: null, placeholder: null, choices: [], required: true, defaultValue: null };

const lists: AutomationChoicesQuery = {
  companies: { nodes: [{ id: 'com_1', name: 'Harbor Street', currency: 'USD' }] },
  trackers: { nodes: [] },
  tags: { nodes: [{ id: 'tag_1', name: 'Qualified' }] },
  connections: {
    nodes: [
      {
        id: 'con_1',
        label: 'Main desk',
        state: 'ACTIVE',
        integration: {
          id: 'desk',
          name: 'Desk',
          actions: [
            {
              id: 'desk.log-call',
              title: 'Log the call',
              description: '',
              fields: [{ ...field, name: 'queue', label: 'Queue', kind: 'TEXT' }],
            },
          ],
        },
      },
    ],
  },
};

type Saved = AutomationDetailFragment['actions'][number];
const choices = actionChoices(lists);

test('saved actions become drafts, and drafts the same actions as input', () => {
  const saved: Saved[] = [
    { kind: 'addTag', title: 'Add the tag', settings: { tagId: 'tag_1' }, connection: null },
    { kind: 'setValue', title: 'Set it', settings: { amount: '5', currency: 'EUR' }, connection: null },
    { kind: 'desk.log-call', title: 'Log', settings: { queue: 'sales' }, connection: { id: 'con_1' } },
  ];
  const { drafts, lost } = draftsOf(saved, choices);
  expect(lost).toEqual([]);
  expect(actionInputs(drafts)).toEqual([
    { addTag: { tagId: 'tag_1' } },
    { setValue: { amount: '5', currency: 'EUR' } },
    { deliver: { connectionId: 'con_1', action: 'log-call', settings: { queue: 'sales' } } },
  ]);
});

test('an action whose connection is gone is named, not dropped in silence', () => {
  const saved: Saved[] = [
    { kind: 'desk.log-call', title: 'Log the call', settings: {}, connection: { id: 'con_gone' } },
  ];
  expect(draftsOf(saved, choices)).toEqual({ drafts: [], lost: ['Log the call'] });
});
