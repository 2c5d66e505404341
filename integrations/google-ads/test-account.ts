import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { Reconnect } from '../kit/errors.ts';
import {
  type Accepted,
  type AccessToken,
  type Action,
  defineIntegration,
  type ItemResult,
} from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';
import { googleAds } from './index.ts';
import { type GoogleAdsSandbox, type GoogleAdsSandboxOptions, googleAdsSandbox } from './sandbox.ts';
import { callSettings, clickSettings } from './settings.ts';

const client = { clientId: 'ringpath.apps.googleusercontent.com', clientSecret: 'client-secret' };
export const scope = 'https://www.googleapis.com/auth/datamanager';
export const redirectUri = 'http://127.0.0.1:9/oauth/callback';
const verifier = 'a-verifier-of-at-least-forty-three-characters-0123';
const challenge = createHash('sha256').update(verifier).digest('base64url');

interface World {
  readonly url: string;
  readonly fail: RunningSandbox['fail'];
  readonly standIn: GoogleAdsSandbox;
  readonly endpoints: Readonly<Record<string, string>>;
  /** Moves the sandbox's clock on. */
  readonly wait: (seconds: number) => void;
  readonly stop: RunningSandbox['stop'];
}

export const world = async (options: Partial<GoogleAdsSandboxOptions> = {}): Promise<World> => {
  let at = Date.parse('2026-11-21T00:00:00Z');
  const standIn = googleAdsSandbox({ ...client, ...options, now: () => new Date(at) });
  const sandbox = await startSandbox(standIn);
  onTestFinished(sandbox.stop);
  const { url } = sandbox;
  const wait = (seconds: number): void => {
    at += seconds * 1000;
  };
  return { ...sandbox, standIn, wait, endpoints: { accounts: url, oauth: url, api: url, ads: url } };
};

export const authorize = async ({ endpoints }: World, change: Record<string, string> = {}): Promise<URL> => {
  if (googleAds.auth.kind !== 'oauth2') throw new Error('google-ads signs in with OAuth 2');
  const address = new URL(googleAds.auth.authorizeUrl(endpoints));
  const query = {
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: googleAds.auth.scopes.join(' '),
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...googleAds.auth.authorizeParams,
    ...change,
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const answer = await fetch(address, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'http://127.0.0.1/none');
};

export const token = async ({ endpoints }: World, form: Record<string, string>) => {
  if (googleAds.auth.kind !== 'oauth2') throw new Error('google-ads signs in with OAuth 2');
  const body = new URLSearchParams({
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...form,
  });
  const answer = await fetch(googleAds.auth.tokenUrl(endpoints), { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

export const codeForm = (back: URL): Record<string, string> => ({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code') ?? '',
  redirect_uri: redirectUri,
  code_verifier: verifier,
});

/** An authorised client, its log, and the tokens a host would keep. */
export const connect = async (
  on: World,
  change: {
    scope?: string;
    timeoutSeconds?: number;
    settings?: Record<string, unknown>;
    /** Gets the allowance of each request. */
    used?: unknown[];
  } = {},
) => {
  const { body } = await token(on, codeForm(await authorize(on, { scope: change.scope ?? scope })));
  const held = { value: body['access_token'] ?? '', refresh: body['refresh_token'] ?? '', renewals: 0 };
  const access = (): AccessToken => ({ value: held.value, extra: {} });
  const watched = defineIntegration({
    ...googleAds,
    client: (given) =>
      googleAds.client({
        ...given,
        exchange: (request, send) => {
          change.used?.push(request.allowance);
          return given.exchange(request, send);
        },
      }),
  });
  const { client: opaque, log } = sandboxClient(watched, {
    endpoints: on.endpoints,
    settings: { customerId: '123-456-7890', ...change.settings },
    token: async () => access(),
    renewToken: async () => {
      held.renewals += 1;
      const form = { grant_type: 'refresh_token', refresh_token: held.refresh };
      const renewed = await token(on, form);
      if (renewed.status !== 200) throw new Reconnect(renewed.body['error_description'] ?? '');
      held.value = renewed.body['access_token'] ?? '';
      return access();
    },
    ...(change.timeoutSeconds ? { timeoutSeconds: change.timeoutSeconds } : {}),
  });
  return { opaque, log, held };
};

/** The same on the Google Ads API. */
export const connectOlder = (on: World, settings: Record<string, unknown> = {}) =>
  connect(on, {
    scope: `${scope} https://www.googleapis.com/auth/adwords`,
    settings: { path: 'GOOGLE_ADS_API', ...settings },
  });

export const [clickAction, callAction] = googleAds.actions as readonly [Action, Action];

interface ItemChange {
  readonly settings?: object;
  readonly key?: string;
  readonly call?: Parameters<typeof exampleCall>[0];
  readonly revision?: number;
  readonly vendorId?: string | null;
}

const itemOf = <Settings>(n: number, settings: Settings, { key, call, revision, vendorId }: ItemChange) =>
  exampleItem(settings, {
    key: key ?? `rp_${String(n).padStart(26, '0')}`,
    call: exampleCall({ clickIds: { gclid: `click-${n}` }, ...call }),
    revision: revision ?? 1,
    vendorId: vendorId ?? null,
  });

export const clickItem = (n: number, change: ItemChange = {}) =>
  itemOf(n, clickSettings.parse({ conversionActionId: '7001', ...change.settings }), change);

export const callItem = (n: number, change: ItemChange = {}) =>
  itemOf(n, callSettings.parse({ conversionActionId: '8001', ...change.settings }), {
    ...change,
    call: { caller: { number: `+121255501${String(n).padStart(2, '0')}` }, ...change.call },
  });

export const accepted = (result: ItemResult | undefined): Accepted => {
  if (result?.status !== 'accepted') throw result?.error ?? new Error('there was no result');
  return result;
};
export const problem = (result: ItemResult | undefined): Error => {
  if (result?.status !== 'failed') throw new Error('it did not fail');
  return result.error;
};
export const receiptOf = (result: ItemResult | undefined) => accepted(result).receipt ?? {};
export const confirm = (opaque: unknown, result: ItemResult | undefined) =>
  clickAction.confirm?.(opaque, receiptOf(result), {});

/** What a dry run would show. */
export const previewOf = (
  action: Action,
  items: Parameters<Action['run']>[1],
  settings: Record<string, unknown>,
) => (action.preview?.(items, settings) ?? []) as readonly { request: string; body: object }[];
