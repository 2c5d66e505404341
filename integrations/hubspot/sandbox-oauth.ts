import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '../kit/sandbox.ts';
import { Refused, refuse } from './sandbox-answers.ts';

interface Grant {
  readonly refreshToken: string;
  readonly scopes: readonly string[];
  revoked: boolean;
}

interface Code {
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly scopes: readonly string[];
}

interface OauthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly portalId: number;
  /** Seconds an access token lives. */
  readonly tokenSeconds: number;
}

const memory = z.object({
  grants: z.array(z.object({ refreshToken: z.string(), scopes: z.array(z.string()), revoked: z.boolean() })),
  /** Access tokens with the place of their grant in `grants`. */
  tokens: z.array(z.object({ token: z.string(), grant: z.int(), expiresAt: z.number() })),
});

const random = (): string => randomBytes(24).toString('base64url');

const oauthError = (status: string, code: string, message: string): Refused =>
  new Refused({
    status: 400,
    body: { status, message, correlationId: randomUUID(), error: code, error_description: message },
  });

/** HubSpot's authorisation server: codes with PKCE, tokens that end, grants that can be revoked. */
export const createOauth = (options: OauthOptions, now: () => Date) => {
  const codes = new Map<string, Code>();
  const grants: Grant[] = [];
  const tokens = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();

  const issue = (grant: Grant): string => {
    const token = random();
    tokens.set(token, { grant, expiresAt: now().getTime() + options.tokenSeconds * 1000 });
    return token;
  };

  const newGrant = (scopes: readonly string[]): Grant => {
    const grant: Grant = { refreshToken: random(), scopes, revoked: false };
    grants.push(grant);
    return grant;
  };

  const tokenAnswer = (grant: Grant): SandboxAnswer => ({
    status: 200,
    body: {
      token_type: 'bearer',
      access_token: issue(grant),
      refresh_token: grant.refreshToken,
      expires_in: options.tokenSeconds,
      hub_id: options.portalId,
      scopes: grant.scopes,
    },
  });

  const form = (request: SandboxRequest): URLSearchParams => {
    if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      throw refuse(415, 'VALIDATION_ERROR', 'Unsupported Media Type');
    if ([...request.query.keys()].length > 0)
      throw oauthError('BAD_REQUEST', 'invalid_request', 'parameters belong in the body');
    return new URLSearchParams(request.text);
  };

  const authenticated = (request: SandboxRequest): URLSearchParams => {
    const fields = form(request);
    if (fields.get('client_id') !== options.clientId)
      throw oauthError('BAD_CLIENT_ID', 'invalid_client', 'missing or unknown client id');
    if (fields.get('client_secret') !== options.clientSecret)
      throw oauthError('BAD_CLIENT_SECRET', 'invalid_client', 'missing or invalid client secret');
    return fields;
  };

  const fromCode = (fields: URLSearchParams): SandboxAnswer => {
    const text = fields.get('code') ?? '';
    const code = codes.get(text);
    codes.delete(text);
    if (!code) throw oauthError('BAD_AUTH_CODE', 'invalid_grant', 'missing or unknown auth code');
    if (fields.get('redirect_uri') !== code.redirectUri)
      throw oauthError('MISMATCH_REDIRECT_URI_AUTH_CODE', 'invalid_grant', 'redirect_uri does not match');
    const digest = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url');
    if (code.challenge !== null && digest !== code.challenge)
      throw oauthError('BAD_CODE_VERIFIER', 'invalid_grant', 'code_verifier does not match');
    return tokenAnswer(newGrant(code.scopes));
  };

  const fromRefreshToken = (fields: URLSearchParams): SandboxAnswer => {
    const grant = grants.find((one) => one.refreshToken === fields.get('refresh_token'));
    if (!grant || grant.revoked)
      throw oauthError('BAD_REFRESH_TOKEN', 'invalid_grant', 'missing or invalid refresh token');
    return tokenAnswer(grant);
  };

  return {
    authorize: ({ query }: SandboxRequest): SandboxAnswer => {
      const redirectUri = query.get('redirect_uri');
      if (query.get('client_id') !== options.clientId || !redirectUri || !URL.canParse(redirectUri))
        return { status: 400, body: 'Authorization failed: unknown client_id or bad redirect_uri' };
      const method = query.get('code_challenge_method');
      if (query.has('code_challenge') && method !== 'S256')
        return { status: 400, body: 'Authorization failed: code_challenge_method must be S256' };
      const code = random();
      const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
      codes.set(code, { redirectUri, challenge: query.get('code_challenge'), scopes });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      if (query.has('state')) back.searchParams.set('state', query.get('state') ?? '');
      return { status: 302, headers: { location: back.href } };
    },
    token: (request: SandboxRequest): SandboxAnswer => {
      const fields = authenticated(request);
      const kind = fields.get('grant_type');
      if (kind === 'authorization_code') return fromCode(fields);
      if (kind === 'refresh_token') return fromRefreshToken(fields);
      throw oauthError('BAD_GRANT_TYPE', 'unsupported_grant_type', 'missing or unknown grant_type');
    },
    revoke: (request: SandboxRequest): SandboxAnswer => {
      const fields = authenticated(request);
      const grant = grants.find((one) => one.refreshToken === fields.get('token'));
      if (grant) grant.revoked = true;
      return { status: 200, body: {} };
    },
    /** The scopes of the request's bearer token. Throws the 401 of a missing, ended or revoked one. */
    scopesOf: (request: SandboxRequest): readonly string[] => {
      const token = tokens.get(request.headers['authorization']?.replace(/^Bearer /, '') ?? '');
      if (!token || token.grant.revoked)
        throw refuse(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.');
      if (token.expiresAt <= now().getTime())
        throw refuse(401, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call has expired.');
      return token.grant.scopes;
    },
    /** A token without the redirects, for scripts. */
    issue: (scopes: readonly string[]): string => issue(newGrant(scopes)),
    /** Ends every access token; the grants stay. */
    expireTokens: (): void => tokens.clear(),
    save: (): z.infer<typeof memory> => ({
      grants: grants.map((grant) => ({ ...grant, scopes: [...grant.scopes] })),
      tokens: [...tokens]
        .filter(([, { expiresAt }]) => expiresAt > now().getTime())
        .map(([token, { grant, expiresAt }]) => ({ token, grant: grants.indexOf(grant), expiresAt })),
    }),
    restore: (saved: unknown): void => {
      const kept = memory.parse(saved);
      for (const { token, grant: at, expiresAt } of kept.tokens) {
        const grant = kept.grants[at];
        if (grant) tokens.set(token, { grant, expiresAt });
      }
      grants.push(...kept.grants);
    },
    /** What the person does who disconnects the app in HubSpot. */
    revokeAll: (): void => {
      for (const grant of grants) grant.revoked = true;
    },
  };
};
