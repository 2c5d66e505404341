import type { CallFilter } from './call-filter.ts';
import { customLists, customParts } from './custom-fields.ts';
import { fieldNames, fields, labelOf } from './fields.ts';

/** The filter as a person would say it: `duration is at least 60 and (source is "google" or …)`. */
export const words = (filter: CallFilter): string => {
  const parts: string[] = [];
  for (const name of fieldNames) {
    for (const [op, operand] of Object.entries(filter[name] ?? {})) {
      parts.push(`${labelOf(name)} ${fields[name].comparison[op]?.words(operand)}`);
    }
  }
  for (const list of customLists) {
    for (const { label, operator, wanted } of customParts(list, filter[list] ?? [])) {
      parts.push(`${label} ${operator.words(wanted)}`);
    }
  }
  for (const part of filter.all ?? []) parts.push(words(part));
  if (filter.any) parts.push(`(${filter.any.map(words).join(' or ') || 'nothing'})`);
  if (filter.not) parts.push(`not (${words(filter.not)})`);
  return parts.join(' and ') || 'every call';
};
