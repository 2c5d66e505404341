import type { Auth, Endpoints, Integration } from '../../integrations/kit/integration.ts';
import { Refusal } from '../errors.ts';

/** Ringpath's registration at a vendor. */
interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface VendorOptions {
  readonly integrations: readonly Integration[];
  /** By integration id. */
  readonly oauthApps: Readonly<Record<string, OAuthApp>>;
  /** By integration id: what replaces `Integration.endpoints`, a sandbox for one. */
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An integration as this installation reaches it. */
export interface Vendor {
  readonly integration: Integration;
  readonly endpoints: Endpoints;
  readonly app: OAuthApp | undefined;
}

export interface OAuthVendor extends Vendor {
  readonly auth: Extract<Auth, { kind: 'oauth2' }>;
  readonly app: OAuthApp;
}

/** Environment variables that hold an integration's OAuth app. */
export const appVariables = (integrationId: string): string => {
  const prefix = `OAUTH_${integrationId.toUpperCase().replaceAll('-', '_')}`;
  return `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`;
};

/** Narrows to what a sign-in needs. Throws INVALID that names the variables when there is no app. */
export const withApp = (vendor: Vendor): OAuthVendor => {
  const { integration, app } = vendor;
  if (integration.auth.kind !== 'oauth2') throw new Error(`${integration.id} does not sign in with OAuth.`);
  if (!app)
    throw new Refusal(
      'INVALID',
      `This installation has no OAuth app for ${integration.name}. Make one at ${integration.name} and set ${appVariables(integration.id)}.`,
      'input.integration',
    );
  return { ...vendor, auth: integration.auth, app };
};

export const createVendors = ({ integrations, oauthApps, endpoints }: VendorOptions) => {
  const byId = new Map(
    integrations.map((integration): [string, Vendor] => [
      integration.id,
      {
        integration,
        endpoints: { ...integration.endpoints, ...endpoints[integration.id] },
        app: oauthApps[integration.id],
      },
    ]),
  );
  /** Throws INVALID for an id nobody has. */
  return (id: string): Vendor => {
    const vendor = byId.get(id);
    if (vendor) return vendor;
    const known = [...byId.keys()].join(', ');
    throw new Refusal('INVALID', `There is no such integration. There are: ${known}.`, 'input.integration');
  };
};

export type VendorOf = ReturnType<typeof createVendors>;
