import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordingExchange } from '../../integrations/kit/exchange.ts';
import { directory, connections as table } from '../../schema/index.ts';
import {
  agree,
  answerOf,
  type ConnectionsWorld,
  connectionsWorld,
  googleSettings,
  publicUrl,
  signIn,
} from '../../test/support/connections.ts';
import { seedAccount } from '../../test/support/seed.ts';
import type { Db } from '../db.ts';
import { typedId } from '../ids.ts';

const rowOf = async (db: Db, accountId: string, id: string) => {
  const [row] = await db.inAccount(accountId, (tx) => tx.select().from(table).where(eq(table.id, id)));
  return row;
};

const google = { integration: 'google-ads', settings: googleSettings };

const outcomeOf = (path: string) => {
  const { searchParams, pathname } = new URL(path, publicUrl);
  return { pathname, ...Object.fromEntries(searchParams) };
};

const opens = ({ connections, accountId }: ConnectionsWorld, connectionId: string) =>
  connections.open(accountId, connectionId, {
    exchange: recordingExchange([]),
    signal: AbortSignal.timeout(10_000),
  });

describe('signing in at a vendor', () => {
  it.each([
    ['google-ads', googleSettings, '1234567890', 'Google Ads 123-456-7890'],
    ['hubspot', {}, '48200113', 'HubSpot portal 48200113'],
    ['salesforce', {}, '00D000000000001AAA', 'Hudson Plumbing'],
  ])('connects %s', async (integration, settings, externalId, label) => {
    const world = await connectionsWorld();
    const { connections, db, accountId } = world;
    const { connectionId, authorizeUrl } = await connections.connect(accountId, { integration, settings });
    expect(await rowOf(db, accountId, connectionId)).toMatchObject({ state: 'PENDING', externalId: null });
    await expect(opens(world, connectionId)).rejects.toMatchObject({ name: 'Reconnect' });

    const back = await agree(authorizeUrl);
    expect(back.origin + back.pathname).toBe(`${publicUrl}/oauth/callback`);
    const landing = await connections.finishOAuth(answerOf(back));
    expect(outcomeOf(landing.path)).toEqual({
      pathname: '/console/integrations',
      connection: typedId('Connection', connectionId),
      outcome: 'connected',
    });
    const row = await rowOf(db, accountId, connectionId);
    expect(row).toMatchObject({ state: 'ACTIVE', externalId, label, reason: null });
    await expect(opens(world, connectionId)).resolves.toMatchObject({ integration: { id: integration } });
    expect(await db.orm.select().from(directory)).toEqual([]);
  });

  it('names the variables of a missing OAuth app', async () => {
    const { connections, accountId } = await connectionsWorld({ apps: false });
    await expect(connections.connect(accountId, google)).rejects.toMatchObject({
      field: 'input.integration',
      message: expect.stringContaining('OAUTH_GOOGLE_ADS_CLIENT_ID and OAUTH_GOOGLE_ADS_CLIENT_SECRET'),
    });
  });

  it('takes a state once, however many browsers bring it', async () => {
    const { connections, accountId, db } = await connectionsWorld();
    const { authorizeUrl } = await connections.connect(accountId, google);
    const answer = answerOf(await agree(authorizeUrl));
    // Open connections for all of them, so that they meet.
    await Promise.all(Array.from({ length: 8 }, () => db.client`select pg_sleep(0.05)`));
    const landings = await Promise.all(Array.from({ length: 4 }, () => connections.finishOAuth(answer)));
    expect(landings.map(({ outcome }) => outcome).sort()).toEqual([
      'connected',
      'expired',
      'expired',
      'expired',
    ]);
    expect(await connections.finishOAuth(answer)).toMatchObject({ outcome: 'expired', connectionId: null });
  });

  it('takes a state for fifteen minutes, and only the newest of a connection', async () => {
    const { connections, accountId, wait } = await connectionsWorld();
    const { authorizeUrl: first, connectionId } = await connections.connect(accountId, google);
    const { authorizeUrl: second } = await connections.connect(accountId, { ...google, connectionId });
    expect(await connections.finishOAuth(answerOf(await agree(first)))).toMatchObject({ outcome: 'expired' });
    wait(15 * 60);
    expect(await connections.finishOAuth(answerOf(await agree(second)))).toMatchObject({
      outcome: 'expired',
    });
  });

  it('does not let a state open another account’s connection', async () => {
    const { connections, db, accountId } = await connectionsWorld();
    const theirs = await seedAccount(db);
    const mine = await connections.connect(accountId, google);
    const other = await connections.connect(theirs, google);
    const back = await agree(mine.authorizeUrl);
    // What an attacker with a hand in the directory would try.
    const [theirState] = await db.orm.select().from(directory).where(eq(directory.accountId, theirs));
    await db.orm.delete(directory).where(eq(directory.accountId, theirs));
    await db.orm
      .update(directory)
      .set({ accountId: theirs, subjectId: theirState?.subjectId ?? '' })
      .where(eq(directory.accountId, accountId));
    expect(await connections.finishOAuth(answerOf(back))).toMatchObject({ outcome: 'expired' });
    expect(await rowOf(db, theirs, other.connectionId)).toMatchObject({ state: 'PENDING' });
    expect(await rowOf(db, accountId, mine.connectionId)).toMatchObject({ state: 'PENDING' });
  });

  it('says so when the person did not agree', async () => {
    const { connections, db, accountId } = await connectionsWorld();
    const { authorizeUrl, connectionId } = await connections.connect(accountId, {
      ...google,
      returnTo: '/console/integrations/google-ads?tab=rules',
    });
    const { state } = answerOf(await agree(authorizeUrl));
    const landing = await connections.finishOAuth({ state, error: 'access_denied' });
    expect(outcomeOf(landing.path)).toMatchObject({
      pathname: '/console/integrations/google-ads',
      tab: 'rules',
      outcome: 'failed',
      reason: expect.stringContaining('not allowed at Google Ads'),
    });
    expect(await rowOf(db, accountId, connectionId)).toMatchObject({
      state: 'NEEDS_RECONNECT',
      reason: expect.stringContaining('not allowed'),
    });
  });

  it('keeps the reason of a check that failed, and connects under the same id once it is mended', async () => {
    const { connections, db, accountId } = await connectionsWorld({ keyField: 'Other_Key__c' });
    const input = { integration: 'salesforce', settings: {} };
    const failed = await signIn({ connections, accountId }, input);
    expect(failed.landing.outcome).toBe('failed');
    const { connectionId } = failed;
    expect(await rowOf(db, accountId, connectionId)).toMatchObject({
      state: 'NEEDS_RECONNECT',
      reason: expect.stringContaining('no field Call_Key__c'),
    });
    const settings = { keyField: 'Other_Key__c' };
    const mended = await signIn({ connections, accountId }, { ...input, settings, connectionId });
    expect(mended).toMatchObject({ connectionId, landing: { outcome: 'connected' } });
    expect(await rowOf(db, accountId, connectionId)).toMatchObject({ state: 'ACTIVE', reason: null });
  });

  it('goes on as it was when a new sign-in leads to another vendor account', async () => {
    const world = await connectionsWorld();
    const { connectionId } = await signIn(world, { ...google, label: 'Main account' });
    const before = await rowOf(world.db, world.accountId, connectionId);
    const other = { ...google, settings: { customerId: '999-999-9999' }, connectionId };
    const { landing } = await signIn(world, other);
    expect(landing).toMatchObject({ outcome: 'failed', connectionId });
    expect(outcomeOf(landing.path)).toMatchObject({ reason: expect.stringContaining('1234567890') });
    const { secrets: _, ...rest } = before ?? {};
    expect(await rowOf(world.db, world.accountId, connectionId)).toMatchObject({ ...rest, state: 'ACTIVE' });
    await expect(opens(world, connectionId)).resolves.toBeTruthy();
  });

  it('returns to no place outside the console', async () => {
    const { connections, accountId } = await connectionsWorld();
    const outside = [
      'https://evil.example/console',
      '//evil.example/console',
      '/console/../admin',
      '/console/%2e%2e/admin',
      '/console\\..\\x',
      '/consoles',
      '',
    ];
    for (const returnTo of outside)
      await expect(connections.connect(accountId, { ...google, returnTo }), returnTo).rejects.toMatchObject({
        field: 'input.returnTo',
      });
  });

  it('tells a wrong OAuth app from a refused person', async () => {
    const { connections, accountId, served } = await connectionsWorld();
    const { authorizeUrl } = await connections.connect(accountId, google);
    const back = await agree(authorizeUrl);
    served.google.fail({
      path: '/token',
      times: 1,
      instead: { status: 401, body: { error: 'invalid_client' } },
    });
    const { path } = await connections.finishOAuth(answerOf(back));
    expect(outcomeOf(path)).toMatchObject({
      reason: expect.stringContaining('OAUTH_GOOGLE_ADS_CLIENT_SECRET'),
    });
  });
});
