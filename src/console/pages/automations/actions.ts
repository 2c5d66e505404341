import type {
  AutomationActionInput,
  AutomationChoicesQuery,
  AutomationDetailFragment,
  FormFieldFragment,
  LeadStatus,
} from '../../generated/graphql.ts';
import { type FieldValues, startValues, submittedValues } from '../../parts/field-values.ts';
import { leadStatusLooks } from '../../parts/states.ts';

/** Something an automation can do, with the form of its settings. */
export interface ActionChoice {
  readonly value: string;
  readonly label: string;
  readonly group: string;
  readonly description: string;
  readonly fields: readonly FormFieldFragment[];
  readonly input: (settings: Record<string, unknown>) => AutomationActionInput;
}

/** An action in the making. */
export interface ActionDraft {
  readonly key: number;
  readonly choice: ActionChoice;
  readonly values: FieldValues;
}

const field = (
  name: string,
  label: string,
  kind: FormFieldFragment['kind'],
  more: Partial<FormFieldFragment> = {},
): FormFieldFragment => ({
  name,
  label,
  kind,
  help: null,
  required: true,
  choices: [],
  defaultValue: null,
  placeholder: null,
  ...more,
});

const builtIn = ({ tags, companies }: AutomationChoicesQuery): ActionChoice[] => [
  {
    value: 'addTag',
    label: 'Add a tag',
    group: 'In Ringpath',
    description: 'Puts a tag on the call.',
    fields: [
      field('tagId', 'Tag', 'CHOICE', {
        choices: tags.nodes.map(({ id, name }) => ({ value: id, label: name })),
      }),
    ],
    input: (settings) => ({ addTag: { tagId: String(settings['tagId']) } }),
  },
  {
    value: 'setLeadStatus',
    label: 'Set the lead status',
    group: 'In Ringpath',
    description: 'Judges the call.',
    fields: [
      field('leadStatus', 'Lead status', 'CHOICE', {
        choices: Object.entries(leadStatusLooks).map(([value, { label }]) => ({ value, label })),
      }),
    ],
    input: (settings) => ({ setLeadStatus: { leadStatus: settings['leadStatus'] as LeadStatus } }),
  },
  {
    value: 'setValue',
    label: 'Set the value',
    group: 'In Ringpath',
    description: 'Says what the call is worth.',
    fields: [
      field('amount', 'Amount', 'TEXT', { placeholder: '50.00' }),
      field('currency', 'Currency', 'TEXT', {
        help: 'Three letters.',
        defaultValue: companies.nodes[0]?.currency ?? null,
      }),
    ],
    input: (settings) => ({
      setValue: { amount: String(settings['amount']), currency: String(settings['currency']) },
    }),
  },
];

/** The action's name within its integration: catalogues may put the integration's name in front. */
const localName = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

const deliverValue = (connectionId: string, actionId: string): string =>
  `deliver ${connectionId} ${localName(actionId)}`;

const integrationChoices = ({ connections }: AutomationChoicesQuery): ActionChoice[] =>
  connections.nodes.flatMap((connection) =>
    connection.integration.actions.map((action) => ({
      value: deliverValue(connection.id, action.id),
      label: connection.state === 'ACTIVE' ? action.title : `${action.title} (not connected)`,
      group: `${connection.integration.name}: ${connection.label}`,
      description: action.description,
      fields: action.fields,
      input: (settings) => ({
        deliver: { connectionId: connection.id, action: localName(action.id), settings },
      }),
    })),
  );

export const actionChoices = (choices: AutomationChoicesQuery): readonly ActionChoice[] => [
  ...builtIn(choices),
  ...integrationChoices(choices),
];

let keys = 0;

export const draftOf = (choice: ActionChoice, saved: Record<string, unknown> = {}): ActionDraft => {
  keys += 1;
  return { key: keys, choice, values: startValues(choice.fields, saved) };
};

type SavedAction = AutomationDetailFragment['actions'][number];

const choiceOf = (action: SavedAction, choices: readonly ActionChoice[]): ActionChoice | undefined => {
  const value = action.connection ? deliverValue(action.connection.id, action.kind) : action.kind;
  return choices.find((choice) => choice.value === value);
};

/** Drafts of saved actions. `lost`: those whose connection is gone, which saving would drop. */
export const draftsOf = (
  actions: readonly SavedAction[],
  choices: readonly ActionChoice[],
): { readonly drafts: readonly ActionDraft[]; readonly lost: readonly string[] } => {
  const drafts: ActionDraft[] = [];
  const lost: string[] = [];
  for (const action of actions) {
    const choice = choiceOf(action, choices);
    if (choice) drafts.push(draftOf(choice, action.settings));
    else lost.push(action.title);
  }
  return { drafts, lost };
};

export const actionInputs = (drafts: readonly ActionDraft[]): AutomationActionInput[] =>
  drafts.map(({ choice, values }) => choice.input(submittedValues(choice.fields, values)));
