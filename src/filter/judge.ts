import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { CallFilter } from './call-filter.ts';
import { customLists, customParts } from './custom-fields.ts';
import { type Field, fieldNames, fields, labelOf } from './fields.ts';

/** Whether a filter holds for a call, and the first condition that decided it with the value it saw. */
export interface Verdict {
  readonly matched: boolean;
  readonly because: string;
}

const seen = (value: unknown): string => {
  if (value === null) return 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && 'names' in value) return (value.names as string[]).join(', ') || 'none';
  return typeof value === 'string' ? `"${value}"` : String(value);
};

const was = (label: string, value: unknown, show: (value: never) => string = seen): string =>
  `${label} was ${value === null ? seen(null) : show(value as never)}`;

/** A condition as a demand: `is at least 60` is "must be at least 60". */
const must = (words: string): string =>
  `must ${words.replace(/^(?:is|are)\b/, 'be').replace(/^(contain|start)s/, '$1')}`;

/** The same of what it asks about the account's own fields. */
const failingCustom = (filter: CallFilter, call: CallSnapshot): string | null => {
  for (const list of customLists) {
    for (const { label, operator, wanted, read } of customParts(list, filter[list] ?? [])) {
      const value = read(call);
      const holds = value === null ? operator.missing?.(wanted) : operator.holds(value, wanted);
      if (!holds) return `${was(label, value)}, but ${must(operator.words(wanted))}`;
    }
  }
  return null;
};

/** A refusal of this node's own comparisons, or null when all hold. */
const failingComparison = (filter: CallFilter, call: CallSnapshot): string | null => {
  for (const name of fieldNames) {
    const wanted = filter[name];
    if (!wanted) continue;
    const { read, comparison, show }: Field = fields[name];
    const value = read(call);
    for (const [op, operand] of Object.entries(wanted)) {
      const operator = comparison[op];
      const holds = value === null ? operator?.missing?.(operand) : operator?.holds(value, operand);
      if (!holds) return `${was(labelOf(name), value, show)}, but ${must(operator?.words(operand) ?? '')}`;
    }
  }
  return failingCustom(filter, call);
};

/** What a filter that holds saw in the call. */
const held = (filter: CallFilter, call: CallSnapshot): readonly string[] => {
  const any = filter.any?.find((part) => judge(part, call).matched);
  return [
    ...fieldNames
      .filter((name) => filter[name])
      .map((name) => {
        const { read, show }: Field = fields[name];
        return was(labelOf(name), read(call), show);
      }),
    ...customLists.flatMap((list) =>
      customParts(list, filter[list] ?? []).map(({ label, read }) => was(label, read(call))),
    ),
    ...(filter.all ?? []).flatMap((part) => held(part, call)),
    ...(any ? held(any, call) : []),
    ...(filter.not ? [judge(filter.not, call).because] : []),
  ];
};

const excluded = (filter: CallFilter, call: CallSnapshot): string => {
  const found = [...new Set(held(filter, call))];
  return found.length > 0 ? `${found.join(' and ')}; the rule excludes that` : 'the rule excludes every call';
};

/** The predicate of the language. Its other half is `where`; a property test holds them equal. */
export const judge = (filter: CallFilter, call: CallSnapshot): Verdict => {
  const failed = failingComparison(filter, call);
  if (failed) return { matched: false, because: failed };

  for (const part of filter.all ?? []) {
    const verdict = judge(part, call);
    if (!verdict.matched) return verdict;
  }
  if (filter.any) {
    const verdicts = filter.any.map((part) => judge(part, call));
    if (!verdicts.some((verdict) => verdict.matched)) {
      const reasons = verdicts.map((verdict) => verdict.because).join('; or ');
      return { matched: false, because: reasons || 'an empty "any" holds for no call' };
    }
  }
  if (filter.not && judge(filter.not, call).matched) {
    return { matched: false, because: excluded(filter.not, call) };
  }
  return { matched: true, because: 'every condition held' };
};
