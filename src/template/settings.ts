import type { z } from 'zod';
import { type FormField, formFields, type TemplateKind } from '../../integrations/kit/forms.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { plainIssue } from '../plain-issues.ts';
import type { TemplateFields } from './fields.ts';
import { emptyIn, fill, fillExample } from './fill.ts';
import { parseTemplate, type Template, TemplateFault, typeOf } from './parse.ts';
import { readAs, typeHints, typeWords } from './types.ts';

type Settings = Readonly<Record<string, unknown>>;

/** What is wrong with one field of an action's settings. */
export interface SettingProblem {
  /** Its key in the settings; empty when it is about all of them. */
  readonly name: string;
  /** What the form calls it. */
  readonly label: string;
  /** Neither a value of the call nor anything else personal. */
  readonly message: string;
}

type TemplatedField = FormField & { readonly template: TemplateKind };

interface Read {
  readonly field: TemplatedField;
  readonly source: string;
  readonly template: Template;
}

interface ReadSettings {
  readonly templates: readonly Read[];
  readonly problems: readonly SettingProblem[];
}

const forms = new WeakMap<z.ZodObject, readonly FormField[]>();

const formOf = (schema: z.ZodObject): readonly FormField[] => {
  const known = forms.get(schema);
  if (known) return known;
  const form = formFields(schema);
  forms.set(schema, form);
  return form;
};

const problemOf = ({ name, label }: FormField, message: string): SettingProblem => ({ name, label, message });

const read = (schema: z.ZodObject, settings: Settings, fields: TemplateFields): ReadSettings => {
  const templates: Read[] = [];
  const problems: SettingProblem[] = [];
  for (const field of formOf(schema)) {
    const source = settings[field.name];
    if (field.template === null || typeof source !== 'string') continue;
    try {
      const templated = { ...field, template: field.template };
      templates.push({ field: templated, source, template: parseTemplate(source, fields) });
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      problems.push(problemOf(field, error.message));
    }
  }
  return { templates, problems };
};

const lastRead = new WeakMap<
  Settings,
  { readonly schema: z.ZodObject; readonly fields: TemplateFields; readonly result: ReadSettings }
>();

/** A rule's settings are the same object for every call it judges, so they are parsed once. */
const readOnce = (schema: z.ZodObject, settings: Settings, fields: TemplateFields): ReadSettings => {
  const known = lastRead.get(settings);
  if (known?.schema === schema && known.fields === fields) return known.result;
  const result = read(schema, settings, fields);
  lastRead.set(settings, { schema, fields, result });
  return result;
};

const hasExpression = ({ parts }: Template): boolean => parts.some((part) => typeof part !== 'string');

const typeProblem = ({ field, source, template }: Read): string | null => {
  const needed = field.template;
  if (needed === 'TEXT') return null;
  const type = typeOf(template);
  if (!hasExpression(template))
    return source.trim() === '' || readAs(needed, source) !== null
      ? null
      : `This is not ${typeHints[needed]}.`;
  if (type === needed) return null;
  const single = template.parts.length === 1 ? source : 'Text with something filled in';
  return `${single} is ${typeWords[type]}; this field needs ${typeWords[needed]}.`;
};

/** Settings with these texts in the templates' places; an empty optional field is left out. */
const withTexts = (settings: Settings, texts: readonly (readonly [TemplatedField, string])[]): Settings => {
  const filled: Record<string, unknown> = { ...settings };
  for (const [field, text] of texts) {
    const value = field.template === 'TEXT' ? text : (readAs(field.template, text) ?? text);
    if (text.trim() === '' && !field.required) delete filled[field.name];
    else filled[field.name] = field.kind === 'NUMBER' && text.trim() !== '' ? Number(value) : value;
  }
  return filled;
};

const schemaProblems = (schema: z.ZodObject, error: z.ZodError): readonly SettingProblem[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => ({ name, label: name, message: 'The action has no such field.' }));
    const name = issue.path.join('.');
    const field = formOf(schema).find((one) => one.name === issue.path[0]);
    return [{ name, label: field?.label ?? name, message: issue.message }];
  });

/**
 * What is wrong with settings somebody wants to save: templates that cannot be read or are of the wrong
 * type, and what the action's own schema says once every template is filled in with examples. Without
 * problems `settings` is what to store: the schema's output, with the templates as they were written.
 */
export const checkSettings = (
  schema: z.ZodObject,
  given: Settings,
  fields: TemplateFields,
): { readonly settings: Settings; readonly problems: readonly SettingProblem[] } => {
  const { templates, problems: faults } = read(schema, given, fields);
  const mistyped = templates.flatMap((one) => {
    const message = typeProblem(one);
    return message ? [problemOf(one.field, message)] : [];
  });
  const problems = [...faults, ...mistyped];
  if (problems.length > 0) return { settings: given, problems };
  const examples = templates.map(({ field, template }) => [field, fillExample(template)] as const);
  const parsed = schema.strict().safeParse(withTexts(given, examples), { error: plainIssue });
  if (!parsed.success) return { settings: given, problems: schemaProblems(schema, parsed.error) };
  const written = templates.filter(({ template }) => hasExpression(template));
  const sources = Object.fromEntries(written.map(({ field, source }) => [field.name, source]));
  return { settings: { ...parsed.data, ...sources }, problems: [] };
};

export interface FilledSettings {
  /** With the call's values in them, as far as they could be filled in. */
  readonly settings: Settings;
  /** The same as the action gets them; null when something is wrong. */
  readonly data: Settings | null;
  readonly problems: readonly SettingProblem[];
}

const fillProblem = ({ field, template }: Read, text: string, call: CallSnapshot): string | null => {
  if (text.trim() === '') {
    const empty = emptyIn(template, call).join(' and ');
    return field.required ? `This call has nothing for ${empty || 'it'}.` : null;
  }
  if (field.template === 'TEXT' || readAs(field.template, text) !== null) return null;
  return `What comes out is not ${typeHints[field.template]}.`;
};

/** The settings of an action for one call. Pure. */
export const fillSettings = (
  schema: z.ZodObject,
  settings: Settings,
  fields: TemplateFields,
  call: CallSnapshot,
): FilledSettings => {
  const { templates, problems: faults } = readOnce(schema, settings, fields);
  const texts = templates.map((one) => ({ one, text: fill(one.template, call) }));
  const unfit = texts.flatMap(({ one, text }) => {
    const message = fillProblem(one, text, call);
    return message ? [problemOf(one.field, message)] : [];
  });
  const filled =
    texts.length === 0
      ? settings
      : withTexts(
          settings,
          texts.map(({ one, text }) => [one.field, text] as const),
        );
  const problems = [...faults, ...unfit];
  if (problems.length > 0) return { settings: filled, data: null, problems };
  const parsed = schema.safeParse(filled, { error: plainIssue });
  return parsed.success
    ? { settings: filled, data: parsed.data, problems }
    : { settings: filled, data: null, problems: schemaProblems(schema, parsed.error) };
};

/** What one field of the settings becomes on a call. */
export interface FieldPreview {
  readonly name: string;
  readonly label: string;
  /** As text; null when it is left out or could not be filled in. */
  readonly value: string | null;
  /** What is wrong with it, when it is saved or on this call; null when nothing is. */
  readonly error: string | null;
}

/** Every field as the action would get it for one call, with what is wrong with each. */
export const previewSettings = (
  schema: z.ZodObject,
  settings: Settings,
  fields: TemplateFields,
  call: CallSnapshot,
): readonly FieldPreview[] => {
  const filled = fillSettings(schema, settings, fields, call);
  const problems = [...checkSettings(schema, settings, fields).problems, ...filled.problems];
  const unread = new Set(read(schema, settings, fields).problems.map(({ name }) => name));
  const values = filled.data ?? filled.settings;
  const known = formOf(schema).map((field) => {
    const value = unread.has(field.name) ? undefined : values[field.name];
    return {
      name: field.name,
      label: field.label,
      value: value === undefined || value === null ? null : String(value),
      error: problems.find(({ name }) => name.split('.')[0] === field.name)?.message ?? null,
    };
  });
  const strange = problems.filter(({ name }) => !known.some((one) => one.name === name.split('.')[0]));
  return [
    ...known,
    ...strange.map(({ name, label, message: error }) => ({ name, label, value: null, error })),
  ];
};
