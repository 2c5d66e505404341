import { Column, is, type SQL, sql } from 'drizzle-orm';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import type { Noun } from '../ids.ts';

export const callFieldGroups = ['CALL', 'SOURCE', 'CALLER', 'TIME', 'LEAD'] as const;
export type CallFieldGroup = (typeof callFieldGroups)[number];

export const callFieldKinds = ['TEXT', 'NUMBER', 'TIME', 'BOOLEAN', 'CHOICE', 'ID', 'TAGS'] as const;
export type CallFieldKind = (typeof callFieldKinds)[number];

/** What a value reads as once it is filled into a template. */
export const fillTypes = ['TEXT', 'NUMBER', 'EMAIL', 'PHONE', 'CURRENCY', 'DATE', 'BOOLEAN'] as const;
export type FillType = (typeof fillTypes)[number];
export type Fill = string | number | boolean | null | undefined;

/** How a report counts a field: the calls for which it is true, its sum, or its average. */
export const countings = ['COUNT', 'SUM', 'AVERAGE'] as const;
export type Counting = (typeof countings)[number];

/** What a number counts. */
export const units = ['CALLS', 'CALLERS', 'SECONDS', 'HOUR', 'POINTS', 'MONEY', 'SHARE'] as const;
export type Unit = (typeof units)[number];

/** A word of a fixed list: what people call it, and what it means. */
export type Word = readonly [label: string, meaning: string];

/** A fixed list of words. It stands here once: GraphQL's enum, filters, reports and pickers read it. */
export interface Words {
  /** The GraphQL enum. */
  readonly type: string;
  readonly description: string;
  readonly words: Readonly<Record<string, Word>>;
}

/** One property of a call, as filters, templates, reports, the API and the console know it. */
export interface CallField {
  readonly group: CallFieldGroup;
  readonly kind: CallFieldKind;
  /** What people call it. */
  readonly label: string;
  /** In one sentence, with its unit. */
  readonly meaning: string;
  /** A value as templates fill it in. */
  readonly example: string;
  /** Its value on a snapshot, as filters compare it; null when it has none. */
  readonly read: (call: CallSnapshot) => unknown;
  /** The same as an expression over the table `calls`. Null: only templates know the field. */
  readonly column: SQL | null;
  /** True where a call may lack it. */
  readonly optional: boolean;
  /** Where it stands on GraphQL's `Call`, as `tracker.name`; null where it does not. */
  readonly path: string | null;
  /** The field of `Call` is this column itself, so the API needs no more than this entry. */
  readonly plain: boolean;
  readonly fill: { readonly type: FillType; readonly read: (call: CallSnapshot) => Fill };
  /** Whether a report groups by it. */
  readonly splits: boolean;
  /** What a report groups by, where that depends on the report's zone (IANA). */
  readonly split: ((zone: string) => SQL) | null;
  /** What a report calls the group of the calls that lack it. */
  readonly missing: string;
  /** What a report counts of it. `among`: the calls that take part; all unless said. */
  readonly counted: Readonly<
    Partial<Record<Counting, { readonly label: string; readonly meaning: string; readonly among?: SQL }>>
  >;
  /** A visit and an earlier call have it too, so reports can tell it of each touch. */
  readonly ofTouch: boolean;
  readonly unit: Unit | null;
  /** NUMBER: how many stored units are one unit shown (money is stored in micros). */
  readonly scale: number;
  /** CHOICE: its words. */
  readonly words: Words | null;
  /** ID and TAGS: whose ids. */
  readonly noun: Noun | null;
}

/** A field with a column: it filters. */
export type StoredField = CallField & { readonly column: SQL };
/** A field without: templates fill it in. */
type ShownField = CallField & { readonly column: null };

/** What an entry says; the rest follows from its kind. */
interface Said<Value> extends Pick<CallField, 'label' | 'meaning' | 'example'> {
  readonly read: (call: CallSnapshot) => Value | null;
  /** Unless given, the name of the entry. */
  readonly path?: string | null;
  readonly optional?: boolean;
  readonly fillType?: FillType;
  /** Unless given, `read`. */
  readonly fill?: (call: CallSnapshot) => Fill;
  readonly splits?: boolean;
  readonly split?: CallField['split'];
  readonly missing?: string;
  readonly counted?: CallField['counted'];
  readonly ofTouch?: boolean;
  readonly unit?: Unit;
  readonly scale?: number;
}
type Stored<Value> = Said<Value> & { readonly column: Column | SQL };

type Draft<Field> = Omit<Field, 'group' | 'path' | 'plain'> & {
  readonly path: string | null | undefined;
  readonly source: Column | null;
};
export type StoredDraft = Draft<StoredField>;
export type ShownDraft = Draft<ShownField>;

const fillTypeOf = {
  TEXT: 'TEXT',
  NUMBER: 'NUMBER',
  TIME: 'DATE',
  BOOLEAN: 'BOOLEAN',
  CHOICE: 'TEXT',
  ID: 'TEXT',
  TAGS: 'TEXT',
} as const satisfies Record<CallFieldKind, FillType>;

const drafted = <Value>(
  kind: CallFieldKind,
  said: Said<Value>,
  column: Column | SQL | null,
): Omit<StoredDraft, 'column'> => {
  const { label, meaning, example, read, path, missing = 'Unknown', ofTouch = false, scale = 1 } = said;
  const source = is(column, Column) ? column : null;
  // Whatever fills in without a reader of its own is text, a number, or yes or no as it is.
  const fill = said.fill ?? ((call: CallSnapshot) => read(call) as Fill);
  return {
    kind,
    label,
    meaning,
    example,
    read,
    path,
    source,
    optional: said.optional ?? (source ? !source.notNull : false),
    fill: { type: said.fillType ?? fillTypeOf[kind], read: fill },
    splits: column !== null && (said.splits ?? !(kind === 'NUMBER' || kind === 'TIME')),
    split: said.split ?? null,
    missing,
    counted: said.counted ?? {},
    ofTouch,
    unit: said.unit ?? null,
    scale,
    words: null,
    noun: null,
  };
};

const stored = <Value>(kind: CallFieldKind, said: Stored<Value>): StoredDraft => ({
  ...drafted(kind, said, said.column),
  column: sql`${said.column}`,
});

export const text = (said: Stored<string>): StoredDraft => stored('TEXT', said);
export const number = (said: Stored<number>): StoredDraft => stored('NUMBER', said);
export const time = (said: Stored<string>): StoredDraft => stored('TIME', said);
export const flag = (said: Stored<boolean>): StoredDraft => stored('BOOLEAN', said);

/** One of a fixed list of words; the compiler misses one that the list lacks. */
export const choice = <Value extends string>(
  words: Words & { readonly words: Readonly<Record<Value, Word>> },
  said: Stored<Value>,
): StoredDraft => ({ ...stored('CHOICE', said), words });

/** One of the account's things: compared by id, filled in by name. */
export const thing = (
  noun: Noun,
  said: Stored<string> & { readonly fill: (call: CallSnapshot) => Fill },
): StoredDraft => ({ ...stored('ID', said), noun });

export const tagSet = (
  said: Stored<{ readonly ids: readonly string[]; readonly names: readonly string[] }> & {
    readonly fill: (call: CallSnapshot) => Fill;
  },
): StoredDraft => ({ ...stored('TAGS', said), noun: 'Tag' });

/** For templates alone: it stands in no column of a call. */
export const shown = (fillType: FillType, said: Said<string>): ShownDraft => ({
  ...drafted('TEXT', { ...said, fillType }, null),
  column: null,
});

type Finished<Drafts> = {
  readonly [Name in keyof Drafts]: Drafts[Name] extends StoredDraft ? StoredField : ShownField;
};

/** The entries of one group, by name. */
export const inGroup = <Drafts extends Readonly<Record<string, StoredDraft | ShownDraft>>>(
  group: CallFieldGroup,
  drafts: Drafts,
): Finished<Drafts> =>
  Object.fromEntries(
    Object.entries(drafts).map(([name, { path, source, ...draft }]) => {
      const plain = path === undefined && source !== null;
      return [name, { ...draft, group, path: path === undefined ? name : path, plain }];
    }),
  ) as Finished<Drafts>; // the same names again, which `fromEntries` forgets
