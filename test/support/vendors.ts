import { onTestFinished } from 'vitest';
import { googleAdsSandbox } from '../../integrations/google-ads/sandbox.ts';
import { hubspotSandbox } from '../../integrations/hubspot/sandbox.ts';
import { type RunningSandbox, startSandbox } from '../../integrations/kit/sandbox.ts';
import { salesforceSandbox } from '../../integrations/salesforce/sandbox.ts';
import { webhookSandbox } from '../../integrations/webhook/sandbox.ts';
import { systemReach } from '../../src/reach.ts';
import type { RingpathConfig } from '../../src/ringpath.ts';
import { type Harbor, startHarbor } from './harbor.ts';
import { app, signIn } from './linked-accounts.ts';

export const signingSecret = `whsec_${Buffer.from('a signing secret for tests 01234').toString('base64')}`;

export const vendorIds = ['google-ads', 'hubspot', 'salesforce', 'webhook'] as const;
export type VendorId = (typeof vendorIds)[number];

/** A harbor connected to every vendor's stand-in the way a person would connect it. */
export const startHarborWithVendors = async (
  config: Partial<RingpathConfig> = {},
  wires: {
    /** Where the server reaches Google. */
    readonly google?: (url: string) => Promise<string>;
  } = {},
) => {
  const start = async (standIn: Parameters<typeof startSandbox>[0]): Promise<RunningSandbox> => {
    const sandbox = await startSandbox(standIn);
    onTestFinished(sandbox.stop);
    return sandbox;
  };
  const sandboxes: Record<VendorId, RunningSandbox> = {
    'google-ads': await start(googleAdsSandbox(app)),
    hubspot: await start(hubspotSandbox(app)),
    salesforce: await start(salesforceSandbox({ ...app, keyField: 'Call_Key__c' })),
    webhook: await start(webhookSandbox({ secret: signingSecret })),
  };
  const google = (await wires.google?.(sandboxes['google-ads'].url)) ?? sandboxes['google-ads'].url;
  const vendors = {
    oauthApps: { 'google-ads': app, hubspot: app, salesforce: app },
    endpoints: {
      'google-ads': { accounts: google, oauth: google, api: google, ads: google },
      hubspot: { app: sandboxes.hubspot.url, api: sandboxes.hubspot.url },
      salesforce: { login: sandboxes.salesforce.url },
      webhook: { allowLoopback: 'yes' },
      ...config.endpoints,
    },
  };
  const harbor = await startHarbor({}, { ...config, ...vendors });
  return { ...harbor, vendors, sandboxes, linkedAccounts: await connectAll(harbor, sandboxes) };
};

const connectAll = async (
  { stack, accountId }: Harbor,
  sandboxes: Record<VendorId, RunningSandbox>,
): Promise<Record<VendorId, string>> => {
  const { linkedAccounts } = stack;
  const oauth = async (integration: VendorId, settings: Record<string, unknown>): Promise<string> =>
    (await signIn({ linkedAccounts, accountId }, { integration, settings })).linkedAccountId;
  const webhook = await linkedAccounts.connect(systemReach(accountId, 'test'), {
    integration: 'webhook',
    settings: { url: `${sandboxes.webhook.url}/calls` },
    secrets: { signingSecret },
  });
  return {
    'google-ads': await oauth('google-ads', { customerId: '123-456-7890' }),
    hubspot: await oauth('hubspot', {}),
    salesforce: await oauth('salesforce', {}),
    webhook: webhook.linkedAccountId,
  };
};

export type HarborWithVendors = Awaited<ReturnType<typeof startHarborWithVendors>>;
