import type {
  AutomationActionInput,
  AutomationChoicesQuery,
  AutomationDetailFragment,
  FormFieldFragment,
} from '../../generated/graphql.ts';
import { type FieldValues, startValues, submittedValues } from '../../parts/field-values.ts';
import { callActions } from './call-actions.ts';
import type { StatusChoices } from './value-by-status.ts';

type Settings = Record<string, unknown>;

/** Something an automation can do, with the form of its settings. */
export interface ActionChoice {
  readonly value: string;
  /** What a saved one says it is. */
  readonly kind: string;
  /** Settings the choice itself decides. */
  readonly decided: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly group: string;
  readonly description: string;
  readonly fields: readonly FormFieldFragment[];
  readonly input: (settings: Settings) => AutomationActionInput;
  /** What the form shows of saved settings, where it is not the same. */
  readonly read?: (settings: Settings) => Settings;
  /** The field a server error is about, by its path below the action; the path's last part unless given. */
  readonly errorField?: (path: string, settings: Settings) => string;
  /** Where an action of an integration goes. */
  readonly delivers?: { readonly linkedAccountId: string; readonly action: string };
}

/** An action in the making. */
export interface ActionDraft {
  readonly key: number;
  readonly choice: ActionChoice;
  readonly values: FieldValues;
}

/** The action's name within its integration: catalogues may put the integration's name in front. */
const localName = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

const integrationChoices = ({ linkedAccounts }: AutomationChoicesQuery): ActionChoice[] =>
  linkedAccounts.nodes.flatMap((linkedAccount) =>
    linkedAccount.integration.actions.map((action) => {
      const delivers = { linkedAccountId: linkedAccount.id, action: localName(action.id) };
      return {
        value: `deliver ${linkedAccount.id} ${delivers.action}`,
        kind: action.id,
        decided: {},
        label: linkedAccount.state === 'ACTIVE' ? action.title : `${action.title} (not connected)`,
        group: `${linkedAccount.integration.name}: ${linkedAccount.label}`,
        description: action.description,
        fields: action.fields,
        input: (settings) => ({ deliver: { ...delivers, settings } }),
        // `deliver.settings.statusValues.0` is about the list `statusValues`.
        errorField: (path) => /^deliver\.settings\.([^.]+)/.exec(path)?.[1] ?? '',
        delivers,
      };
    }),
  );

export const actionChoices = (
  choices: AutomationChoicesQuery,
  statuses: StatusChoices,
): readonly ActionChoice[] => [...callActions(choices, statuses), ...integrationChoices(choices)];

let keys = 0;

/** With saved settings, or a new one with its defaults. */
export const draftOf = (choice: ActionChoice, saved: Settings | null = null): ActionDraft => {
  keys += 1;
  const shown = saved && choice.read ? choice.read(saved) : saved;
  return { key: keys, choice, values: startValues(choice.fields, shown ?? {}) };
};

type SavedAction = AutomationDetailFragment['actions'][number];

const isChoice =
  ({ kind, linkedAccount, settings }: SavedAction) =>
  (choice: ActionChoice): boolean =>
    choice.delivers
      ? choice.delivers.linkedAccountId === linkedAccount?.id && choice.delivers.action === localName(kind)
      : choice.kind === kind &&
        Object.entries(choice.decided).every(([name, value]) => settings[name] === value);

/** Drafts of saved actions. `lost`: those whose linked account or field is gone, which saving would drop. */
export const draftsOf = (
  actions: readonly SavedAction[],
  choices: readonly ActionChoice[],
): { readonly drafts: readonly ActionDraft[]; readonly lost: readonly string[] } => {
  const drafts: ActionDraft[] = [];
  const lost: string[] = [];
  for (const action of actions) {
    const choice = choices.find(isChoice(action));
    if (choice) drafts.push(draftOf(choice, action.settings));
    else lost.push(action.title);
  }
  return { drafts, lost };
};

export const settingsOf = ({ choice, values }: ActionDraft): Settings =>
  submittedValues(choice.fields, values);

export const actionInputs = (drafts: readonly ActionDraft[]): AutomationActionInput[] =>
  drafts.map((draft) => draft.choice.input(settingsOf(draft)));

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Server errors about one action, by the names of its fields; under '' what belongs to none of them. */
export const actionErrors = (
  errors: Readonly<Record<string, string>>,
  place: number,
  draft: ActionDraft,
): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [path, message] of Object.entries(errors)) {
    if (path !== `actions.${place}` && !path.startsWith(`actions.${place}.`)) continue;
    const below = path.slice(`actions.${place}.`.length);
    const name = draft.choice.errorField?.(below, settingsOf(draft)) ?? lastPart(below);
    found[draft.choice.fields.some((field) => field.name === name) ? name : ''] ??= message;
  }
  return found;
};
