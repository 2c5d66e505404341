import type { ConnectInput } from '../linked-accounts/input.ts';
import type { LinkedAccounts } from '../linked-accounts/linked-accounts.ts';
import { systemReach } from '../reach.ts';
import type { State } from './state.ts';
import type { Vendors } from './vendors.ts';

/** Connects one vendor as a person would: agrees on the vendor's page and is sent back. UUID of the linked account. */
const signIn = async (
  linkedAccounts: LinkedAccounts,
  accountId: string,
  input: ConnectInput,
): Promise<string> => {
  const { linkedAccountId, authorizeUrl, finishToken } = await linkedAccounts.connect(
    systemReach(accountId, 'demo'),
    input,
  );
  if (authorizeUrl === null) return linkedAccountId;
  const page = await fetch(authorizeUrl, { redirect: 'manual' });
  const back = new URL(page.headers.get('location') ?? 'http://nowhere.invalid').searchParams;
  const finished = await linkedAccounts.finishSignIn(systemReach(accountId, 'demo'), {
    state: back.get('state') ?? '',
    finishToken: finishToken ?? '',
    code: back.get('code'),
    error: back.get('error'),
  });
  return finished.linkedAccountId;
};

/** Connects the account to every vendor. UUIDs by integration id. */
export const connectVendors = async (
  linkedAccounts: LinkedAccounts,
  accountId: string,
  { urls }: Vendors,
  { carrier, signingSecret }: State,
): Promise<Record<string, string>> => {
  const inputs: readonly ConnectInput[] = [
    { integration: 'twilio', secrets: carrier },
    { integration: 'google-ads', settings: { customerId: '123-456-7890' } },
    { integration: 'hubspot' },
    { integration: 'salesforce', settings: { leadSource: 'Phone Inquiry' } },
    {
      integration: 'webhook',
      label: 'Data warehouse',
      settings: { url: `${urls.webhook}/calls` },
      secrets: { signingSecret },
    },
  ];
  const made: Record<string, string> = {};
  for (const input of inputs) made[input.integration] = await signIn(linkedAccounts, accountId, input);
  return made;
};
