import { onTestFinished } from 'vitest';
import { googleAdsSandbox } from '../../integrations/google-ads/sandbox.ts';
import { hubspotSandbox } from '../../integrations/hubspot/sandbox.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import { type RunningSandbox, startSandbox, type VendorStandIn } from '../../integrations/kit/sandbox.ts';
import { integrations } from '../../integrations/registry.ts';
import { salesforceSandbox } from '../../integrations/salesforce/sandbox.ts';
import { createDb, type Db } from '../../src/db.ts';
import { createLinkedAccounts, type LinkedAccounts } from '../../src/linked-accounts/linked-accounts.ts';
import { systemReach } from '../../src/reach.ts';
import { createVault, sealingKey } from '../../src/sealed.ts';
import { createSetupCache } from '../../src/setup/cache.ts';
import { testDb } from './database.ts';
import { seedAccount } from './seed.ts';

export const app = { clientId: 'ringpath-test', clientSecret: 'client-secret-of-the-test' };
export const publicUrl = 'https://ringpath.example';
export const googleSettings = { customerId: '123-456-7890' };

/** A stand-in over HTTP for the running test, with the token requests it was asked. */
export const serve = async (standIn: VendorStandIn) => {
  const tokenForms: URLSearchParams[] = [];
  const sandbox = await startSandbox({
    ...standIn,
    handle: (request) => {
      if (request.method === 'POST' && request.path.endsWith('/token'))
        tokenForms.push(new URLSearchParams(request.text));
      return standIn.handle(request);
    },
  });
  onTestFinished(sandbox.stop);
  return { ...sandbox, tokenForms };
};

export interface Process {
  readonly db: Db;
  readonly linkedAccounts: LinkedAccounts;
  /** Log lines, as text. */
  readonly log: string[];
}

/** A clock that only moves when told. */
export const testClock = () => {
  let at = Date.parse('2026-11-21T00:00:00Z');
  return {
    now: () => new Date(at),
    wait: (seconds: number): void => {
      at += seconds * 1000;
    },
  };
};

/** An account in a database of its own and the vendors that sign in with OAuth, all on one clock. */
export const linkedAccountsWorld = async (
  options: {
    readonly keyField?: string | null;
    readonly more?: readonly Integration[];
    readonly endpoints?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly apps?: boolean;
    readonly signInPages?: readonly string[];
  } = {},
) => {
  const { now, wait } = testClock();
  const vendors = {
    google: googleAdsSandbox({ ...app, now }),
    hubspot: hubspotSandbox({ ...app, now }),
    salesforce: salesforceSandbox({
      ...app,
      now: () => now().getTime(),
      keyField: options.keyField === undefined ? 'Call_Key__c' : options.keyField,
    }),
  };
  const [google, hubspot, salesforce] = await Promise.all([
    serve(vendors.google),
    serve(vendors.hubspot),
    serve(vendors.salesforce),
  ]);
  const { db, url } = await testDb();
  const vault = createVault([sealingKey('a sealing key for tests, long enough 0123456789')]);

  const start = (on: Db): Process => {
    const log: string[] = [];
    const note = (details: object, message: string) => void log.push(message + JSON.stringify(details));
    const all = [...integrations, ...(options.more ?? [])];
    const linkedAccounts = createLinkedAccounts({
      db: on,
      setup: createSetupCache(on),
      vault,
      integrations: all,
      oauthApps: options.apps === false ? {} : Object.fromEntries(all.map(({ id }) => [id, app])),
      endpoints: {
        'google-ads': { accounts: google.url, oauth: google.url, api: google.url, ads: google.url },
        hubspot: { app: hubspot.url, api: hubspot.url },
        salesforce: { login: salesforce.url },
        webhook: { allowLoopback: 'yes' },
        ...options.endpoints,
      },
      publicUrl,
      signInPages: options.signInPages ?? [],
      logger: { warn: note, error: note },
      now,
    });
    return { db: on, linkedAccounts, log };
  };

  return {
    ...start(db),
    accountId: await seedAccount(db),
    wait,
    standIns: vendors,
    served: { google, hubspot, salesforce } satisfies Record<string, RunningSandbox>,
    /** Another server process on the same database. */
    startAnother: (): Process => {
      const other = createDb({ url, connections: 4 });
      onTestFinished(() => other.stop());
      return start(other);
    },
  };
};

export type LinkedAccountsWorld = Awaited<ReturnType<typeof linkedAccountsWorld>>;

/** The person agrees at the vendor's; answers where the vendor sends the browser. */
export const agree = async (authorizeUrl: string | null): Promise<URL> => {
  const answer = await fetch(authorizeUrl ?? '', { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? `http://none.invalid/${answer.status}`);
};

/** What the callback route reads from that address. */
export const answerOf = ({ searchParams }: URL) => ({
  state: searchParams.get('state') ?? '',
  code: searchParams.get('code') ?? undefined,
  error: searchParams.get('error') ?? undefined,
});

type Begun = Pick<Awaited<ReturnType<LinkedAccounts['connect']>>, 'authorizeUrl' | 'finishToken'>;

/** The person agrees and comes back in the browser that began it. */
export const finish = async (
  { linkedAccounts, accountId }: Pick<LinkedAccountsWorld, 'linkedAccounts' | 'accountId'>,
  { authorizeUrl, finishToken }: Begun,
) => {
  const answer = { ...answerOf(await agree(authorizeUrl)), finishToken: finishToken ?? '' };
  return linkedAccounts.finishSignIn(systemReach(accountId, 'test'), answer);
};

/** The whole dance. Rejects with the Refusal when it does not lead to a linked account. */
export const signIn = async (
  world: Pick<LinkedAccountsWorld, 'linkedAccounts' | 'accountId'>,
  input: Parameters<LinkedAccounts['connect']>[1],
) => finish(world, await world.linkedAccounts.connect(systemReach(world.accountId, 'test'), input));
