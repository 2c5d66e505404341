import { z } from 'zod';
import { VendorError } from '../../integrations/kit/exchange.ts';
import { type AccessToken, defineIntegration } from '../../integrations/kit/integration.ts';
import type { VendorStandIn } from '../../integrations/kit/sandbox.ts';
import { app } from './linked-accounts.ts';

export interface RotatingClient {
  readonly token: () => Promise<AccessToken>;
  readonly renewToken: () => Promise<AccessToken>;
  /** Fails with VendorError 401 unless the newest token is given. */
  readonly use: (token: AccessToken) => Promise<unknown>;
}

/** An integration that does nothing but hold a token, for what no integration shows from outside. */
export const rotating = defineIntegration({
  id: 'rotating',
  name: 'Rotating',
  description: 'A vendor whose refresh tokens work once.',
  auth: {
    kind: 'oauth2',
    authorizeUrl: ({ api }) => `${api}/authorize`,
    tokenUrl: ({ api }) => `${api}/token`,
    scopes: ['calls'],
    pkce: false,
  },
  endpoints: { api: 'https://rotating.example' },
  settings: z.object({}),
  client: ({ token, renewToken, endpoints }): RotatingClient => ({
    token,
    renewToken,
    use: async ({ value }) => {
      const answer = await fetch(`${endpoints['api']}/me`, { headers: { authorization: value } });
      if (!answer.ok) throw new VendorError(answer.status, await answer.text());
      return answer.json();
    },
  }),
  check: async (client) => {
    await client.use(await client.token());
    return { externalId: 'rotating-1', label: 'Rotating one' };
  },
  actions: [],
});

/** Its stand-in: a refresh token used twice ends the whole grant, as careful vendors do. */
export const rotatingVendor = ({ tokenSeconds = 3600 } = {}): VendorStandIn => {
  let issued = 0;
  let revoked = false;
  const issue = () => {
    issued += 1;
    return {
      status: 200,
      body: {
        access_token: `access-${issued}`,
        refresh_token: `refresh-${issued}`,
        expires_in: tokenSeconds,
        place: `eu-${issued}`,
        number: issued,
      },
    };
  };
  const refuse = (status: number, error: string) => ({ status, body: { error } });
  return {
    ledger: () => [issued],
    handle: ({ path, query, text, headers }) => {
      if (path === '/me')
        return headers['authorization'] === `access-${issued}` && !revoked
          ? { status: 200, body: {} }
          : refuse(401, 'expired');
      if (path === '/authorize')
        return {
          status: 302,
          headers: { location: `${query.get('redirect_uri')}?code=code&state=${query.get('state')}` },
        };
      const form = new URLSearchParams(text);
      if (form.get('client_secret') !== app.clientSecret) return refuse(401, 'invalid_client');
      if (form.get('grant_type') === 'authorization_code') return issue();
      if (form.get('refresh_token') !== `refresh-${issued}`) revoked = true;
      return revoked ? refuse(400, 'invalid_grant') : issue();
    },
  };
};
