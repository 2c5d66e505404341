import type { Action, Integration } from '../../integrations/kit/integration.ts';
import type { LeadStatus } from '../../integrations/kit/vocabulary.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Connection, Setup } from '../setup/setup.ts';
import { templateFieldsOf } from '../template/fields.ts';
import { checkSettings } from '../template/settings.ts';
import { type RuleAction, ruleAction } from './rule.ts';

/** An action as a person gives it: exactly one of the four. Ids are typed ids. */
export interface ActionInput {
  readonly addTag?: { readonly tagId: string } | null;
  readonly setLeadStatus?: { readonly leadStatus: LeadStatus } | null;
  readonly setValue?: { readonly amount: string; readonly currency: string } | null;
  readonly deliver?: {
    readonly connectionId: string;
    /** `upload-conversion` or `google-ads.upload-conversion`. */
    readonly action: string;
    readonly settings?: Readonly<Record<string, unknown>> | null;
  } | null;
}

const most = 20;

const connectionIn = (given: string, setup: Setup, field: string): Connection => {
  const connection = setup.connections.get(idIn('Connection', given, field));
  if (!connection) throw new Refusal('NOT_FOUND', 'There is no such connection in this account.', field);
  if (connection.state === 'DISCONNECTED')
    throw new Refusal('CONFLICT', 'This connection was taken down. Connect it again first.', field);
  return connection;
};

const declaredIn = (
  given: string,
  connection: Connection,
  integrations: readonly Integration[],
  field: string,
): Action => {
  const integration = integrations.find(({ id }) => id === connection.integration);
  const name = given.startsWith(`${connection.integration}.`)
    ? given.slice(connection.integration.length + 1)
    : given;
  const action = integration?.actions.find(({ id }) => id === name);
  if (action) return action;
  const offered = integration?.actions.map(({ id }) => id).join(', ') || 'none';
  throw new Refusal('INVALID', `${connection.integration} has no such action. It has: ${offered}.`, field);
};

const deliverIn = (
  given: NonNullable<ActionInput['deliver']>,
  setup: Setup,
  integrations: readonly Integration[],
  field: string,
): RuleAction => {
  const connection = connectionIn(given.connectionId, setup, `${field}.connectionId`);
  const action = declaredIn(given.action, connection, integrations, `${field}.action`);
  const { settings, problems } = checkSettings(
    action.settings,
    given.settings ?? {},
    templateFieldsOf(setup.customFields),
  );
  const [problem] = problems;
  if (problem)
    throw new Refusal(
      'INVALID',
      problem.message,
      [field, 'settings', problem.name].filter(Boolean).join('.'),
    );
  const { id: connectionId, integration } = connection;
  return { kind: 'deliver', connectionId, integration, action: action.id, settings };
};

const tagIn = (given: string, setup: Setup, field: string): string => {
  const id = idIn('Tag', given, field);
  if (setup.tags.has(id)) return id;
  throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', field);
};

/** What rule.ts knows about an action, with the fault in the words of the input. */
const checked = (action: object, field: string): RuleAction => {
  const result = ruleAction.safeParse(action);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(
    'INVALID',
    issue?.message ?? 'This is not an action.',
    [field, ...(issue?.path ?? [])].join('.'),
  );
};

const actionIn = (
  given: ActionInput,
  setup: Setup,
  integrations: readonly Integration[],
  field: string,
): RuleAction => {
  const { addTag, setLeadStatus, setValue, deliver } = given;
  if ([addTag, setLeadStatus, setValue, deliver].filter(Boolean).length !== 1)
    throw new Refusal('INVALID', 'Give exactly one of addTag, setLeadStatus, setValue and deliver.', field);
  if (addTag) return { kind: 'addTag', tagId: tagIn(addTag.tagId, setup, `${field}.addTag.tagId`) };
  if (setLeadStatus) return checked({ kind: 'setLeadStatus', ...setLeadStatus }, `${field}.setLeadStatus`);
  if (setValue) return checked({ kind: 'setValue', ...setValue }, `${field}.setValue`);
  return deliverIn(deliver as NonNullable<typeof deliver>, setup, integrations, `${field}.deliver`);
};

/** Actions as they are stored. Throws Refusal naming the one at fault below `input.actions`. */
export const actionsIn = (
  given: readonly ActionInput[],
  setup: Setup,
  integrations: readonly Integration[],
): readonly RuleAction[] => {
  if (given.length === 0) throw new Refusal('INVALID', 'Give at least one action.', 'input.actions');
  if (given.length > most) throw new Refusal('TOO_LARGE', `Give at most ${most} actions.`, 'input.actions');
  return given.map((action, at) => actionIn(action, setup, integrations, `input.actions[${at}]`));
};
