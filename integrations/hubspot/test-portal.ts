import type { ExchangeRecord } from '../kit/exchange.ts';
import type { AccessToken, ActionItem, ItemResult } from '../kit/integration.ts';
import { type RunningSandbox, startSandbox } from '../kit/sandbox.ts';
import { exampleCall, exampleItem, sandboxClient } from '../kit/testing.ts';
import { hubspot } from './index.ts';
import { type HubspotSandbox, type HubspotSandboxOptions, hubspotSandbox } from './sandbox.ts';

export const app = { clientId: 'ringpath-app', clientSecret: 'app-secret' };
export const scopes = hubspot.auth.kind === 'oauth2' ? hubspot.auth.scopes : [];

export interface TestPortal {
  readonly portal: HubspotSandbox;
  readonly sandbox: RunningSandbox;
  /** A fresh client, as the host makes one for each attempt. */
  readonly attempt: (options?: AttemptOptions) => {
    readonly client: unknown;
    readonly log: readonly ExchangeRecord[];
    readonly run: (...items: readonly ActionItem<unknown>[]) => Promise<readonly ItemResult[]>;
  };
}

interface AttemptOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds?: number;
  readonly token?: () => Promise<AccessToken>;
  readonly renewToken?: () => Promise<AccessToken>;
}

const action = hubspot.actions[0];

/** A portal over HTTP, connected: check() has run unless `connect` is false. */
export const openPortal = async (
  options: Partial<HubspotSandboxOptions> & { readonly connect?: boolean } = {},
): Promise<TestPortal> => {
  const portal = hubspotSandbox({ ...app, ...options });
  const sandbox = await startSandbox(portal);
  const value = portal.issueToken(scopes);
  const token = (): Promise<AccessToken> => Promise.resolve({ value, extra: { hub_id: '48200113' } });
  const attempt: TestPortal['attempt'] = (given = {}) => {
    const endpoints = { app: sandbox.url, api: sandbox.url };
    const { client, log } = sandboxClient(hubspot, { endpoints, token, ...given });
    const run = (...items: readonly ActionItem<unknown>[]): Promise<readonly ItemResult[]> => {
      if (!action) throw new Error('hubspot declares no action');
      return action.run(client, items as readonly ActionItem<Record<string, never>>[]);
    };
    return { client, log, run };
  };
  if (options.connect !== false) await hubspot.check(attempt().client);
  return { portal, sandbox, attempt };
};

export const caller = '+12125550177';

/** Item number `n`, of a caller of its own unless told otherwise. */
export const itemOf = (
  n: number,
  change: Partial<ActionItem<unknown>> = {},
  number: string | null = `+121255502${String(n).padStart(2, '0')}`,
): ActionItem<unknown> =>
  exampleItem<unknown>(
    {},
    {
      key: `rp_01k9r2m4x5e8kbw3n7q6t0v${String(n).padStart(3, '0')}`,
      call: exampleCall({ id: `call_${n}`, caller: { number, withheld: number ? null : 'ANONYMOUS' } }),
      ...change,
    },
  );

/** How an item failed: the class and what a person reads. */
export const failureOf = (
  result: ItemResult | undefined,
): { name: string; reason: string; after?: number } =>
  result?.status === 'failed'
    ? {
        name: result.error.name,
        reason: result.error.message,
        ...('afterSeconds' in result.error && typeof result.error.afterSeconds === 'number'
          ? { after: result.error.afterSeconds }
          : {}),
      }
    : { name: 'none', reason: '' };

export const vendorIdOf = (result: ItemResult | undefined): string =>
  result?.status === 'accepted' ? result.vendorId : `none: ${failureOf(result).reason}`;
