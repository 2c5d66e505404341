import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordingExchange } from '../../integrations/kit/exchange.ts';
import { directory, linkedAccounts as table } from '../../schema/index.ts';
import {
  agree,
  answerOf,
  finish,
  googleSettings,
  type LinkedAccountsWorld,
  linkedAccountsWorld,
  publicUrl,
  signIn,
} from '../../test/support/linked-accounts.ts';
import { seedAccount } from '../../test/support/seed.ts';
import type { Db } from '../db.ts';
import type { Refusal } from '../errors.ts';
import { systemReach } from '../reach.ts';

const rowOf = async (db: Db, accountId: string, id: string) => {
  const [row] = await db.inAccount(systemReach(accountId, 'test'), (tx) =>
    tx.select().from(table).where(eq(table.id, id)),
  );
  return row;
};

const google = { integration: 'google-ads', settings: googleSettings };

/** Why a sign-in was refused. */
const refusalOf = (finishing: Promise<unknown>) =>
  finishing.then(
    () => ({ code: 'NONE', message: 'It was not refused.' }),
    (error: unknown) => error as Refusal,
  );

const opens = ({ linkedAccounts, accountId }: LinkedAccountsWorld, linkedAccountId: string) =>
  linkedAccounts.open(accountId, linkedAccountId, {
    exchange: recordingExchange([]),
    signal: AbortSignal.timeout(10_000),
  });

describe('signing in at a vendor', () => {
  it.each([
    ['google-ads', googleSettings, '1234567890', 'Google Ads 123-456-7890'],
    ['hubspot', {}, '48200113', 'HubSpot portal 48200113'],
    ['salesforce', {}, '00D000000000001AAA', 'Hudson Plumbing'],
  ])('connects %s', async (integration, settings, externalId, label) => {
    const world = await linkedAccountsWorld();
    const { linkedAccounts, db, accountId } = world;
    const begun = await linkedAccounts.connect(systemReach(accountId, 'test'), { integration, settings });
    const { linkedAccountId, authorizeUrl } = begun;
    expect(await rowOf(db, accountId, linkedAccountId)).toMatchObject({ state: 'PENDING', externalId: null });
    await expect(opens(world, linkedAccountId)).rejects.toMatchObject({ name: 'Reconnect' });

    const back = await agree(authorizeUrl);
    expect(back.origin + back.pathname).toBe(`${publicUrl}/oauth/callback`);
    const answer = { ...answerOf(back), finishToken: begun.finishToken ?? '' };
    expect(await linkedAccounts.finishSignIn(systemReach(accountId, 'test'), answer)).toEqual({
      linkedAccountId,
      renewed: false,
      returnTo: '/console/integrations',
    });
    const row = await rowOf(db, accountId, linkedAccountId);
    expect(row).toMatchObject({ state: 'ACTIVE', externalId, label, reason: null });
    await expect(opens(world, linkedAccountId)).resolves.toMatchObject({ integration: { id: integration } });
    expect(await db.orm.select().from(directory)).toEqual([]);
  });

  it('names the variables of a missing OAuth app', async () => {
    const { linkedAccounts, accountId } = await linkedAccountsWorld({ apps: false });
    await expect(linkedAccounts.connect(systemReach(accountId, 'test'), google)).rejects.toMatchObject({
      field: 'input.integration',
      message: expect.stringContaining('OAUTH_GOOGLE_ADS_CLIENT_ID and OAUTH_GOOGLE_ADS_CLIENT_SECRET'),
    });
  });

  it('takes a state once, however often it is brought', async () => {
    const { linkedAccounts, accountId, db } = await linkedAccountsWorld();
    const { authorizeUrl, finishToken } = await linkedAccounts.connect(
      systemReach(accountId, 'test'),
      google,
    );
    const answer = { ...answerOf(await agree(authorizeUrl)), finishToken: finishToken ?? '' };
    const bringing = () => refusalOf(linkedAccounts.finishSignIn(systemReach(accountId, 'test'), answer));
    // Open connections for all of them, so that they meet.
    await Promise.all(Array.from({ length: 8 }, () => db.client`select pg_sleep(0.05)`));
    const codes = await Promise.all(Array.from({ length: 4 }, async () => (await bringing()).code));
    expect(codes.sort()).toEqual(['NONE', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect(await bringing()).toMatchObject({ code: 'NOT_FOUND', field: 'input.state' });
  });

  it('takes a state for fifteen minutes, and only the newest of a linked account', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccounts, accountId, wait } = world;
    const first = await linkedAccounts.connect(systemReach(accountId, 'test'), google);
    const second = await linkedAccounts.connect(systemReach(accountId, 'test'), {
      ...google,
      linkedAccountId: first.linkedAccountId,
    });
    await expect(finish(world, first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    wait(15 * 60);
    await expect(finish(world, second)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not let a state open another account’s linked account', async () => {
    const { linkedAccounts, db, accountId } = await linkedAccountsWorld();
    const theirs = await seedAccount(db);
    const mine = await linkedAccounts.connect(systemReach(accountId, 'test'), google);
    const other = await linkedAccounts.connect(systemReach(theirs, 'test'), google);
    // What an attacker with a hand in the directory would try.
    const [theirState] = await db.orm.select().from(directory).where(eq(directory.accountId, theirs));
    await db.orm.delete(directory).where(eq(directory.accountId, theirs));
    await db.orm
      .update(directory)
      .set({ accountId: theirs, subjectId: theirState?.subjectId ?? '' })
      .where(eq(directory.accountId, accountId));
    await expect(finish({ linkedAccounts, accountId }, mine)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await rowOf(db, theirs, other.linkedAccountId)).toMatchObject({ state: 'PENDING' });
    expect(await rowOf(db, accountId, mine.linkedAccountId)).toMatchObject({ state: 'PENDING' });
  });

  it('says so when the person did not agree', async () => {
    const { linkedAccounts, db, accountId } = await linkedAccountsWorld();
    const { authorizeUrl, finishToken, linkedAccountId } = await linkedAccounts.connect(
      systemReach(accountId, 'test'),
      google,
    );
    const { state } = answerOf(await agree(authorizeUrl));
    const answer = { state, finishToken: finishToken ?? '', error: 'access_denied' };
    await expect(linkedAccounts.finishSignIn(systemReach(accountId, 'test'), answer)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('not allowed at Google Ads'),
    });
    expect(await rowOf(db, accountId, linkedAccountId)).toMatchObject({
      state: 'NEEDS_RECONNECT',
      reason: expect.stringContaining('not allowed'),
    });
  });

  it('keeps the reason of a check that failed, and connects under the same id once it is mended', async () => {
    const world = await linkedAccountsWorld({ keyField: 'Other_Key__c' });
    const { linkedAccounts, db, accountId } = world;
    const input = { integration: 'salesforce', settings: {} };
    const begun = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const { linkedAccountId } = begun;
    await expect(finish(world, begun)).rejects.toMatchObject({ code: 'INVALID' });
    expect(await rowOf(db, accountId, linkedAccountId)).toMatchObject({
      state: 'NEEDS_RECONNECT',
      reason: expect.stringContaining('no field Call_Key__c'),
    });
    const settings = { keyField: 'Other_Key__c' };
    const mended = await signIn(world, { ...input, settings, linkedAccountId });
    expect(mended).toMatchObject({ linkedAccountId, renewed: false });
    expect(await rowOf(db, accountId, linkedAccountId)).toMatchObject({ state: 'ACTIVE', reason: null });
  });

  it('goes on as it was when a new sign-in leads to another vendor account', async () => {
    const world = await linkedAccountsWorld();
    const { linkedAccountId } = await signIn(world, { ...google, label: 'Main account' });
    const before = await rowOf(world.db, world.accountId, linkedAccountId);
    const other = { ...google, settings: { customerId: '999-999-9999' }, linkedAccountId };
    await expect(signIn(world, other)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('1234567890'),
    });
    const { secrets: _, ...rest } = before ?? {};
    expect(await rowOf(world.db, world.accountId, linkedAccountId)).toMatchObject({
      ...rest,
      state: 'ACTIVE',
    });
    await expect(opens(world, linkedAccountId)).resolves.toBeTruthy();
  });

  it('returns to no place outside the console', async () => {
    const { linkedAccounts, accountId } = await linkedAccountsWorld();
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
      await expect(
        linkedAccounts.connect(systemReach(accountId, 'test'), { ...google, returnTo }),
        returnTo,
      ).rejects.toMatchObject({
        field: 'input.returnTo',
      });
  });

  it('tells a wrong OAuth app from a refused person', async () => {
    const world = await linkedAccountsWorld();
    const begun = await world.linkedAccounts.connect(systemReach(world.accountId, 'test'), google);
    world.served.google.fail({
      path: '/token',
      times: 1,
      instead: { status: 401, body: { error: 'invalid_client' } },
    });
    await expect(finish(world, begun)).rejects.toMatchObject({
      message: expect.stringContaining('OAUTH_GOOGLE_ADS_CLIENT_SECRET'),
    });
  });
});
