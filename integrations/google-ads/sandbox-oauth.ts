import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '../kit/sandbox.ts';

interface Grant {
  readonly scope: string;
  revoked: boolean;
}
interface Code {
  readonly grant: Grant;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly offline: boolean;
  readonly expiresAt: number;
}

const memory = z.object({
  agreedBefore: z.boolean(),
  grants: z.array(z.object({ scope: z.string(), revoked: z.boolean() })),
  /** Tokens with the place of their grant in `grants`. */
  refreshTokens: z.array(z.object({ token: z.string(), grant: z.int() })),
  accessTokens: z.array(z.object({ token: z.string(), grant: z.int(), expiresAt: z.number() })),
});

const codeMs = 10 * 60 * 1000;
const secret = (prefix: string): string => prefix + randomBytes(24).toString('base64url');

const oauthError = (status: number, error: string, description: string): SandboxAnswer => ({
  status,
  body: { error, error_description: description },
});

/** Google's OAuth 2.0 for web applications: consent that always agrees, codes with PKCE, tokens that expire. */
export const createSandboxOAuth = (options: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenSeconds: number;
  readonly now: () => Date;
}) => {
  const codes = new Map<string, Code>();
  const accessTokens = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  const refreshTokens = new Map<string, Grant>();
  const now = (): number => options.now().getTime();
  let agreedBefore = false;

  const authorize = ({ query }: SandboxRequest): SandboxAnswer => {
    const redirectUri = query.get('redirect_uri');
    const scope = query.get('scope');
    const problem =
      query.get('client_id') !== options.clientId
        ? 'invalid_client: the OAuth client was not found.'
        : query.get('response_type') !== 'code' || !redirectUri || !scope
          ? 'invalid_request: missing required parameter.'
          : query.has('code_challenge') && query.get('code_challenge_method') !== 'S256'
            ? 'invalid_request: code_challenge_method must be S256.'
            : null;
    if (problem || !redirectUri || !scope) return { status: 400, body: `Error 400: ${problem}` };
    const code = secret('4/0');
    // Google hands out a refresh token on the first consent only, unless it is asked to show consent again.
    const offline =
      query.get('access_type') === 'offline' && (!agreedBefore || query.get('prompt') === 'consent');
    agreedBefore = true;
    codes.set(code, {
      grant: { scope, revoked: false },
      redirectUri,
      challenge: query.get('code_challenge'),
      offline,
      expiresAt: now() + codeMs,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('scope', scope);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    return { status: 302, headers: { location: back.href } };
  };

  const issue = (grant: Grant, refreshToken?: string): SandboxAnswer => {
    const token = secret('ya29.');
    accessTokens.set(token, { grant, expiresAt: now() + options.tokenSeconds * 1000 });
    return {
      status: 200,
      body: {
        access_token: token,
        expires_in: options.tokenSeconds,
        scope: grant.scope,
        token_type: 'Bearer',
        ...(refreshToken ? { refresh_token: refreshToken } : {}),
      },
    };
  };

  const exchangeCode = (form: URLSearchParams): SandboxAnswer => {
    const given = form.get('code') ?? '';
    const code = codes.get(given);
    codes.delete(given);
    if (!code || code.expiresAt <= now()) return oauthError(400, 'invalid_grant', 'Malformed auth code.');
    if (form.get('redirect_uri') !== code.redirectUri)
      return oauthError(400, 'redirect_uri_mismatch', 'Bad Request');
    const verifier = form.get('code_verifier') ?? '';
    if (code.challenge && createHash('sha256').update(verifier).digest('base64url') !== code.challenge)
      return oauthError(400, 'invalid_grant', 'Invalid code verifier.');
    if (!code.offline) return issue(code.grant);
    const refreshToken = secret('1//0');
    refreshTokens.set(refreshToken, code.grant);
    return issue(code.grant, refreshToken);
  };

  const token = ({ text, headers }: SandboxRequest): SandboxAnswer => {
    const form = new URLSearchParams(text);
    const basic = /^Basic (.+)$/.exec(headers['authorization'] ?? '')?.[1];
    const [id, clientSecret] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')];
    if (id !== options.clientId || clientSecret !== options.clientSecret)
      return oauthError(401, 'invalid_client', 'The provided client secret is invalid.');
    if (form.get('grant_type') === 'authorization_code') return exchangeCode(form);
    if (form.get('grant_type') !== 'refresh_token')
      return oauthError(400, 'unsupported_grant_type', 'Invalid grant_type.');
    const grant = refreshTokens.get(form.get('refresh_token') ?? '');
    if (!grant || grant.revoked)
      return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
    return issue(grant);
  };

  const grantOf = (value: string): Grant | undefined =>
    refreshTokens.get(value) ?? accessTokens.get(value)?.grant;

  /** `POST /revoke?token=`: ends the whole grant, whichever of its tokens is given. */
  const revoke = ({ query, text }: SandboxRequest): SandboxAnswer => {
    const grant = grantOf(query.get('token') ?? new URLSearchParams(text).get('token') ?? '');
    if (!grant || grant.revoked) return oauthError(400, 'invalid_token', 'Token expired or revoked');
    grant.revoked = true;
    return { status: 200, body: {} };
  };

  /** Scopes of a bearer token that is good now, else null. */
  const scopesOf = (authorization: string | undefined): readonly string[] | null => {
    const held = accessTokens.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    return held && !held.grant.revoked && held.expiresAt > now() ? held.grant.scope.split(' ') : null;
  };

  /** What the person does on Google's own pages: takes the access back. */
  const revokeAll = (): void => {
    for (const grant of refreshTokens.values()) grant.revoked = true;
    for (const { grant } of accessTokens.values()) grant.revoked = true;
  };

  const save = (): z.infer<typeof memory> => {
    const good = [...accessTokens].filter(([, { expiresAt }]) => expiresAt > now());
    const grants = [...new Set([...refreshTokens.values(), ...good.map(([, { grant }]) => grant)])];
    return {
      agreedBefore,
      grants,
      refreshTokens: [...refreshTokens].map(([token, grant]) => ({ token, grant: grants.indexOf(grant) })),
      accessTokens: good.map(([token, { grant, expiresAt }]) => ({
        token,
        grant: grants.indexOf(grant),
        expiresAt,
      })),
    };
  };

  const restore = (saved: unknown): void => {
    const { grants, ...held } = memory.parse(saved);
    agreedBefore = held.agreedBefore;
    for (const { token, grant: at } of held.refreshTokens) {
      const grant = grants[at];
      if (grant) refreshTokens.set(token, grant);
    }
    for (const { token, grant: at, expiresAt } of held.accessTokens) {
      const grant = grants[at];
      if (grant) accessTokens.set(token, { grant, expiresAt });
    }
  };

  return { authorize, token, revoke, revokeAll, scopesOf, save, restore };
};
