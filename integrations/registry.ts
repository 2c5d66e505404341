import { email } from './email/index.ts';
import { googleAds } from './google-ads/index.ts';
import { hubspot } from './hubspot/index.ts';
import type { Action, Integration } from './kit/integration.ts';
import { salesforce } from './salesforce/index.ts';
import { slack } from './slack/index.ts';
import { twilio } from './twilio/index.ts';
import { webhook } from './webhook/index.ts';

/** Every integration there is, as menus list them. Adding one is an import and a line. */
export const integrations: readonly Integration[] = [
  googleAds,
  hubspot,
  salesforce,
  email,
  slack,
  twilio,
  webhook,
];

const byId = new Map(integrations.map((integration) => [integration.id, integration]));

export const findIntegration = (id: string): Integration | undefined => byId.get(id);

export const findAction = (integration: string, actionId: string): Action | undefined =>
  byId.get(integration)?.actions.find((action) => action.id === actionId);
