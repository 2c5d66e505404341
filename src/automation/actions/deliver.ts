import { z } from 'zod';
import type { Action, Integration } from '../../../integrations/kit/integration.ts';
import { Refusal } from '../../errors.ts';
import { idIn } from '../../input.ts';
import type { LinkedAccount, Setup } from '../../setup/setup.ts';
import { templateFieldsOf } from '../../template/fields.ts';
import { checkSettings } from '../../template/settings.ts';
import { givenId } from '../given.ts';
import { defineCallAction } from './call-action.ts';

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

export const deliver = defineCallAction({
  name: 'deliver',
  title: 'Send the call',
  description: 'Sends the call to a vendor.',
  stored: z.strictObject({
    linkedAccountId: z.uuid(),
    integration: z.string(),
    action: z.string(),
    settings: z.record(z.string(), z.unknown()),
  }),
  given: z.object({
    linkedAccountId: givenId('LinkedAccount').meta({ description: 'Through which linked account.' }),
    /** `upload-conversion` or `google-ads.upload-conversion`. */
    action: z.string().meta({
      description: 'What the vendor shall do: `google-ads.upload-conversion`, or `upload-conversion` alone.',
    }),
    settings: z
      .record(z.string(), z.unknown())
      .nullish()
      .meta({ description: "By the names of the action's `fields`." }),
  }),
  read: (given, { setup, integrations }, field) => {
    const linkedAccount = linkedAccountIn(given.linkedAccountId, setup, `${field}.linkedAccountId`);
    const action = declaredIn(given.action, linkedAccount, integrations, `${field}.action`);
    const templateFields = templateFieldsOf(setup.customFields);
    const { settings, problems } = checkSettings(action.settings, given.settings ?? {}, templateFields);
    const [problem] = problems;
    if (problem)
      throw new Refusal(
        'INVALID',
        problem.message,
        [field, 'settings', problem.name].filter(Boolean).join('.'),
      );
    const { id: linkedAccountId, integration } = linkedAccount;
    return { linkedAccountId, integration, action: action.id, settings };
  },
  place: () => null,
  apply: (call, { integration, action }) => ({ call, did: `asked for ${integration}.${action}` }),
  shown: ({ integration, action, settings }, { titleOf }) => ({
    title: titleOf(integration, action),
    settings,
  }),
  sends: (target) => target,
  // What each linked account can do stands in the catalogue of integrations.
  offers: () => [],
});
