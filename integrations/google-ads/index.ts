import { Rejected } from '../kit/errors.ts';
import { defineIntegration } from '../kit/integration.ts';
import { createDataManager, type DataManager } from './client.ts';
import { connectionSettings } from './settings.ts';
import { uploadConversion } from './upload-conversion.ts';

const withDashes = (customerId: string): string => customerId.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/**
 * The API has no "who am I" and needs a conversion action for a dry run, which belongs to a rule and not to
 * the connection. So an upload nobody made is asked for: only a good token and scope get as far as "unknown".
 */
const check = async (client: DataManager): Promise<void> => {
  try {
    await client.status('ringpath-connection-check');
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
};

export const googleAds = defineIntegration<DataManager, typeof connectionSettings>({
  id: 'google-ads',
  name: 'Google Ads',
  description: 'Tells Google Ads which ad clicks led to calls that matter, through the Data Manager API.',
  auth: {
    kind: 'oauth2',
    authorizeUrl: (endpoints) => `${endpoints['accounts']}/o/oauth2/v2/auth`,
    tokenUrl: (endpoints) => `${endpoints['oauth']}/token`,
    scopes: ['https://www.googleapis.com/auth/datamanager'],
    pkce: true,
    // Without both Google hands out a refresh token only the first time someone agrees, or never.
    authorizeParams: { access_type: 'offline', prompt: 'consent' },
  },
  endpoints: {
    accounts: 'https://accounts.google.com',
    oauth: 'https://oauth2.googleapis.com',
    api: 'https://datamanager.googleapis.com',
  },
  settings: connectionSettings,
  client: createDataManager,
  check: async (client) => {
    await check(client);
    return { externalId: client.customerId, label: `Google Ads ${withDashes(client.customerId)}` };
  },
  actions: [uploadConversion],
});
