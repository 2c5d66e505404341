import type { Action, Integration } from '../../integrations/kit/integration.ts';
import { Refusal } from '../errors.ts';
import type { LinkedAccount, Setup } from '../setup/setup.ts';

/** The linked account (UUID) and one of its actions (`upload-conversion`) somebody named. Throws NOT_FOUND. */
export const actionIn = (
  given: { readonly linkedAccountId: string; readonly action: string },
  setup: Setup,
  integrations: readonly Integration[],
): { readonly linkedAccount: LinkedAccount; readonly action: Action } => {
  const linkedAccount = setup.linkedAccounts.get(given.linkedAccountId);
  if (!linkedAccount) throw new Refusal('NOT_FOUND', 'There is no such linked account.', 'linkedAccountId');
  const integration = integrations.find(({ id }) => id === linkedAccount.integration);
  const action = integration?.actions.find(({ id }) => id === given.action);
  if (integration && action) return { linkedAccount, action };
  const offered = integration?.actions.map(({ id }) => id).join(', ') || 'none';
  throw new Refusal('NOT_FOUND', `${linkedAccount.label} has no such action. It has: ${offered}.`, 'action');
};
