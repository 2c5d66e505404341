import type { TriggerSettings } from '../../../schema/index.ts';
import type { Setup } from '../../setup/setup.ts';
import { afterCall } from './after-call.ts';
import { callAnswered } from './call-answered.ts';
import { callEnded } from './call-ended.ts';
import { callStarted } from './call-started.ts';
import { callUpdated } from './call-updated.ts';
import { crmOutcome } from './crm-outcome.ts';
import { leadStatusChanged } from './lead-status-changed.ts';
import { notCalledBack } from './not-called-back.ts';
import { noteAdded } from './note-added.ts';
import { tagAdded } from './tag-added.ts';
import { tagRemoved } from './tag-removed.ts';
import { transcriptReady } from './transcript-ready.ts';
import type { TriggerDeclaration } from './trigger.ts';
import { valueChanged } from './value-changed.ts';

/** When a rule can look at a call, in the order of the API and of menus. */
export const triggers = [
  callStarted,
  callAnswered,
  callEnded,
  callUpdated,
  tagAdded,
  tagRemoved,
  leadStatusChanged,
  valueChanged,
  noteAdded,
  transcriptReady,
  crmOutcome,
  afterCall,
  notCalledBack,
] as const;

export type Trigger = (typeof triggers)[number]['name'];

/** Triggers something handed in beside a call sets off. */
export type HandedIn = Extract<(typeof triggers)[number], { cause: { kind: 'HANDED_IN' } }>['name'];

/** A declared trigger, whichever. */
type Declared = TriggerDeclaration & { readonly name: Trigger };

const byName = new Map<string, Declared>(triggers.map((one) => [one.name, one]));

export const triggerNames: readonly Trigger[] = triggers.map(({ name }) => name);

export const isTrigger = (name: string): name is Trigger => byName.has(name);

/** Throws for one that no longer exists: rules that name it are passed over before they are asked. */
export const triggerNamed = (name: string): Declared => {
  const found = byName.get(name);
  if (found) return found;
  throw new Error(`There is no trigger ${name}.`);
};

/** With what it is told, for people. */
export const triggerWords = (name: string, told: TriggerSettings, setup: Setup): string => {
  const { label, words } = triggerNamed(name);
  return words?.(told, setup) ?? label;
};

/** Everything a trigger can be told, each once, with the triggers that know it. */
export const triggerSettings = [
  ...Map.groupBy(
    triggers.flatMap(({ name, settings }: TriggerDeclaration) =>
      settings.map((setting) => ({ setting, name })),
    ),
    ({ setting }) => setting.name,
  ).values(),
].flatMap((known) =>
  known.slice(0, 1).map(({ setting }) => ({ setting, triggers: known.map(({ name }) => name) })),
);
