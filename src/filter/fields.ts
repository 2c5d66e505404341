import type { SQL } from 'drizzle-orm';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { type StoredFieldName, storedFieldNames, storedFields } from '../call-fields/call-fields.ts';
import type { StoredField } from '../call-fields/field.ts';
import { sayer } from '../call-fields/said.ts';
import { amountOf } from '../money.ts';
import type { Comparison } from './comparison.ts';
import {
  booleanComparison,
  choiceComparison,
  idComparison,
  numberComparison,
  tagsComparison,
  textComparison,
  timeComparison,
} from './comparisons.ts';

/** A property of a call that filters can ask about: an entry of the registry with its comparison. */
export interface Field {
  /** The comparison's name in GraphQL: `TextComparison`. */
  readonly type: string;
  /** The allowed words, when they are a fixed list. */
  readonly choices?: readonly string[];
  /** In words, with its unit. */
  readonly description: string;
  // biome-ignore lint/suspicious/noExplicitAny: a heterogeneous table; the registry checked each entry
  readonly comparison: Comparison<any>;
  /** Its value on a snapshot; null when it has none. */
  readonly read: (call: CallSnapshot) => unknown;
  /** The value as a reason shows it, where that is not how it is stored. */
  readonly show?: (value: never) => string;
  /** The same as an expression over the table `calls`. */
  readonly column: SQL;
}

type Compared = Pick<Field, 'type' | 'comparison' | 'show' | 'choices'>;

const comparedOf = ({ kind, words, noun, scale }: StoredField): Compared => {
  switch (kind) {
    case 'TEXT':
      return { type: 'TextComparison', comparison: textComparison };
    case 'NUMBER':
      return {
        type: 'NumberComparison',
        comparison: numberComparison(scale),
        ...(scale === 1 ? {} : { show: amountOf }),
      };
    case 'TIME':
      return { type: 'TimeComparison', comparison: timeComparison };
    case 'BOOLEAN':
      return { type: 'BooleanComparison', comparison: booleanComparison };
    case 'TAGS':
      return { type: 'TagsComparison', comparison: tagsComparison };
    case 'ID':
      if (!noun) throw new Error('A field that is an id says whose.');
      // Whoever shows a reason puts the thing's name in the id's place.
      return { type: 'IdComparison', comparison: idComparison(noun), show: (id: string) => id };
    case 'CHOICE': {
      if (!words) throw new Error('A field that is a choice says its words.');
      const [first, ...rest] = Object.keys(words.words);
      if (first === undefined) throw new Error(`${words.type} has no words.`);
      const choices = [first, ...rest] as const;
      const say = sayer(words);
      return {
        type: `${words.type}Comparison`,
        comparison: choiceComparison(choices, say),
        choices,
        show: say,
      };
    }
  }
};

export type FieldName = StoredFieldName;
export const fieldNames: readonly FieldName[] = storedFieldNames;

/** Made once: both evaluators read it for every call. */
export const fields = Object.fromEntries(
  fieldNames.map((name) => {
    const field = storedFields[name];
    const { meaning: description, read, column } = field;
    return [name, { ...comparedOf(field), description, read, column }];
  }),
) as Record<FieldName, Field>; // `fromEntries` forgets the names

const labels = new Map(
  fieldNames.map((name) => {
    const { label } = storedFields[name];
    return [name, `${label.charAt(0).toLowerCase()}${label.slice(1)}`];
  }),
);

/** The field inside a sentence: `talkSeconds` is "talk time". */
export const labelOf = (name: FieldName): string => labels.get(name) ?? name;
