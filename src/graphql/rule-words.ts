import type { TriggerSettings } from '../../schema/index.ts';
import { boundAction } from '../automation/actions/list.ts';
import type { AutomationVersionRow } from '../automation/read.ts';
import { triggerWords } from '../automation/triggers/list.ts';
import { Refusal } from '../errors.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { withoutForeign } from '../setup/without-foreign.ts';
import type { LinkedAccount } from './linked-account.ts';
import type { Nouns } from './nouns.ts';

/** One thing a rule does, for people and as it would be given back. */
export interface ActionShown {
  readonly kind: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly linkedAccount: LinkedAccount | null;
  /** Whether it is an action of an integration. */
  readonly sends: boolean;
}

/** `action` as it is stored. One that means nothing today is shown as what it was. */
export const actionShown = (action: unknown, nouns: Nouns): ActionShown => {
  const { setup, catalogue } = nouns;
  const titleOf = (integration: string, name: string) => catalogue.action(integration, name).title;
  try {
    const act = boundAction(action, 'actions');
    const { target } = act;
    const { title, settings } = act.shown({ setup, titleOf });
    return {
      kind: target ? catalogue.action(target.integration, target.action).id : act.kind,
      title,
      settings: withoutForeign(settings, setup),
      linkedAccount: target && nouns.linkedAccountOrNull(target.linkedAccountId),
      sends: target !== null,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'unknown', title: error.message, settings: {}, linkedAccount: null, sends: false };
  }
};

/** A saved rule's trigger with what it is told. */
export const triggerText = (
  { trigger, triggerSettings }: { readonly trigger: string; readonly triggerSettings: TriggerSettings },
  { setup }: Nouns,
): string => triggerWords(trigger, triggerSettings, setup);

type Version = Pick<AutomationVersionRow, 'trigger' | 'triggerSettings' | 'filter' | 'actions'>;

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An action in one line, with everything that could differ. */
const actionLine = (action: unknown, nouns: Nouns): string => {
  const { title, settings, linkedAccount, sends } = actionShown(action, nouns);
  if (!sends) return title;
  const given = Object.entries(settings).map(([name, value]) => `${name} ${valueText(value)}`);
  return [`${title} (${linkedAccount?.label ?? 'a linked account that is gone'})`, ...given].join(', ');
};

/** What a version changed about the one before it, a line for each thing, for people. */
export const differenceBetween = (older: Version, newer: Version, nouns: Nouns): readonly string[] => {
  const [was, is] = [triggerText(older, nouns), triggerText(newer, nouns)];
  const wanted = nouns.inWords(older.filter as CallFilter);
  const wants = nouns.inWords(newer.filter as CallFilter);
  const did = (older.actions as readonly unknown[]).map((action) => actionLine(action, nouns));
  const does = (newer.actions as readonly unknown[]).map((action) => actionLine(action, nouns));
  const gone = did.filter((line) => !does.includes(line));
  const added = does.filter((line) => !did.includes(line));
  const moved = gone.length === 0 && added.length === 0 && did.join('\n') !== does.join('\n');
  return [
    ...(was === is ? [] : [`Trigger: ${was} → ${is}`]),
    ...(wanted === wants ? [] : [`Condition: ${wanted} → ${wants}`]),
    ...gone.map((line) => `No longer: ${line}`),
    ...added.map((line) => `Now: ${line}`),
    ...(moved ? [`Order: ${does.join('; ')}`] : []),
  ];
};
