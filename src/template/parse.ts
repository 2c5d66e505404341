import type { FillType } from '../call-fields/field.ts';
import type { TemplateField, TemplateFields } from './fields.ts';
import { type Filter, filters } from './filters.ts';
import { didYouMean } from './near.ts';
import { readAs, typeWords } from './types.ts';

/** Why a template cannot be read. `position` is the character at fault, the first being 1. */
export class TemplateFault extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.name = 'TemplateFault';
    this.position = position;
  }
}

/** What happens to a value between the braces, from left to right. */
type Step = { readonly filter: Filter } | { readonly fallback: string };

export interface Expression {
  /** As it was written, braces included. */
  readonly text: string;
  /** Null: a text in quotation marks stands for itself. */
  readonly field: TemplateField | null;
  readonly steps: readonly Step[];
  readonly type: FillType;
}

export interface Template {
  /** Text as it stands, and what is filled in, in order. */
  readonly parts: readonly (string | Expression)[];
}

const longest = 10_000;

type Token =
  | { readonly kind: 'path' | 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'bar' | 'end'; readonly at: number };

const token = /\s*(?:([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|"((?:[^"\\]|\\["\\])*)"|(\|)|(\}\}))/y;

/** Reads the tokens of one expression; `from` is the offset behind its `{{`. Gives them and where it ends. */
const tokensFrom = (source: string, from: number): { tokens: readonly Token[]; end: number } => {
  const tokens: Token[] = [];
  for (let offset = from; ; ) {
    token.lastIndex = offset;
    const found = token.exec(source);
    const start = offset + (/^\s*/.exec(source.slice(offset))?.[0].length ?? 0);
    if (!found) {
      if (!source.includes('}}', start) || source.startsWith('{{', start))
        throw new TemplateFault(`The {{ at character ${from - 1} is never closed with }}.`, from - 1);
      const odd = source.charAt(start);
      const why = odd === '"' ? 'begins a text that has no second "' : 'does not belong between the braces';
      throw new TemplateFault(`The ${odd} at character ${start + 1} ${why}.`, start + 1);
    }
    offset = token.lastIndex;
    const at = start + 1;
    const [, path, text, bar] = found;
    if (path !== undefined) tokens.push({ kind: 'path', value: path, at });
    else if (text !== undefined) tokens.push({ kind: 'text', value: text.replace(/\\(["\\])/g, '$1'), at });
    else tokens.push({ kind: bar ? 'bar' : 'end', at });
    if (tokens.at(-1)?.kind === 'end') return { tokens, end: offset };
  }
};

const fieldNamed = (path: string, at: number, fields: TemplateFields): TemplateField => {
  const field = fields.get(path);
  if (field) return field;
  throw new TemplateFault(
    `There is no field ${path} (at character ${at}).${didYouMean(path, fields.keys())}`,
    at,
  );
};

const filterNamed = (name: string, at: number): Filter => {
  if (Object.hasOwn(filters, name)) return filters[name] as Filter;
  const offered = Object.keys(filters);
  throw new TemplateFault(
    `There is no filter ${name} (at character ${at}).${didYouMean(name, offered) || ` There are: ${offered.join(', ')}.`}`,
    at,
  );
};

/** A text that stands in for a missing value keeps the type only if it reads as it. */
const typeWithFallback = (type: FillType, fallback: string): FillType =>
  type !== 'BOOLEAN' && readAs(type, fallback) !== null ? type : 'TEXT';

const expressionFrom = (source: string, open: number, fields: TemplateFields) => {
  const { tokens, end } = tokensFrom(source, open + 2);
  const [head, ...rest] = tokens;
  if (!head || head.kind === 'bar' || head.kind === 'end')
    throw new TemplateFault(
      `Name a field between the braces at character ${open + 1}, as in {{campaign}}.`,
      open + 1,
    );
  const field = head.kind === 'path' ? fieldNamed(head.value, head.at, fields) : null;
  let type: FillType = field?.type ?? 'TEXT';
  const steps: Step[] = field ? [] : [{ fallback: (head as { value: string }).value }];
  for (let index = 0; rest[index]?.kind !== 'end'; index += 2) {
    const [bar, step] = [rest[index], rest[index + 1]];
    if (bar?.kind !== 'bar') throw new TemplateFault(`Put a | before character ${bar?.at}.`, bar?.at ?? open);
    if (step?.kind === 'text') {
      steps.push({ fallback: step.value });
      type = typeWithFallback(type, step.value);
      continue;
    }
    if (step?.kind !== 'path')
      throw new TemplateFault(`Name a filter or a "text" after the | at character ${bar.at}.`, bar.at);
    const filter = filterNamed(step.value, step.at);
    const made = filter.typeOf(type);
    if (made === null)
      throw new TemplateFault(
        `The filter ${step.value} (at character ${step.at}) cannot be used on ${typeWords[type]}.`,
        step.at,
      );
    steps.push({ filter });
    type = made;
  }
  return { expression: { text: source.slice(open, end), field, steps, type }, end };
};

const textFrom = (source: string, from: number, to: number): string => {
  const text = source.slice(from, to);
  const stray = text.indexOf('}}');
  if (stray === -1) return text;
  const at = from + stray + 1;
  throw new TemplateFault(`The }} at character ${at} closes nothing.`, at);
};

/**
 * Reads a template: text with `{{path | filter | "fallback"}}` in it. Throws TemplateFault for a path or
 * filter that does not exist, a filter that does not fit its value, and braces that do not match.
 */
export const parseTemplate = (source: string, fields: TemplateFields): Template => {
  if (source.length > longest)
    throw new TemplateFault(`A template has at most ${longest} characters.`, longest + 1);
  const parts: (string | Expression)[] = [];
  for (let offset = 0; offset < source.length; ) {
    const open = source.indexOf('{{', offset);
    const text = textFrom(source, offset, open === -1 ? source.length : open);
    if (text !== '') parts.push(text);
    if (open === -1) break;
    const { expression, end } = expressionFrom(source, open, fields);
    parts.push(expression);
    offset = end;
  }
  return { parts };
};

/** What a filled-in template is: the type of the one thing in it, else text. */
export const typeOf = ({ parts }: Template): FillType => {
  const meant = parts.filter((part) => typeof part !== 'string' || part.trim() !== '');
  const [only] = meant;
  return meant.length === 1 && only && typeof only !== 'string' ? only.type : 'TEXT';
};
