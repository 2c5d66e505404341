import type { Action, Integration } from '../../integrations/kit/integration.ts';
import { Refusal } from '../errors.ts';
import { idIn } from '../input.ts';
import type { LinkedAccount, Setup } from '../setup/setup.ts';
import { templateFieldsOf } from '../template/fields.ts';
import { checkSettings } from '../template/settings.ts';
import { type CallActionInput, callActionIn, callActionNames } from './call-action-input.ts';
import type { RuleAction } from './rule.ts';

/** An action as a person gives it: exactly one of these. Ids are typed ids. */
export interface ActionInput extends CallActionInput {
  readonly deliver?: {
    readonly linkedAccountId: string;
    /** `upload-conversion` or `google-ads.upload-conversion`. */
    readonly action: string;
    readonly settings?: Readonly<Record<string, unknown>> | null;
  } | null;
}

const most = 20;

const linkedAccountIn = (given: string, setup: Setup, field: string): LinkedAccount => {
  const linkedAccount = setup.linkedAccounts.get(idIn('LinkedAccount', given, field));
  if (!linkedAccount)
    throw new Refusal('NOT_FOUND', 'There is no such linked account in this account.', field);
  if (linkedAccount.state === 'DISCONNECTED')
    throw new Refusal('CONFLICT', 'This linked account was taken down. Connect it again first.', field);
  return linkedAccount;
};

const declaredIn = (
  given: string,
  linkedAccount: LinkedAccount,
  integrations: readonly Integration[],
  field: string,
): Action => {
  const integration = integrations.find(({ id }) => id === linkedAccount.integration);
  const name = given.startsWith(`${linkedAccount.integration}.`)
    ? given.slice(linkedAccount.integration.length + 1)
    : given;
  const action = integration?.actions.find(({ id }) => id === name);
  if (action) return action;
  const offered = integration?.actions.map(({ id }) => id).join(', ') || 'none';
  throw new Refusal('INVALID', `${linkedAccount.integration} has no such action. It has: ${offered}.`, field);
};

const deliverIn = (
  given: NonNullable<ActionInput['deliver']>,
  { setup, integrations }: Parts,
  field: string,
): RuleAction => {
  const linkedAccount = linkedAccountIn(given.linkedAccountId, setup, `${field}.linkedAccountId`);
  const action = declaredIn(given.action, linkedAccount, integrations, `${field}.action`);
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
  const { id: linkedAccountId, integration } = linkedAccount;
  return { kind: 'deliver', linkedAccountId, integration, action: action.id, settings };
};

const actionIn = (given: ActionInput, about: RuleHead, parts: Parts, field: string): RuleAction => {
  const names = [...callActionNames, 'deliver'] as const;
  const [name, ...others] = names.filter((one) => given[one]);
  if (!name || others.length > 0)
    throw new Refusal('INVALID', `Give exactly one of ${names.slice(0, -1).join(', ')} and deliver.`, field);
  return name === 'deliver'
    ? deliverIn(given.deliver as NonNullable<typeof given.deliver>, parts, `${field}.deliver`)
    : callActionIn(name, given, about.companyId, parts.setup, `${field}.${name}`);
};

/** What else of a rule its actions have to fit. */
interface RuleHead {
  /** UUID; null: every company. */
  readonly companyId: string | null;
}

interface Parts {
  readonly setup: Setup;
  readonly integrations: readonly Integration[];
}

/** Actions as they are stored. Throws Refusal naming the one at fault below `field`. */
export const actionsIn = (
  given: readonly ActionInput[],
  about: RuleHead,
  parts: Parts,
  field: string,
): readonly RuleAction[] => {
  if (given.length === 0) throw new Refusal('INVALID', 'Give at least one action.', field);
  if (given.length > most) throw new Refusal('TOO_LARGE', `Give at most ${most} actions.`, field);
  return given.map((action, at) => actionIn(action, about, parts, `${field}[${at}]`));
};
