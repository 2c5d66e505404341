import { describe, expect, it } from 'vitest';
import { twilioAccountApi } from '../../integrations/twilio/account-api.ts';
import { directory } from '../../schema/index.ts';
import { linkedAccountsWorld, serve } from '../../test/support/linked-accounts.ts';
import { seedAccount } from '../../test/support/seed.ts';
import { systemReach } from '../reach.ts';

const first = { accountSid: 'AC1', authToken: 'first-auth-token' };

const world = async () => {
  let secrets = first;
  const api = await serve({
    ledger: () => [],
    // The account's token can be changed while it runs.
    handle: (request) => twilioAccountApi({ ...secrets, friendlyName: 'Hudson Plumbing' }).handle(request),
  });
  const base = await linkedAccountsWorld({ endpoints: { twilio: { api: api.url } } });
  const changeToken = (authToken: string) => {
    secrets = { ...secrets, authToken };
    return { integration: 'twilio', secrets };
  };
  return { ...base, changeToken, input: { integration: 'twilio', secrets: first } };
};

describe('a carrier’s account', () => {
  it('leads to the linked account, and belongs to one only', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    expect(await linkedAccounts.carrierSecrets('twilio', 'AC1')).toEqual({
      accountId,
      linkedAccountId,
      secrets: first,
    });
    expect(await linkedAccounts.carrierSecrets('twilio', 'AC2')).toBeNull();
    expect(await linkedAccounts.carrierSecrets('twilio', 'AC\0')).toBeNull();

    await expect(linkedAccounts.connect(systemReach(accountId, 'test'), input)).resolves.toMatchObject({
      linkedAccountId,
      renewed: true,
    });
    const other = await seedAccount(db);
    await expect(linkedAccounts.connect(systemReach(other, 'test'), input)).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.secrets',
    });

    await linkedAccounts.disconnect(systemReach(accountId, 'test'), linkedAccountId);
    expect(await linkedAccounts.carrierSecrets('twilio', 'AC1')).toBeNull();
    expect(await db.orm.select().from(directory)).toEqual([]);
    await expect(linkedAccounts.connect(systemReach(other, 'test'), input)).resolves.toBeTruthy();
  });

  it('is known while the database is down, however old the copy', async () => {
    const { linkedAccounts, accountId, input, startAnother, wait } = await world();
    await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const api = startAnother();
    await api.linkedAccounts.warm();
    await api.db.stop();
    expect(await api.linkedAccounts.carrierSecrets('twilio', 'AC1')).toMatchObject({ secrets: first });
    wait(24 * 3600);
    expect(await api.linkedAccounts.carrierSecrets('twilio', 'AC1')).toMatchObject({ secrets: first });
    await expect(api.linkedAccounts.carrierSecrets('twilio', 'AC2')).rejects.toThrow();
  });

  it('is read anew on demand after another process changed the secret', async () => {
    const { linkedAccounts, accountId, input, startAnother, changeToken, wait } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const api = startAnother();
    await api.linkedAccounts.carrierSecrets('twilio', 'AC1');
    await linkedAccounts.connect(systemReach(accountId, 'test'), {
      ...changeToken('second-auth-token'),
      linkedAccountId,
    });
    const token = async (fresh: boolean) =>
      (await api.linkedAccounts.carrierSecrets('twilio', 'AC1', { fresh }))?.secrets['authToken'];
    expect(await token(false)).toBe('first-auth-token');
    wait(2);
    expect(await token(true)).toBe('second-auth-token');
    expect(await token(false)).toBe('second-auth-token');
  });
});
