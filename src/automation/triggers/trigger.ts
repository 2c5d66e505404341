import type { z } from 'zod';
import type { TriggerSettings } from '../../../schema/index.ts';
import type { Call } from '../../calls/call.ts';
import type { Part } from '../../leads/parts/part.ts';
import type { Setup } from '../../setup/setup.ts';

/** A call that is over, with all that says whether it could have woken a rule. */
export interface PastEvidence {
  readonly call: Call;
  /** Whether they had spoken again before the rule's minutes were up; null where nobody asked. */
  readonly spoken: boolean | null;
  /** Whether it has a transcript, and whether a CRM said what became of it. */
  readonly transcript: boolean;
  readonly crmOutcome: boolean;
}

/** Something a trigger is told. */
export interface TriggerSetting {
  /** Its key, in the input as in what is stored. */
  readonly name: string;
  /** As in "the trigger X knows no minutes". */
  readonly word: string;
  /** As a person gives it: the API's input and the form are made from it. */
  readonly given: z.ZodType;
  /** Has to be given. */
  readonly required: boolean;
  /** Checked, as it is stored. Throws Refusal naming `field`. */
  readonly read: (given: unknown, setup: Setup, field: string) => string | number;
  /** As it would be given back. */
  readonly shown: (told: TriggerSettings) => unknown;
}

interface Idle {
  readonly reason: string;
  /** Whether the call shows a cancelled timer that says so. */
  readonly shown: boolean;
}

/** What sets a trigger off. */
export type Cause =
  /** The call comes that far. `asItWas`: how the call stood then, with everything people did since. */
  | { readonly kind: 'MOMENT'; readonly asItWas: (call: Call) => Call }
  /** Anything about the call changed, other than by rules. */
  | { readonly kind: 'EDIT' }
  /** Somebody, or another rule, changed this part of it: something came, or went, or either. */
  | { readonly kind: 'PART'; readonly part: Part; readonly change: 'CAME' | 'WENT' | 'ANY' }
  /** Something was handed in beside the call. */
  | { readonly kind: 'HANDED_IN' }
  /** Time passed since its end. */
  | {
      readonly kind: 'TIMER';
      /** Why a rule has nothing to wait for after a call that has ended; null: it waits. */
      readonly idle: (call: Call) => Idle | null;
      /** Whether it stays silent when caller and company have spoken meanwhile. */
      readonly unlessSpoken: boolean;
    };

interface Declaration<Name extends string, Own extends Cause> {
  /** Upper case: `TAG_ADDED`. */
  readonly name: Name;
  /** As an entry of a menu: "When a tag is added". */
  readonly label: string;
  /** What it means, for who reads the API. */
  readonly description: string;
  readonly cause: Own;
  readonly settings: readonly TriggerSetting[];
  /** With what it is told: "When the tag vip is added". The label unless given. */
  readonly words?: (told: TriggerSettings, setup: Setup) => string;
  /** Whether a change of this place (a tag's UUID) is one it listens for; every one unless given. */
  readonly hears?: (told: TriggerSettings, which: string) => boolean;
  /** Whether a past call could have woken a rule, as far as it still shows it. */
  readonly shows: (past: PastEvidence, told: TriggerSettings) => boolean;
  /** When the rule would have looked at a past call. */
  readonly at: (call: Call, told: TriggerSettings) => Date;
}

/** Any trigger. */
export type TriggerDeclaration = Declaration<string, Cause>;

export const defineTrigger = <const Name extends string, const Own extends Cause>(
  declaration: Declaration<Name, Own>,
) => declaration;

const minuteMs = 60_000;

/** So long after the end of a call; for one that goes on, after its start. */
export const afterEnd = (call: Call, minutes = 0): Date =>
  new Date(Date.parse(call.endedAt ?? call.startedAt) + minutes * minuteMs);
