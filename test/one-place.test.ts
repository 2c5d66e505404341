import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * A copy of the project in which somebody adds an action and a trigger, in as many places as CONTRIBUTING says:
 * a file, and its import and entry in the list. Everything else has to follow.
 */
const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'ringpath-'));

const action = `
import { z } from 'zod';
import { Refusal } from '../../errors.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import { value } from '../../leads/parts/value.ts';
import { microsOf } from '../../money.ts';
import { defineCallAction } from './call-action.ts';

export const roundValue = defineCallAction({
  name: 'roundValue',
  title: 'Round the value up',
  description: 'Rounds what the call is worth up to a multiple of a whole number.',
  stored: z.strictObject({ step: z.int().min(1) }),
  given: z.object({ step: z.int().meta({ title: 'Step', description: 'From 1.', help: 'A whole number.' }) }),
  read: ({ step }, _, field) => {
    if (step < 1) throw new Refusal('INVALID', 'Give a step from 1.', field + '.step');
    return { step };
  },
  place: () => placeOf(value),
  apply: (call, { step }) => {
    if (!call.value) return { call, did: 'left the value: there is none' };
    const units = Math.ceil((microsOf(call.value.amount) ?? 0) / 1_000_000 / step) * step;
    const amount = units.toFixed(2);
    return { call: { ...call, value: { ...call.value, amount } }, did: 'rounded the value up to ' + amount };
  },
  shown: ({ step }) => ({ title: 'Round the value up to a multiple of ' + step, settings: { step } }),
});
`;

const trigger = `
import { assignee } from '../../leads/parts/assignee.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

export const assigneeChanged = defineTrigger({
  name: 'ASSIGNEE_CHANGED',
  label: 'When the lead goes to somebody else',
  description: 'Somebody else looks after it.',
  cause: { kind: 'PART', part: assignee, change: 'ANY' },
  settings: [],
  shows: ({ call }) => call.assigneeId !== null,
  at: (call) => afterEnd(call),
});
`;

/** Adds a declaration the way a person would: its file, and two lines in the list beside it. */
const add = (folder: string, file: string, name: string, text: string, after: string): void => {
  const list = join(copy, folder, 'list.ts');
  writeFileSync(join(copy, folder, `${file}.ts`), text);
  const lines = readFileSync(list, 'utf8').replace(`  ${after},\n]`, `  ${after},\n  ${name},\n]`);
  writeFileSync(list, `import { ${name} } from './${file}.ts';\n${lines}`);
};

let api: Awaited<ReturnType<typeof import('./support/graphql.ts')['openGraphql']>>;
let calls: typeof import('./support/calls.ts');
let seed: typeof import('./support/seed.ts');
let ids: typeof import('../src/ids.ts');

beforeAll(async () => {
  for (const folder of ['src', 'schema', 'integrations', 'test/support'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  cpSync(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  add('src/automation/actions', 'round-value', 'roundValue', action, 'deliver');
  add('src/automation/triggers', 'assignee-changed', 'assigneeChanged', trigger, 'notCalledBack');
  const own = <Module>(path: string): Promise<Module> => import(join(copy, path));
  const graphql = await own<typeof import('./support/graphql.ts')>('test/support/graphql.ts');
  calls = await own('test/support/calls.ts');
  seed = await own('test/support/seed.ts');
  ids = await own('src/ids.ts');
  api = await graphql.openGraphql();
});
afterAll(async () => {
  await api?.close();
  rmSync(copy, { recursive: true, force: true });
});

const change = async (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await api.ask(
    `mutation ($i: ${type}!) { ${name}(input: $i) { ${fields} userErrors { code field } } }`,
    { i: input },
  );
  expect(errors).toBeUndefined();
  return data[name];
};

const rule = (step: number) => ({
  name: 'Rounder',
  trigger: 'ASSIGNEE_CHANGED',
  filter: {},
  actions: [{ roundValue: { step } }],
});

describe('an action and a trigger that were added in one place each', () => {
  it('stand in the menus', async () => {
    const { data } = await api.ask(`{
      automationActions { name label group fields { name label help kind required } }
      automationTriggers { name label description }
    }`);
    expect(data.automationActions).toContainEqual({
      name: 'roundValue',
      label: 'Round the value up',
      group: 'On the call',
      fields: [{ name: 'step', label: 'Step', help: 'A whole number.', kind: 'NUMBER', required: true }],
    });
    expect(data.automationTriggers).toContainEqual({
      name: 'ASSIGNEE_CHANGED',
      label: 'When the lead goes to somebody else',
      description: 'Somebody else looks after it.',
    });
  });

  it('are checked, kept, shown, set off and done, and the history names the rule', async () => {
    const company = await seed.seedCompany(api.db, api.accountId);
    const refused = await change('createAutomation', rule(0), 'automation { id }');
    expect(refused.userErrors).toEqual([{ code: 'INVALID', field: 'input.actions[0].roundValue.step' }]);

    const shown = 'automation { id triggerText actions { kind title settings } }';
    const { automation } = await change('createAutomation', rule(50), shown);
    expect(automation).toMatchObject({
      triggerText: 'When the lead goes to somebody else',
      actions: [
        { kind: 'roundValue', title: 'Round the value up to a multiple of 50', settings: { step: 50 } },
      ],
    });

    const worth = { valueMicros: 120_000_000, valueCurrency: 'USD' };
    const callId = ids.typedId('Call', await calls.storeCall(api.db, company, worth));
    const { agent } = await change('createAgent', { name: 'Kim' }, 'agent { id }');
    const fields = `call {
      value { amount }
      decisions { trigger triggerText reason }
      history { field label before after author { kind automation { id } } }
    }`;
    const { call } = await change('assignCall', { callId, agentId: agent.id }, fields);
    expect(call).toEqual({
      value: { amount: '150.00' },
      decisions: [
        {
          trigger: 'ASSIGNEE_CHANGED',
          triggerText: 'When the lead goes to somebody else',
          reason: 'every condition held: rounded the value up to 150.00',
        },
      ],
      history: [
        {
          field: 'assignee',
          label: 'Assigned to',
          before: null,
          after: 'Kim',
          author: { kind: 'KEY', automation: null },
        },
        {
          field: 'value',
          label: 'Value',
          before: '120.00 USD',
          after: '150.00 USD',
          author: { kind: 'RULE', automation: { id: automation.id } },
        },
      ],
    });
  });
});
