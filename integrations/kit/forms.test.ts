import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formFields } from './forms.ts';

describe('formFields', () => {
  it('turns every kind of setting into a field', () => {
    const settings = z.object({
      url: z.url().meta({ title: 'Address', description: 'Where it goes.', placeholder: 'https://…' }),
      apiKey: z.string().min(1).meta({ title: 'Key', secret: true }),
      count: z.number().int().min(1).default(5).meta({ title: 'How many' }),
      sendRecording: z.boolean().meta({ title: 'Recording' }).default(false),
      kind: z.enum(['TASK', 'NOTE']).meta({ title: 'Kind', choices: { TASK: 'A task', NOTE: 'A note' } }),
      tags: z.array(z.string()).optional().meta({ title: 'Tags' }),
      to: z.string().meta({ title: 'To', template: 'PHONE' }),
      untitled: z.string().nullable(),
    });
    expect(formFields(settings)).toEqual([
      field('url', 'Address', 'TEXT', { help: 'Where it goes.', required: true, placeholder: 'https://…' }),
      field('apiKey', 'Key', 'SECRET', { required: true }),
      field('count', 'How many', 'NUMBER', { defaultValue: '5' }),
      field('sendRecording', 'Recording', 'CHECKBOX', { defaultValue: 'false' }),
      field('kind', 'Kind', 'CHOICE', {
        required: true,
        choices: [
          { value: 'TASK', label: 'A task' },
          { value: 'NOTE', label: 'A note' },
        ],
      }),
      field('tags', 'Tags', 'LIST', {}),
      field('to', 'To', 'TEXT', { required: true, template: 'PHONE' }),
      field('untitled', 'untitled', 'TEXT', { required: true }),
    ]);
  });

  it('makes an empty form of empty settings', () => {
    expect(formFields(z.object({}))).toEqual([]);
  });

  it('shows a choice without a label by its value', () => {
    expect(formFields(z.object({ kind: z.enum(['A']) }))[0]?.choices).toEqual([{ value: 'A', label: 'A' }]);
  });

  it('offers the choices of a list that has them', () => {
    const channels = z.array(z.enum(['CALL', 'TEXT'])).meta({ choices: { CALL: 'Calls' } });
    expect(formFields(z.object({ channels }))[0]).toMatchObject({
      kind: 'LIST',
      choices: [
        { value: 'CALL', label: 'Calls' },
        { value: 'TEXT', label: 'TEXT' },
      ],
    });
  });
});

const field = (name: string, label: string, kind: string, rest: object): object => ({
  name,
  label,
  kind,
  help: null,
  required: false,
  choices: [],
  defaultValue: null,
  placeholder: null,
  template: null,
  ...rest,
});
