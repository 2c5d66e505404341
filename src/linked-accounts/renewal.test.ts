import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type ExchangeRecord, recordingExchange } from '../../integrations/kit/exchange.ts';
import { exampleItem } from '../../integrations/kit/testing.ts';
import { changes, linkedAccounts as table } from '../../schema/index.ts';
import {
  googleSettings,
  type LinkedAccountsWorld,
  linkedAccountsWorld,
  type Process,
  serve,
  signIn,
} from '../../test/support/linked-accounts.ts';
import { type RotatingClient, rotating, rotatingVendor } from '../../test/support/rotating-vendor.ts';
import { systemReach } from '../reach.ts';

const google = { integration: 'google-ads', settings: googleSettings };

const openIn = async ({ linkedAccounts }: Process, accountId: string, linkedAccountId: string) => {
  const log: ExchangeRecord[] = [];
  const signal = AbortSignal.timeout(20_000);
  const opened = await linkedAccounts.open(accountId, linkedAccountId, {
    exchange: recordingExchange(log),
    signal,
  });
  return { ...opened, log };
};

/** Sends a call through the real SDK; what came of it. */
const deliver = async (
  world: LinkedAccountsWorld,
  linkedAccountId: string,
  settings: Readonly<Record<string, unknown>>,
) => {
  const { integration, client, log } = await openIn(world, world.accountId, linkedAccountId);
  const [action] = integration.actions;
  const item = exampleItem(action?.settings.parse(settings));
  const results = await action?.run(client, [item as never]);
  return { result: results?.[0], log };
};

const stateOf = async ({ db, accountId }: LinkedAccountsWorld, id: string) => {
  const [row] = await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.select().from(table).where(eq(table.id, id)),
  );
  return { state: row?.state, reason: row?.reason };
};

const rotatingWorld = async (tokenSeconds?: number) => {
  const vendor = await serve(rotatingVendor(tokenSeconds ? { tokenSeconds } : {}));
  const world = await linkedAccountsWorld({ more: [rotating], endpoints: { rotating: { api: vendor.url } } });
  const { linkedAccountId } = await signIn(world, { integration: 'rotating' });
  const client = async (process: Process = world) => {
    const opened = await openIn(process, world.accountId, linkedAccountId);
    return opened.client as RotatingClient;
  };
  return { ...world, vendor, linkedAccountId, client };
};

describe('a token', () => {
  it('is used while it is good and renewed with the first refresh token after that', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, google);
    const { tokenForms } = world.served.google;
    const upload = { conversionActionId: '7123456789' };
    const sent = async () => (await deliver(world, linkedAccountId, upload)).result?.status;

    expect(await sent()).toBe('accepted');
    expect(tokenForms).toHaveLength(1);
    world.wait(3599 - 59);
    expect(await sent()).toBe('accepted');
    expect(tokenForms).toHaveLength(2);
    expect(await sent()).toBe('accepted');
    expect(tokenForms).toHaveLength(2);
    // Google answers a refresh without a refresh token: the first one has to last.
    world.wait(3599);
    expect(await sent()).toBe('accepted');
    expect(tokenForms.map((form) => form.get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
      'refresh_token',
    ]);
  });

  it('is good until refused where the vendor names no end', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, { integration: 'salesforce', settings: {} });
    world.wait(3600);
    expect((await deliver(world, linkedAccountId, {})).result?.status).toBe('accepted');
    expect(world.served.salesforce.tokenForms).toHaveLength(1);
    world.standIns.salesforce.expireSessions();
    const { result, log } = await deliver(world, linkedAccountId, {});
    expect(result?.status).toBe('accepted');
    expect(world.served.salesforce.tokenForms).toHaveLength(2);
    expect(JSON.stringify(log)).toContain('/services/oauth2/token');
    expect((await deliver(world, linkedAccountId, {})).result?.status).toBe('accepted');
    expect(world.served.salesforce.tokenForms).toHaveLength(2);
  });

  it('is shown in no log', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, { integration: 'hubspot', settings: {} });
    world.wait(1800);
    const { log } = await deliver(world, linkedAccountId, {});
    world.standIns.hubspot.revokeAll();
    world.wait(1800);
    await deliver(world, linkedAccountId, {}).catch(() => undefined);
    const [, refresh] = world.served.hubspot.tokenForms;
    const said = JSON.stringify(log) + world.log.join();
    expect(said).toContain('A linked account stopped working');
    expect(refresh?.get('refresh_token')).toBeTruthy();
    for (const name of ['refresh_token', 'client_secret'])
      expect(said).not.toContain(refresh?.get(name) ?? 'none');
  });

  it('carries what the vendor says beside it, as of the last renewal', async () => {
    const { client } = await rotatingWorld();
    const one = await client();
    expect((await one.token()).extra).toMatchObject({ place: 'eu-1', number: '1' });
    expect((await one.renewToken()).extra).toMatchObject({ place: 'eu-2', number: '2' });
    expect((await (await client()).token()).extra).toMatchObject({ place: 'eu-2' });
  });

  it('is fetched once for twenty who want it in two processes, though refresh tokens work once', async () => {
    const { client, vendor, wait, startAnother, ...world } = await rotatingWorld();
    const other = startAnother();
    wait(3600);
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_, index) => client(index % 2 ? other : { ...world })),
    );
    const tokens = await Promise.all(clients.map((one) => one.token()));
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set(['access-2']));
    expect(vendor.tokenForms).toHaveLength(2);
    // The same when the vendor refuses a token that looks good.
    const renewed = await Promise.all(clients.map((one) => one.renewToken()));
    expect(new Set(renewed.map(({ value }) => value))).toEqual(new Set(['access-3']));
    expect(vendor.tokenForms).toHaveLength(3);
    await expect(clients[0]?.use(renewed[0] ?? { value: '', extra: {} })).resolves.toEqual({});
  });

  it('is fetched anew each time when it lives shorter than a minute', async () => {
    const { client, vendor } = await rotatingWorld(30);
    const one = await client();
    expect((await one.token()).value).toBe('access-2');
    expect((await one.token()).value).toBe('access-3');
    expect(vendor.tokenForms).toHaveLength(3);
  });
});

describe('a grant that was taken back', () => {
  it('is noticed once, and nothing more is asked of the vendor', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, google);
    world.standIns.google.revokeAll();
    world.wait(3600);
    const other = world.startAnother();
    const tries = await Promise.allSettled(
      [world, other, world, other].map(async (process) => {
        const { client, integration } = await openIn(process, world.accountId, linkedAccountId);
        return integration.check(client);
      }),
    );
    for (const one of tries) expect(one).toMatchObject({ status: 'rejected', reason: { name: 'Reconnect' } });
    expect(world.served.google.tokenForms).toHaveLength(2);
    expect(await stateOf(world, linkedAccountId)).toMatchObject({
      state: 'NEEDS_RECONNECT',
      reason: expect.stringContaining('expired or revoked'),
    });
    const feed = await world.db.inAccount(systemReach(world.accountId, 'test'), (tx) =>
      tx.select().from(changes),
    );
    expect(feed.filter(({ detail }) => String(detail['text']).includes('again'))).toHaveLength(1);
    await expect(openIn(world, world.accountId, linkedAccountId)).rejects.toMatchObject({
      name: 'Reconnect',
    });

    await expect(signIn(world, { ...google, linkedAccountId })).resolves.toMatchObject({ renewed: true });
    const { client, integration } = await openIn(other, world.accountId, linkedAccountId);
    await expect(integration.check(client)).resolves.toMatchObject({ externalId: '1234567890' });
  });

  it.each([
    ['is busy', { status: 503 }],
    ['is replaced by a page', { status: 403, body: '<html>' }],
    ['does not know our OAuth app', { status: 401, body: { error: 'invalid_client' } }],
  ])('is not assumed when the token endpoint %s', async (_, instead) => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, google);
    world.wait(3600);
    world.served.google.fail({ path: '/token', times: 1, instead });
    const { client, integration } = await openIn(world, world.accountId, linkedAccountId);
    await expect(integration.check(client)).rejects.toMatchObject({ name: 'RetryLater' });
    expect(await stateOf(world, linkedAccountId)).toEqual({ state: 'ACTIVE', reason: null });
    await expect(integration.check(client)).resolves.toBeTruthy();
  });
});
