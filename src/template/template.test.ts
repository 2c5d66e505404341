import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleCall } from '../../integrations/kit/testing.ts';
import { type CustomField, templateFieldsOf } from './fields.ts';
import { fill, fillExample } from './fill.ts';
import { parseTemplate, TemplateFault, typeOf } from './parse.ts';
import { checkSettings, fillSettings } from './settings.ts';
import { readAs } from './types.ts';

const custom = new Map<string, CustomField>([
  ['1', { subject: 'CALL', key: 'job_type', name: 'Job type', kind: 'CHOICE', choices: ['Boiler', 'Leak'] }],
  ['2', { subject: 'CALL', key: 'visit_on', name: 'Visit on', kind: 'DATE', choices: [] }],
  ['3', { subject: 'CALLER', key: 'vip', name: 'VIP', kind: 'CHECKBOX', choices: [] }],
  ['4', { subject: 'CALL', key: 'constructor', name: 'Constructor', kind: 'TEXT', choices: [] }],
]);
const fields = templateFieldsOf(custom);
const call = exampleCall({
  caller: { name: null, customFields: { vip: true } },
  customFields: { job_type: 'Leak', visit_on: '2026-12-01' },
});
const filled = (source: string): string => fill(parseTemplate(source, fields), call);
const type = (source: string): string => typeOf(parseTemplate(source, fields));

describe('a template', () => {
  it.each([
    ['no braces { } at all', 'no braces { } at all'],
    ['{{callerNumber}}', '+12125550177'],
    ['{{ value }} {{valueCurrency}}', '149.90 USD'],
    ['{{value | round}}', '150'],
    ['{{campaign | upper}}', 'EMERGENCY-PLUMBING'],
    ['{{leadStatus|lower}}', 'qualified'],
    ['{{callerName | "unknown caller"}}', 'unknown caller'],
    ['{{callerName | upper | "none" | upper}}', 'NONE'],
    ['{{callerName}}', ''],
    ['{{firstTime}}', 'yes'],
    ['{{startedAt}}', '2026-11-20T15:04:05.000Z'],
    ['{{startedAt | date}} {{startedAt | time}}', '2026-11-20 10:04'],
    ['{{customFields.job_type}} on {{customFields.visit_on | date}}', 'Leak on 2026-12-01'],
    ['{{customFields.visit_on | time | "all day"}}', 'all day'],
    ['{{callerCustomFields.vip}}', 'yes'],
    ['{{customFields.constructor | "none"}}', 'none'],
    ['{{"{{a \\"quoted\\" }}"}}', '{{a "quoted" }}'],
    ['{{tags}}', 'qualified'],
  ])('%s becomes %s', (source, text) => {
    expect(filled(source)).toBe(text);
  });

  it('knows days by the company’s zone', () => {
    const late = exampleCall({ startedAt: '2026-11-21T03:00:00.000Z' });
    expect(fill(parseTemplate('{{startedAt | date}}', fields), late)).toBe('2026-11-20');
  });

  it.each([
    ['{{campain}}', 3, 'There is no field campain (at character 3). Did you mean `campaign`?'],
    ['{{number}}', 3, '`callerNumber`?'],
    ['{{customFields.job_typ}}', 3, 'Did you mean `customFields.job_type`?'],
    ['{{xyzzy}}', 3, 'There is no field xyzzy (at character 3).'],
    ['{{__proto__}}', 3, 'no field __proto__'],
    ['a {{campaign | uper}}', 16, 'Did you mean `upper`?'],
    ['{{campaign | toString}}', 14, 'There are: upper, lower, date, time, round.'],
    ['{{campaign | round}}', 14, 'cannot be used on text'],
    ['{{value | "none" | round}}', 20, 'cannot be used on text'],
    ['Hello {{campaign', 7, 'is never closed'],
    ['Hello {{campaign | "a', 7, 'is never closed'],
    ['{{campaign | "a}}', 14, 'no second "'],
    ['{{campaign {{source}}', 1, 'is never closed'],
    ['{campaign}}', 10, 'closes nothing'],
    ['{{}}', 1, 'Name a field'],
    ['{{campaign |}}', 12, 'Name a filter'],
    ['{{campaign upper}}', 12, 'Put a | before'],
    ['{{campaign | upper!}}', 19, 'does not belong'],
  ])('%s is refused at character %i', (source, position, words) => {
    expect(() => parseTemplate(source, fields)).toThrow(TemplateFault);
    try {
      parseTemplate(source, fields);
    } catch (error) {
      expect(error).toMatchObject({ position, message: expect.stringContaining(words) });
    }
  });

  it('is refused when it is endless', () => {
    expect(() => parseTemplate('x'.repeat(10_001), fields)).toThrow(/at most 10000 characters/);
  });

  it('of anything at all is filled in or refused with a position inside it', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '|',
      '"',
      'campaign',
      'upper',
      ' ',
      '.',
      '\\',
      'date',
      'startedAt',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 }), (pieces) => {
        const source = pieces.join('');
        try {
          expect(typeof filled(source)).toBe('string');
        } catch (error) {
          if (!(error instanceof TemplateFault)) throw error;
          expect(error.position).toBeGreaterThan(0);
          expect(error.position).toBeLessThanOrEqual(Math.max(1, source.length + 1));
        }
      }),
    );
  });

  it('gives every field an example that reads as its type', () => {
    for (const field of fields.values()) {
      const text = fillExample(parseTemplate(`{{${field.path}}}`, fields));
      expect(text, field.path).not.toBe('');
      if (field.type !== 'BOOLEAN') expect(readAs(field.type, text), field.path).not.toBeNull();
      else expect(['yes', 'no']).toContain(text);
    }
  });

  it.each([
    ['{{campaign}}', 'TEXT'],
    ['{{value | round}}', 'NUMBER'],
    ['{{value | "0"}}', 'NUMBER'],
    ['{{value | "none"}}', 'TEXT'],
    [' {{callerNumber}} ', 'PHONE'],
    ['{{assigneeEmail | lower}}', 'EMAIL'],
    ['{{companyCurrency | lower}}', 'TEXT'],
    ['1{{score}}', 'TEXT'],
    ['{{startedAt | time}}', 'TEXT'],
  ])('%s is %s', (source, expected) => {
    expect(type(source)).toBe(expected);
  });
});

describe('settings of an action', () => {
  const schema = z.object({
    to: z.email().meta({ title: 'Recipient', template: 'EMAIL' }),
    text: z.string().min(1).max(40).meta({ title: 'Text', template: 'TEXT' }),
    points: z.number().min(0).optional().meta({ title: 'Points', template: 'NUMBER' }),
    phone: z.string().optional().meta({ title: 'Phone', template: 'PHONE' }),
    fixed: z.string().default('{{kept}}').meta({ title: 'Fixed' }),
  });
  const good = {
    to: '{{assigneeEmail}}',
    text: 'Call {{callerName | "from somebody"}}',
    points: '{{score}}',
  };
  const check = (change: object) => checkSettings(schema, { ...good, ...change }, fields);

  it('are stored as they were written, with the defaults', () => {
    expect(check({})).toEqual({ settings: { ...good, fixed: '{{kept}}' }, problems: [] });
    expect(check({ to: 'a@example.com', points: '12' }).settings).toMatchObject({ points: 12 });
    expect(check({ points: 12 }).settings).toMatchObject({ points: 12 });
  });

  it.each([
    [{ points: '{{campaign}}' }, 'points', '{{campaign}} is text; this field needs a number.'],
    [{ points: '1{{score}}' }, 'points', 'Text with something filled in is text; this field needs a number.'],
    [{ points: 'many' }, 'points', 'This is not a number like 149.90.'],
    [
      { to: '{{callerNumber}}' },
      'to',
      '{{callerNumber}} is a phone number; this field needs an e-mail address.',
    ],
    [{ text: '{{nothing}}' }, 'text', 'There is no field nothing (at character 3).'],
    [{ text: `${'x'.repeat(35)} {{campaign}}` }, 'text', 'This must be at most 40 characters long.'],
    [{ to: undefined }, 'to', 'This is required.'],
    [{ too: 'x' }, 'too', 'The action has no such field.'],
  ])('are refused at save: %j', (change, name, message) => {
    expect(check(change).problems).toMatchObject([{ name, message }]);
  });

  const assigned = exampleCall({
    score: 70,
    assignee: { id: 'agt_1', name: 'Alex', email: 'alex@example.com' },
  });

  it('are filled in and read as their types', () => {
    const { settings, data, problems } = fillSettings(
      schema,
      { ...good, phone: '+1 212 555 0100' },
      fields,
      assigned,
    );
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      to: 'alex@example.com',
      text: 'Call ROBIN DOE',
      points: 70,
      phone: '+12125550100',
    });
    expect(data).toMatchObject({ fixed: '{{kept}}' });
  });

  it.each([
    [good, { assignee: null, score: null }, 'Recipient', 'This call has nothing for {{assigneeEmail}}.'],
    [{ ...good, text: '{{campaign}}' }, { campaign: 'x'.repeat(41) }, 'Text', 'at most 40 characters'],
    [{ ...good, text: '{{customFields.gone}}' }, {}, 'Text', 'There is no field customFields.gone'],
    [{ ...good, to: '{{campaign}}' }, {}, 'Recipient', 'What comes out is not an e-mail address'],
  ])('say which field does not fit a call: %#', (settings, change, label, words) => {
    const result = fillSettings(schema, settings, fields, { ...assigned, ...change });
    expect(result.data).toBeNull();
    expect(result.problems).toMatchObject([{ label, message: expect.stringContaining(words) }]);
  });

  it('leave out an optional field that comes out empty', () => {
    const { data } = fillSettings(schema, good, fields, { ...assigned, score: null });
    expect(data).not.toHaveProperty('points');
  });
});
