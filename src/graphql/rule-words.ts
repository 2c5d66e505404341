import { leadStatuses } from '../../integrations/kit/vocabulary.ts';
import type { AutomationVersionRow } from '../automation/read.ts';
import type { RuleAction, Worth } from '../automation/rule.ts';
import type { CallFilter } from '../filter/call-filter.ts';
import { typedId } from '../ids.ts';
import { spoken } from '../spoken.ts';
import type { LinkedAccount } from './linked-account.ts';
import type { Nouns } from './nouns.ts';

/** One thing a rule does, for people and as it would be given back. */
export interface ActionShown {
  readonly kind: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly linkedAccount: LinkedAccount | null;
}

const tagName = (id: string, nouns: Nouns): string => nouns.tagOrNull(id)?.name ?? 'that is gone';
const worthText = (worth: Worth, currency: string): string =>
  'amount' in worth ? `${worth.amount} ${currency}` : `${worth.times} × its own value`;

const callActionShown = (
  action: Exclude<RuleAction, { readonly kind: 'deliver' }>,
  nouns: Nouns,
): Omit<ActionShown, 'kind' | 'linkedAccount'> => {
  switch (action.kind) {
    case 'addTag':
    case 'removeTag': {
      const verb = action.kind === 'addTag' ? 'Add' : 'Take off';
      const settings = { tagId: typedId('Tag', action.tagId) };
      return { title: `${verb} the tag ${tagName(action.tagId, nouns)}`, settings };
    }
    case 'setLeadStatus': {
      const { leadStatus } = action;
      return { title: `Set the lead status ${spoken(leadStatus)}`, settings: { leadStatus } };
    }
    case 'setValue': {
      const { amount, currency } = action;
      return { title: `Set the value ${amount} ${currency}`, settings: { amount, currency } };
    }
    case 'setValueByLeadStatus': {
      const { currency } = action;
      const entries = leadStatuses.flatMap((status) => {
        const worth = action.values[status];
        return worth ? [[status, worth] as const] : [];
      });
      const parts = entries.map(([status, worth]) => `${spoken(status)} ${worthText(worth, currency)}`);
      const values = entries.map(([leadStatus, worth]) => ({ leadStatus, ...worth }));
      return { title: `Set the value by lead status: ${parts.join(', ')}`, settings: { currency, values } };
    }
    case 'addPoints': {
      const { points } = action;
      return { title: `Give ${points} points`, settings: { points } };
    }
    case 'assign': {
      const names = action.agentIds.map((id) => nouns.setup.agents.get(id)?.name ?? 'somebody who is gone');
      const title = names.length === 1 ? `Assign to ${names[0]}` : `Assign in turn to ${names.join(', ')}`;
      return { title, settings: { agentIds: action.agentIds.map((id) => typedId('Agent', id)) } };
    }
    case 'setCustomField': {
      const { fieldId, value } = action;
      const name = nouns.setup.customFields.get(fieldId)?.name ?? 'a field that is gone';
      const title = value === null ? `Empty ${name}` : `Set ${name} to ${String(value)}`;
      return { title, settings: { fieldId: typedId('CustomField', fieldId), value } };
    }
  }
};

export const actionShown = (action: RuleAction, nouns: Nouns): ActionShown => {
  if (action.kind !== 'deliver')
    return { kind: action.kind, ...callActionShown(action, nouns), linkedAccount: null };
  const { id: kind, title } = nouns.catalogue.action(action.integration, action.action);
  const { settings } = action;
  return { kind, title, settings, linkedAccount: nouns.linkedAccountOrNull(action.linkedAccountId) };
};

type Version = Pick<AutomationVersionRow, 'trigger' | 'triggerSettings' | 'filter' | 'actions'>;

const triggerText = ({ trigger, triggerSettings }: Version, nouns: Nouns): string => {
  const { minutes, tagId } = triggerSettings;
  if (minutes !== undefined) return `${trigger} after ${minutes} min`;
  return tagId === undefined ? trigger : `${trigger} of ${tagName(tagId, nouns)}`;
};

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An action in one line, with everything that could differ. */
const actionLine = (action: RuleAction, nouns: Nouns): string => {
  const { title, settings, linkedAccount } = actionShown(action, nouns);
  if (action.kind !== 'deliver') return title;
  const given = Object.entries(settings).map(([name, value]) => `${name} ${valueText(value)}`);
  return [`${title} (${linkedAccount?.label ?? 'a linked account that is gone'})`, ...given].join(', ');
};

/** What a version changed about the one before it, a line for each thing, for people. */
export const differenceBetween = (older: Version, newer: Version, nouns: Nouns): readonly string[] => {
  const [was, is] = [triggerText(older, nouns), triggerText(newer, nouns)];
  const wanted = nouns.inWords(older.filter as CallFilter);
  const wants = nouns.inWords(newer.filter as CallFilter);
  const did = (older.actions as readonly RuleAction[]).map((action) => actionLine(action, nouns));
  const does = (newer.actions as readonly RuleAction[]).map((action) => actionLine(action, nouns));
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
