import { Rejected } from '../kit/errors.ts';
import { defineIntegration } from '../kit/integration.ts';
import { createGoogleAds, type GoogleAds } from './client.ts';
import { allowances } from './quota.ts';
import { linkedAccountSettings } from './settings.ts';
import { uploadCallConversion } from './upload-call-conversion.ts';
import { uploadConversion } from './upload-conversion.ts';

const withDashes = (customerId: string): string => customerId.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/**
 * The API has no "who am I" and needs a conversion action for a dry run, which belongs to a rule and not to
 * the linked account. So an upload nobody made is asked for: only a good token and scope get as far as "unknown".
 */
const checkDataManager = async (client: GoogleAds): Promise<void> => {
  try {
    await client.status('ringpath-connection-check');
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
};

/** The older API says which accounts the user opens directly; the others are reached through a manager account. */
const checkAdsApi = async (client: GoogleAds): Promise<void> => {
  const { customerId, loginCustomerId } = client.linkedAccount;
  const door = loginCustomerId || customerId;
  if ((await client.accessibleCustomers()).includes(door)) return;
  throw new Rejected(
    `The Google user who signed in cannot open the Google Ads account ${withDashes(door)}. Check its ID, or name the manager account through which it is reached.`,
  );
};

export const googleAds = defineIntegration<GoogleAds, typeof linkedAccountSettings>({
  id: 'google-ads',
  name: 'Google Ads',
  description: 'Tells Google Ads which ad clicks and calls from ads led to calls that matter.',
  auth: {
    kind: 'oauth2',
    authorizeUrl: (endpoints) => `${endpoints['accounts']}/o/oauth2/v2/auth`,
    tokenUrl: (endpoints) => `${endpoints['oauth']}/token`,
    scopes: ['https://www.googleapis.com/auth/datamanager'],
    // Asked of nobody who does not need it: it lets the holder change campaigns.
    moreScopes: (settings) =>
      settings['path'] === 'GOOGLE_ADS_API' ? ['https://www.googleapis.com/auth/adwords'] : [],
    pkce: true,
    // Without both Google hands out a refresh token only the first time someone agrees, or never.
    authorizeParams: { access_type: 'offline', prompt: 'consent' },
  },
  endpoints: {
    accounts: 'https://accounts.google.com',
    oauth: 'https://oauth2.googleapis.com',
    api: 'https://datamanager.googleapis.com',
    ads: 'https://googleads.googleapis.com',
  },
  settings: linkedAccountSettings,
  client: createGoogleAds,
  check: async (client) => {
    const { customerId, path } = client.linkedAccount;
    await (path === 'DATA_MANAGER' ? checkDataManager(client) : checkAdsApi(client));
    return { externalId: customerId, label: `Google Ads ${withDashes(customerId)}` };
  },
  actions: [uploadConversion, uploadCallConversion],
  allowances,
});
