import type { ConnectInput } from '../connections/input.ts';
import type { Ringpath } from '../ringpath.ts';
import type { State } from './state.ts';
import type { Vendors } from './vendors.ts';

/** What a browser does on the vendor's pages: the person agrees and is sent back to Ringpath. */
const agree = async (integration: string, authorizeUrl: string): Promise<void> => {
  const consent = await fetch(authorizeUrl, { redirect: 'manual' });
  const back = consent.headers.get('location');
  if (!back) throw new Error(`${integration} did not send the browser back: ${await consent.text()}`);
  const landed = await fetch(back, { redirect: 'manual' });
  const landing = new URL(landed.headers.get('location') ?? '', back);
  if (landing.searchParams.get('outcome') !== 'connected')
    throw new Error(`${integration} is not connected: ${landing.searchParams.get('reason')}`);
};

/** Connects one vendor as a person would in the console. UUID of the connection. */
const signIn = async ({ connections }: Ringpath, accountId: string, input: ConnectInput): Promise<string> => {
  const { connectionId, authorizeUrl } = await connections.connect(accountId, input);
  if (authorizeUrl) await agree(input.integration, authorizeUrl);
  return connectionId;
};

/** Connects the account to every vendor. UUIDs by integration id. */
export const connectVendors = async (
  ringpath: Ringpath,
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
  for (const input of inputs) made[input.integration] = await signIn(ringpath, accountId, input);
  return made;
};

/**
 * The stand-ins forget whom they let in when they stop, so what signs in with OAuth signs in again at every
 * start. What a person disconnected stays so.
 */
export const signInAgain = async (
  ringpath: Ringpath,
  accountId: string,
  { oauthApps }: Vendors,
  connections: Readonly<Record<string, string>>,
): Promise<void> => {
  const known = (await ringpath.setup.of(accountId)).connections;
  for (const integration of Object.keys(oauthApps)) {
    const connectionId = connections[integration];
    const state = known.get(connectionId ?? '')?.state;
    if (state && state !== 'DISCONNECTED') await signIn(ringpath, accountId, { integration, connectionId });
  }
};
