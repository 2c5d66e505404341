import { fetch } from 'undici';
import { z } from 'zod';
import { Reconnect, RetryLater } from '../../integrations/kit/errors.ts';
import { type Exchange, redact, VendorError } from '../../integrations/kit/exchange.ts';
import type { Grant } from './content.ts';
import { appVariables, type OAuthVendor } from './vendors.ts';

const timeoutMs = 15_000;
/** An operator has to mend it, so asking again soon is of no use. */
const misconfiguredSeconds = 600;

const tokens = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Some vendors send the number as text. */
  expires_in: z.coerce.number().positive().optional(),
  id_token: z.string().optional(),
});
type Tokens = z.infer<typeof tokens>;

const refusedBody = z.looseObject({
  error: z.string().default(''),
  error_description: z.string().default(''),
});

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const meaningOf = ({ integration }: OAuthVendor, { status, body, headers }: VendorError): Error => {
  const { name, id } = integration;
  const { error, error_description } = refusedBody.safeParse(body).data ?? refusedBody.parse({});
  const said = redact([error_description, error && `(${error})`].filter(Boolean).join(' ').slice(0, 300));
  if (/client/.test(error))
    return new RetryLater(
      `${name} does not accept this installation's OAuth app: ${said}. Check ${appVariables(id)}.`,
      misconfiguredSeconds,
    );
  // Only these two speak about the grant; a 403 or 404 comes from something on the way.
  if (status === 400 || status === 401)
    return new Reconnect(`${name} does not accept the authorisation: ${said || status}. Connect it again.`);
  return new RetryLater(
    `${name} could not give a token: it answered ${status}.`,
    Number(headers['retry-after']) || undefined,
  );
};

/**
 * Asks the vendor's token endpoint (RFC 6749). Throws Reconnect when the grant is refused, RetryLater when
 * the vendor is out of reach or the OAuth app is wrong. The form never reaches a log.
 */
const requestTokens = async (
  vendor: OAuthVendor,
  form: Readonly<Record<string, string>>,
  exchange: Exchange,
): Promise<Tokens> => {
  const { app, auth, endpoints, integration } = vendor;
  const address = new URL(auth.tokenUrl(endpoints));
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form });
  const shown = { method: 'POST', path: address.pathname, body: { grant_type: form['grant_type'] } };
  try {
    const answer = await exchange(shown, async () => {
      const response = await fetch(address, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const read = readJson(await response.text());
      if (!response.ok) throw new VendorError(response.status, read, Object.fromEntries(response.headers));
      return { status: response.status, body: read };
    });
    const parsed = tokens.safeParse(answer.body);
    if (!parsed.success) throw new RetryLater(`${integration.name}'s token answer could not be read.`);
    return parsed.data;
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    if (error instanceof VendorError) throw meaningOf(vendor, error);
    throw new RetryLater(`${integration.name} could not be reached for a token.`, undefined, {
      cause: error,
    });
  }
};

const grantOf = (given: Tokens, now: Date, before: Grant | null): Grant => {
  const { access_token, refresh_token, expires_in, id_token: _, ...rest } = given;
  const extra = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
  return {
    accessToken: access_token,
    // A refresh answers with a new refresh token only where they rotate.
    refreshToken: refresh_token ?? before?.refreshToken ?? null,
    expiresAt: expires_in === undefined ? null : now.getTime() + expires_in * 1000,
    extra: { ...before?.extra, ...Object.fromEntries(extra) },
    generation: (before?.generation ?? 0) + 1,
  };
};

export const exchangeCode = async (
  vendor: OAuthVendor,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
  exchange: Exchange,
  now: Date,
): Promise<Grant> => {
  const pkce = vendor.auth.pkce ? { code_verifier: verifier } : {};
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...pkce };
  return grantOf(await requestTokens(vendor, form, exchange), now, null);
};

export const refreshGrant = async (
  vendor: OAuthVendor,
  before: Grant,
  exchange: Exchange,
  now: Date,
): Promise<Grant> => {
  const { name } = vendor.integration;
  if (before.refreshToken === null)
    throw new Reconnect(
      `The access to ${name} has ended and ${name} gave no way to renew it. Connect it again.`,
    );
  const form = { grant_type: 'refresh_token', refresh_token: before.refreshToken };
  return grantOf(await requestTokens(vendor, form, exchange), now, before);
};
