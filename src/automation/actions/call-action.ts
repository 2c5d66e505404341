import type { z } from 'zod';
import type { FormField } from '../../../integrations/kit/forms.ts';
import type { Integration } from '../../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import { Refusal } from '../../errors.ts';
import type { Place } from '../../leads/parts/parts.ts';
import { issuePath, plainIssue } from '../../plain-issues.ts';
import type { Setup } from '../../setup/setup.ts';
import { formOf } from '../form.ts';
import type { Turn } from '../turns.ts';

/** What an action made of a call. The same call: it did nothing. */
export interface Effect {
  readonly call: CallSnapshot;
  /** What it did, or why it did nothing, in words that follow "every condition held: ". */
  readonly did: string;
  /** The points its rule gives this call from now on. */
  readonly points?: number;
}

/** What the settings a person gives are checked against. */
export interface Reading {
  readonly setup: Setup;
  readonly integrations: readonly Integration[];
  /** Whose calls the rule is for, UUID; null: every company's. */
  readonly companyId: string | null;
}

/** What there is beside the call when a rule acts. */
export interface Acting {
  readonly setup: Setup;
  readonly turn: Turn;
  /** The points the rule gave this call before. */
  readonly given: number;
}

interface Showing {
  readonly setup: Setup;
  /** What an integration calls its action. */
  readonly titleOf: (integration: string, action: string) => string;
}

/** An action of an integration that the call is sent to. */
export interface Target {
  /** UUID. */
  readonly linkedAccountId: string;
  readonly integration: string;
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One entry of the menu a person picks actions from. */
export interface Offer {
  readonly label: string;
  readonly group: string;
  readonly description: string;
  /** What the entry has settled already, as input. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The form of the other settings; null where they are no plain form. */
  readonly fields: readonly FormField[] | null;
}

interface Declaration<Name extends string, Stored extends z.ZodObject, Given extends z.ZodObject> {
  /** The `kind` it is stored under and its key in the input: `addTag`. */
  readonly name: Name;
  /** As an entry of a menu: "Add a tag". */
  readonly title: string;
  /** What it does, in a sentence. */
  readonly description: string;
  /** Settings as they are stored; ids are UUIDs. */
  readonly stored: Stored;
  /** Settings as a person gives them; ids are typed ids. The API's input and the form are made from it. */
  readonly given: Given;
  /** What a person gave, checked. Throws Refusal naming what is at fault below `field`. */
  readonly read: (given: z.output<Given>, about: Reading, field: string) => z.output<Stored>;
  /** What of the call it writes; null: nothing of it. */
  readonly place: (settings: z.output<Stored>) => Place | null;
  /** Does it, in memory. Pure. */
  readonly apply: (call: CallSnapshot, settings: z.output<Stored>, acting: Acting) => Effect;
  /** In a few words, and as it would be given back as input. */
  readonly shown: (
    settings: z.output<Stored>,
    showing: Showing,
  ) => { readonly title: string; readonly settings: Readonly<Record<string, unknown>> };
  /** Its entries of the menu; one with the form of `given` unless given. */
  readonly offers?: (setup: Setup) => readonly Offer[];
  /** What it sends and where to. */
  readonly sends?: (settings: z.output<Stored>) => Target;
  /** Why doing it again to its own outcome goes wrong, in words that follow "With the trigger X "; or null. */
  readonly compounds?: (settings: z.output<Stored>) => string | null;
}

/** An action with the settings one rule has for it. */
export interface RuleAct {
  readonly kind: string;
  readonly place: Place | null;
  readonly target: Target | null;
  readonly compounds: string | null;
  readonly apply: (call: CallSnapshot, acting: Acting) => Effect;
  readonly shown: (showing: Showing) => ReturnType<Declaration<string, z.ZodObject, z.ZodObject>['shown']>;
}

export const onTheCall = 'On the call';

const parsed = <Schema extends z.ZodObject>(schema: Schema, given: unknown, field: string) => {
  const read = schema.safeParse(given, { error: plainIssue });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal('INVALID', issue?.message ?? '', issuePath(field, issue?.path ?? []));
};

/** The declaration of an action with its settings behind it, so that the list of all actions knows only what they share. */
export const defineCallAction = <
  const Name extends string,
  Stored extends z.ZodObject,
  Given extends z.ZodObject,
>(
  declaration: Declaration<Name, Stored, Given>,
) => {
  const { name, title, description, stored, given } = declaration;
  return {
    name,
    title,
    description,
    given,

    /** As it is stored. Throws Refusal naming what is at fault below `field`. */
    read: (input: unknown, about: Reading, field: string): { readonly kind: Name } & z.output<Stored> => ({
      kind: name,
      ...declaration.read(parsed(given, input, field), about, field),
    }),

    /** What is stored, ready to be done. Throws Refusal when it can no longer be read. */
    bind: (row: Readonly<Record<string, unknown>>, field: string): RuleAct => {
      const { kind: _, ...rest } = row;
      const settings = parsed(stored, rest, field);
      return {
        kind: name,
        place: declaration.place(settings),
        target: declaration.sends?.(settings) ?? null,
        compounds: declaration.compounds?.(settings) ?? null,
        apply: (call, acting) => declaration.apply(call, settings, acting),
        shown: (showing) => declaration.shown(settings, showing),
      };
    },

    offers: (setup: Setup): readonly Offer[] =>
      declaration.offers?.(setup) ?? [
        { label: title, group: onTheCall, description, settings: {}, fields: formOf(given, setup) },
      ],
  };
};
