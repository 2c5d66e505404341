import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '../kit/sandbox.ts';

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organisationId: string;
  readonly tokenSeconds: number;
  readonly now: () => number;
}

interface Grant {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly refreshes: boolean;
}

const memory = z.object({
  refreshTokens: z.array(z.string()),
  accessTokens: z.array(z.tuple([z.string(), z.number()])),
});

const refuse = (error: string, description: string): SandboxAnswer => ({
  status: 400,
  body: { error, error_description: description },
});

const digest = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The web-server flow with PKCE, renewal and revocation. */
export const createOAuth = (options: OAuthOptions) => {
  const codes = new Map<string, Grant>();
  const refreshTokens = new Set<string>();
  /** When each access token ends, in milliseconds since 1970. */
  const accessTokens = new Map<string, number>();

  const issue = (root: string, extra: Record<string, string> = {}): SandboxAnswer => {
    const token = `${options.organisationId}!${randomBytes(24).toString('base64url')}`;
    accessTokens.set(token, options.now() + options.tokenSeconds * 1000);
    const id = `${root}/id/${options.organisationId}/005000000000001AAA`;
    // As at Salesforce, nothing says how long the token is good for.
    const body = {
      access_token: token,
      instance_url: root,
      id,
      token_type: 'Bearer',
      scope: 'refresh_token api',
    };
    return { status: 200, body: { ...body, issued_at: String(options.now()), ...extra } };
  };

  const authorize = ({ query }: SandboxRequest): SandboxAnswer => {
    const redirectUri = query.get('redirect_uri');
    if (query.get('client_id') !== options.clientId)
      return refuse('invalid_client_id', 'client identifier invalid');
    if (!redirectUri) return refuse('redirect_uri_mismatch', 'redirect_uri must match configuration');
    const back = new URL(redirectUri);
    const challenge = query.get('code_challenge');
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    if (query.get('response_type') !== 'code') {
      back.searchParams.set('error', 'unsupported_response_type');
    } else if (!challenge || query.get('code_challenge_method') !== 'S256') {
      back.searchParams.set('error', 'invalid_request');
      back.searchParams.set('error_description', 'missing required code challenge');
    } else {
      const code = randomBytes(24).toString('base64url');
      const refreshes = (query.get('scope') ?? '').split(' ').includes('refresh_token');
      codes.set(code, { redirectUri, challenge, refreshes });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.href } };
  };

  const exchangeCode = (form: URLSearchParams, root: string): SandboxAnswer => {
    const code = form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    if (!grant) return refuse('invalid_grant', 'expired authorization code');
    if (form.get('redirect_uri') !== grant.redirectUri)
      return refuse('redirect_uri_mismatch', 'redirect_uri must match configuration');
    if (digest(form.get('code_verifier') ?? '') !== grant.challenge)
      return refuse('invalid_grant', 'invalid code verifier');
    if (!grant.refreshes) return issue(root);
    const refresh = `5Aep${randomBytes(24).toString('base64url')}`;
    refreshTokens.add(refresh);
    return issue(root, { refresh_token: refresh });
  };

  const token = ({ text, headers, root }: SandboxRequest): SandboxAnswer => {
    const form = new URLSearchParams(text);
    const [, basic] = /^Basic (.+)$/.exec(headers['authorization'] ?? '') ?? [];
    const [id, secret] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')];
    if (id !== options.clientId) return refuse('invalid_client_id', 'client identifier invalid');
    if (secret !== options.clientSecret) return refuse('invalid_client', 'invalid client credentials');
    if (form.get('grant_type') === 'authorization_code') return exchangeCode(form, root);
    if (form.get('grant_type') !== 'refresh_token')
      return refuse('unsupported_grant_type', 'grant type not supported');
    return refreshTokens.has(form.get('refresh_token') ?? '')
      ? issue(root)
      : refuse('invalid_grant', 'expired access/refresh token');
  };

  return {
    handle: (request: SandboxRequest): SandboxAnswer | null => {
      if (request.path === '/services/oauth2/authorize') return authorize(request);
      if (request.method !== 'POST') return null;
      if (request.path === '/services/oauth2/token') return token(request);
      if (request.path !== '/services/oauth2/revoke') return null;
      const revoked = new URLSearchParams(request.text).get('token') ?? '';
      if (refreshTokens.delete(revoked)) accessTokens.clear();
      accessTokens.delete(revoked);
      return { status: 200 };
    },
    /** Whether a request carries a session that is still good. */
    admits: ({ headers }: SandboxRequest): boolean => {
      const [, value = ''] = /^(?:Bearer|OAuth) (.+)$/.exec(headers['authorization'] ?? '') ?? [];
      return (accessTokens.get(value) ?? 0) > options.now();
    },
    save: () => ({
      refreshTokens: [...refreshTokens],
      accessTokens: [...accessTokens].filter(([, endsAt]) => endsAt > options.now()),
    }),
    restore: (saved: unknown): void => {
      const kept = memory.parse(saved);
      for (const token of kept.refreshTokens) refreshTokens.add(token);
      for (const [token, endsAt] of kept.accessTokens) accessTokens.set(token, endsAt);
    },
    /** Ends every session, as an administrator can; what may be renewed stays renewable. */
    expire: (): void => accessTokens.clear(),
    /** Takes the whole permission back. */
    revoke: (): void => {
      accessTokens.clear();
      refreshTokens.clear();
    },
  };
};
