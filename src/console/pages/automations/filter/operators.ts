import type { FieldKind, FilterField } from './call-fields.ts';

/** How many values an operator compares with. */
type Arity = 'none' | 'one' | 'many';

export interface Operator {
  readonly name: string;
  readonly label: string;
  readonly arity: Arity;
}

const one = (name: string, label: string): Operator => ({ name, label, arity: 'one' });
const many = (name: string, label: string): Operator => ({ name, label, arity: 'many' });

const byKind: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: [
    one('eq', 'is'),
    one('notEq', 'is not'),
    one('contains', 'contains'),
    one('startsWith', 'starts with'),
    many('in', 'is one of'),
    many('notIn', 'is none of'),
  ],
  number: [
    one('gte', 'is at least'),
    one('gt', 'is more than'),
    one('lte', 'is at most'),
    one('lt', 'is less than'),
    one('eq', 'is exactly'),
  ],
  time: [one('gte', 'is from'), one('lt', 'is before'), one('gt', 'is after'), one('lte', 'is until')],
  date: [
    one('gte', 'is from'),
    one('lte', 'is until'),
    one('gt', 'is after'),
    one('lt', 'is before'),
    one('eq', 'is on'),
  ],
  boolean: [one('eq', 'is')],
  choice: [one('eq', 'is'), many('in', 'is one of'), many('notIn', 'is none of')],
  ownChoice: [one('eq', 'is'), one('notEq', 'is not'), many('in', 'is one of'), many('notIn', 'is none of')],
  id: [one('eq', 'is'), many('in', 'is one of'), many('notIn', 'is none of')],
  tags: [
    one('has', 'include'),
    many('hasAny', 'include any of'),
    many('hasAll', 'include all of'),
    many('hasNone', 'include none of'),
  ],
};

/** `present` carries yes or no, which reads better as two operators without a value. */
export const isKnown = 'present';
export const isUnknown = 'absent';

const presence = (kind: FieldKind): readonly Operator[] =>
  kind === 'tags'
    ? [
        { name: isKnown, label: 'are there', arity: 'none' },
        { name: isUnknown, label: 'are missing', arity: 'none' },
      ]
    : [
        { name: isKnown, label: 'is known', arity: 'none' },
        { name: isUnknown, label: 'is unknown', arity: 'none' },
      ];

export const operatorsOf = ({ kind, optional }: FilterField): readonly [Operator, ...Operator[]] => {
  const [first = one('eq', 'is'), ...rest] = byKind[kind];
  return [first, ...rest, ...(optional ? presence(kind) : [])];
};

export const operatorOf = (field: FilterField, name: string): Operator =>
  operatorsOf(field).find((each) => each.name === name) ?? operatorsOf(field)[0];

/** Whether the builder can show this comparison as the filter has it. */
export const isOffered = (field: FilterField, name: string): boolean =>
  operatorsOf(field).some((each) => each.name === name);
