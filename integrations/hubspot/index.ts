import { z } from 'zod';
import { defineIntegration, type Identity } from '../kit/integration.ts';
import { createHubspotClient, type HubspotClient } from './client.ts';
import { logCall } from './log-call.ts';
import { callMarker, contactMarker, ensureMarker } from './marker-property.ts';
import { hubspotSettings } from './settings.ts';

const accountDetails = z.looseObject({ portalId: z.number(), portalName: z.string().optional() });

const check = async (client: HubspotClient): Promise<Identity> => {
  const account = await client.request(
    { method: 'GET', path: '/account-info/2026-03/details' },
    accountDetails,
  );
  await ensureMarker(client, callMarker);
  if (client.settings.createMissingContacts) await ensureMarker(client, contactMarker);
  return {
    externalId: String(account.portalId),
    label: account.portalName ?? `HubSpot portal ${account.portalId}`,
  };
};

export const hubspot = defineIntegration({
  id: 'hubspot',
  name: 'HubSpot',
  description: 'Logs calls on the contacts of a HubSpot portal, with the campaign that made the phone ring.',
  auth: {
    kind: 'oauth2',
    authorizeUrl: (endpoints) => `${endpoints['app']}/oauth/authorize`,
    tokenUrl: (endpoints) => `${endpoints['api']}/oauth/2026-09/token`,
    // Calls have no scopes of their own: HubSpot guards them and their properties with those of contacts.
    scopes: [
      'oauth',
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'crm.schemas.contacts.read',
      'crm.schemas.contacts.write',
    ],
    pkce: true,
  },
  endpoints: { app: 'https://app.hubspot.com', api: 'https://api.hubapi.com' },
  settings: hubspotSettings,
  client: createHubspotClient,
  check,
  actions: [logCall],
});
