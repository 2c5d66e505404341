import { expect, test } from 'vitest';
import type { AutomationChoicesQuery, AutomationDetailFragment } from '../../generated/graphql.ts';
import { actionChoices, actionErrors, actionInputs, draftOf, draftsOf } from './actions.ts';

const field = {
  help: null,
  placeholder: null,
  choices: [],
  required: true,
  defaultValue: null,
  template: null,
};

const inRingpath = { group: 'On the call', description: '', settings: {} };

const lists: AutomationChoicesQuery = {
  automationTriggers: [],
  automationActions: [
    {
      ...inRingpath,
      name: 'addTag',
      label: 'Add a tag',
      fields: [{ ...field, name: 'tagId', label: 'Tag', kind: 'CHOICE' }],
    },
    {
      ...inRingpath,
      name: 'removeTag',
      label: 'Take off a tag',
      fields: [{ ...field, name: 'tagId', label: 'Tag', kind: 'CHOICE' }],
    },
    {
      ...inRingpath,
      name: 'setValue',
      label: 'Set the value',
      fields: [
        { ...field, name: 'amount', label: 'Amount', kind: 'TEXT' },
        { ...field, name: 'currency', label: 'Currency', kind: 'TEXT' },
      ],
    },
    { ...inRingpath, name: 'setValueByLeadStatus', label: 'Set the value by lead status', fields: null },
    {
      ...inRingpath,
      name: 'assign',
      label: 'Assign to somebody',
      fields: [{ ...field, name: 'agentIds', label: 'Agent', kind: 'LIST' }],
    },
    {
      name: 'setCustomField',
      label: 'Set “Job type”',
      group: 'Custom fields of the call',
      description: '',
      settings: { fieldId: 'field_1' },
      fields: [{ ...field, name: 'value', label: 'Job type', kind: 'CHOICE', required: false }],
    },
  ],
  companies: { nodes: [{ id: 'com_1', name: 'Harbor Street', currency: 'USD' }] },
  trackers: { nodes: [] },
  tags: { nodes: [{ id: 'tag_1', name: 'Qualified' }] },
  agents: { nodes: [{ id: 'agent_1', name: 'Front desk', active: true }] },
  linkedAccounts: {
    nodes: [
      {
        id: 'lnk_1',
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
const choices = actionChoices(lists, [
  { value: 'QUALIFIED', label: 'Qualified' },
  { value: 'WON', label: 'Won' },
]);

test('saved actions become drafts, and drafts the same actions as input', () => {
  const saved: Saved[] = [
    { kind: 'addTag', title: 'Add the tag', settings: { tagId: 'tag_1' }, linkedAccount: null },
    { kind: 'setValue', title: 'Set it', settings: { amount: '5', currency: 'EUR' }, linkedAccount: null },
    { kind: 'removeTag', title: 'Take it off', settings: { tagId: 'tag_1' }, linkedAccount: null },
    { kind: 'assign', title: 'Assign', settings: { agentIds: ['agent_1'] }, linkedAccount: null },
    {
      kind: 'setCustomField',
      title: 'Set it',
      settings: { fieldId: 'field_1', value: 'Repair' },
      linkedAccount: null,
    },
    {
      kind: 'setValueByLeadStatus',
      title: 'Set it',
      settings: {
        currency: 'EUR',
        values: [
          { leadStatus: 'QUALIFIED', amount: '40' },
          { leadStatus: 'WON', times: '0.5' },
        ],
      },
      linkedAccount: null,
    },
    { kind: 'desk.log-call', title: 'Log', settings: { queue: 'sales' }, linkedAccount: { id: 'lnk_1' } },
  ];
  const { drafts, lost } = draftsOf(saved, choices);
  expect(lost).toEqual([]);
  expect(actionInputs(drafts)).toEqual([
    { addTag: { tagId: 'tag_1' } },
    { setValue: { amount: '5', currency: 'EUR' } },
    { removeTag: { tagId: 'tag_1' } },
    { assign: { agentIds: ['agent_1'] } },
    { setCustomField: { fieldId: 'field_1', value: 'Repair' } },
    {
      setValueByLeadStatus: {
        currency: 'EUR',
        values: [
          { leadStatus: 'QUALIFIED', amount: '40' },
          { leadStatus: 'WON', times: '0.5' },
        ],
      },
    },
    { deliver: { linkedAccountId: 'lnk_1', action: 'log-call', settings: { queue: 'sales' } } },
  ]);
});

test('an action whose linked account is gone is named, not dropped in silence', () => {
  const saved: Saved[] = [
    { kind: 'desk.log-call', title: 'Log the call', settings: {}, linkedAccount: { id: 'lnk_gone' } },
  ];
  expect(draftsOf(saved, choices)).toEqual({ drafts: [], lost: ['Log the call'] });
});

test('an error goes to the field it is about, and else stays with its action', () => {
  const { drafts } = draftsOf(
    [
      {
        kind: 'setValueByLeadStatus',
        title: '',
        settings: { currency: 'EUR', values: [{ leadStatus: 'WON', amount: 'x' }] },
        linkedAccount: null,
      },
      { kind: 'desk.log-call', title: '', settings: { queue: 'sales' }, linkedAccount: { id: 'lnk_1' } },
    ],
    choices,
  );
  const errors = {
    'actions.0.setValueByLeadStatus.values.0.amount': 'No amount.',
    'actions.1.deliver.settings.queue.0': 'No such queue.',
    'actions.1.deliver.linkedAccountId': 'Taken down.',
  };
  const found = drafts.map((draft, place) => actionErrors(errors, place, draft));
  expect(found).toEqual([{ WON: 'No amount.' }, { queue: 'No such queue.', '': 'Taken down.' }]);
});

test('every action can be added, and read as input before anything is filled in', () => {
  const drafts = choices.map((choice) => draftOf(choice));
  expect(actionInputs(drafts)).toHaveLength(choices.length);
});
