import type { CustomFieldKind, CustomFieldSubject } from '../../generated/graphql.ts';
import { kindLabels } from '../../parts/custom-fields.ts';

/** What is asked of one of the account's own fields. A box is `yes` or `no`, a number the least one. */
export interface FieldCondition {
  readonly subject: CustomFieldSubject;
  readonly key: string;
  readonly kind: CustomFieldKind;
  readonly value: string;
}

const isKind = (text: string): text is CustomFieldKind => Object.hasOwn(kindLabels, text);
const isSubject = (text: string): text is CustomFieldSubject => text === 'CALL' || text === 'CALLER';

/** `call.choice.job_type:Repair`, as an address holds it. */
export const writeField = ({ subject, key, kind, value }: FieldCondition): string =>
  `${subject.toLowerCase()}.${kind.toLowerCase()}.${key}:${value}`;

export const readField = (text: string): FieldCondition | null => {
  const [, subject = '', kind = '', key = '', value = ''] =
    /^([a-z]+)\.([a-z]+)\.([a-z][a-z0-9_]*):(.+)$/.exec(text) ?? [];
  const [about, what] = [subject.toUpperCase(), kind.toUpperCase()];
  if (!isSubject(about) || !isKind(what)) return null;
  return what === 'NUMBER' && Number.isNaN(Number(value)) ? null : { subject: about, key, kind: what, value };
};

const same = (a: Pick<FieldCondition, 'subject' | 'key'>, b: typeof a): boolean =>
  a.subject === b.subject && a.key === b.key;

export const fieldValue = (
  fields: readonly FieldCondition[],
  field: Pick<FieldCondition, 'subject' | 'key'>,
): string => fields.find((each) => same(each, field))?.value ?? '';

/** The conditions with another value for this field; an empty one asks nothing. */
export const withField = (
  fields: readonly FieldCondition[],
  { subject, key, kind, value }: FieldCondition,
): readonly FieldCondition[] => {
  const others = fields.filter((each) => !same(each, { subject, key }));
  return value.trim() === '' ? others : [...others, { subject, key, kind, value }];
};
