import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { TemplateField } from './fields.ts';
import type { Expression, Template } from './parse.ts';

interface Source {
  readonly read: (field: TemplateField) => string | null;
  /** IANA, of the company. */
  readonly timeZone: string;
}

const expressionText = ({ field, steps }: Expression, { read, timeZone }: Source): string => {
  let value = field ? read(field) : null;
  for (const step of steps) {
    if ('fallback' in step) value = value || step.fallback;
    else if (value !== null) value = step.filter.apply(value, timeZone);
  }
  return value ?? '';
};

const fillFrom = ({ parts }: Template, source: Source): string =>
  parts.map((part) => (typeof part === 'string' ? part : expressionText(part, source))).join('');

const sourceOf = (call: CallSnapshot): Source => ({
  read: (field) => field.read(call),
  timeZone: call.company.timeZone,
});

/** The template with the call's values in it; what the call has no value for is empty. */
export const fill = (template: Template, call: CallSnapshot): string => fillFrom(template, sourceOf(call));

/** The same with each field's example. */
export const fillExample = (template: Template): string =>
  fillFrom(template, { read: ({ example }) => example, timeZone: 'America/New_York' });

/** What stands between braces and has no value on this call, as it was written. */
export const emptyIn = ({ parts }: Template, call: CallSnapshot): readonly string[] => {
  const source = sourceOf(call);
  return parts.flatMap((part) =>
    typeof part !== 'string' && expressionText(part, source) === '' ? [part.text] : [],
  );
};
