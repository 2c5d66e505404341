import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordingExchange } from '../../integrations/kit/exchange.ts';
import { exampleItem } from '../../integrations/kit/testing.ts';
import { webhookSandbox } from '../../integrations/webhook/sandbox.ts';
import { changes, linkedAccounts as table } from '../../schema/index.ts';
import { linkedAccountsWorld, type Process, serve } from '../../test/support/linked-accounts.ts';
import { seedAccount } from '../../test/support/seed.ts';
import type { Db } from '../db.ts';
import { systemReach } from '../reach.ts';
import { Refusals } from './input.ts';

const signingSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
const otherSecret = 'whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

const rowsOf = (db: Db, accountId: string) =>
  db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(table));

const world = async () => {
  const base = await linkedAccountsWorld();
  const receiver = await serve(webhookSandbox({ secret: signingSecret }));
  const settings = { url: `${receiver.url}/hooks/calls` };
  const input = { integration: 'webhook', settings, secrets: { signingSecret } };
  return { ...base, receiver, input };
};

const attempt = () => ({ exchange: recordingExchange([]), signal: AbortSignal.timeout(10_000) });

const openIn = ({ linkedAccounts }: Process, accountId: string, linkedAccountId: string) =>
  linkedAccounts.open(accountId, linkedAccountId, attempt());

describe('connecting with a secret', () => {
  it('proves it, seals it, and opens a client whose actions work', async () => {
    const { linkedAccounts, db, accountId, input, receiver, log } = await world();
    const { linkedAccountId, authorizeUrl } = await linkedAccounts.connect(
      systemReach(accountId, 'test'),
      input,
    );
    expect(authorizeUrl).toBeNull();
    expect(receiver.ledger()).toMatchObject([{ type: 'connection.check' }]);

    const [row] = await rowsOf(db, accountId);
    const host = new URL(receiver.url).host;
    expect(row).toMatchObject({ id: linkedAccountId, state: 'ACTIVE', label: host, reason: null });
    expect(row?.externalId).toContain(host);
    expect(Buffer.from(row?.secrets ?? []).includes(signingSecret)).toBe(false);

    const opened = await linkedAccounts.open(accountId, linkedAccountId, attempt());
    const [result] = (await opened.integration.actions[0]?.run(opened.client, [exampleItem({})])) ?? [];
    expect(result).toMatchObject({ status: 'accepted' });
    expect(log.join()).not.toContain(signingSecret);
  });

  it('names every wrong field and stores nothing', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const refused = await linkedAccounts
      .connect(systemReach(accountId, 'test'), {
        integration: 'webhook',
        label: 'x'.repeat(101),
        settings: { url: 'not an address', color: 'red' },
        secrets: {},
        returnTo: '//evil.example/console',
      })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusals);
    const { all } = refused as Refusals;
    expect(all.map(({ field, code }) => `${code} ${field}`).sort()).toEqual([
      'INVALID input.label',
      'INVALID input.returnTo',
      'INVALID input.secrets.signingSecret',
      'INVALID input.settings.color',
      'INVALID input.settings.url',
    ]);
    expect(all.find(({ field }) => field?.endsWith('signingSecret'))?.message).toBe('This is required.');
    await expect(
      linkedAccounts.connect(systemReach(accountId, 'test'), { ...input, integration: 'fax' }),
    ).rejects.toMatchObject({
      code: 'INVALID',
      field: 'input.integration',
    });
    await expect(
      linkedAccounts.connect(systemReach(accountId, 'test'), {
        ...input,
        settings: { url: `${input.settings.url}?a=\0` },
      }),
    ).rejects.toMatchObject({ field: 'input.settings.url' });
    expect(await rowsOf(db, accountId)).toEqual([]);
  });

  it('refuses in the vendor’s words when the check fails, and stores nothing', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const wrong = { ...input, secrets: { signingSecret: otherSecret } };
    await expect(linkedAccounts.connect(systemReach(accountId, 'test'), wrong)).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining('401'),
    });
    expect(await rowsOf(db, accountId)).toEqual([]);
  });

  it('connects again under the same id, and not to another vendor account', async () => {
    const { linkedAccounts, db, accountId, input, receiver } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), {
      ...input,
      label: 'Our CRM',
    });
    const { authorisation } = await linkedAccounts.open(accountId, linkedAccountId, attempt());
    await linkedAccounts.markNeedsReconnect(accountId, linkedAccountId, 'it answered 410', authorisation());
    await linkedAccounts.connect(systemReach(accountId, 'test'), {
      ...input,
      settings: null,
      linkedAccountId,
    });
    const [row, ...more] = await rowsOf(db, accountId);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ id: linkedAccountId, state: 'ACTIVE', label: 'Our CRM', reason: null });

    const elsewhere = { ...input, settings: { url: `${receiver.url}/hooks/other` }, linkedAccountId };
    await expect(linkedAccounts.connect(systemReach(accountId, 'test'), elsewhere)).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.linkedAccountId',
    });
    expect(await rowsOf(db, accountId)).toEqual([row]);
  });

  it('is renewed when the same vendor account is connected once more, also at the same moment', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    // Open connections for all of them, so that they meet.
    await Promise.all(Array.from({ length: 8 }, () => db.client`select pg_sleep(0.05)`));
    const at = (label: string) => linkedAccounts.connect(systemReach(accountId, 'test'), { ...input, label });
    const made = await Promise.all(['one', 'two', 'three', 'four'].map(at));
    expect(new Set(made.map(({ linkedAccountId }) => linkedAccountId)).size).toBe(1);
    expect(made.filter(({ renewed }) => !renewed)).toHaveLength(1);

    const linkedAccountId = made[0]?.linkedAccountId ?? '';
    await linkedAccounts.disconnect(systemReach(accountId, 'test'), linkedAccountId);
    const label = 'Our CRM';
    expect(await at(label)).toMatchObject({ linkedAccountId, renewed: true });
    await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    expect(await rowsOf(db, accountId)).toMatchObject([{ id: linkedAccountId, state: 'ACTIVE', label }]);
  });

  it('does not open secrets that were copied from another row', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const first = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const elsewhere = { ...input, settings: { url: `${input.settings.url}/others` } };
    const second = await linkedAccounts.connect(systemReach(accountId, 'test'), elsewhere);
    await db.inAccount(systemReach(accountId, 'test'), async (tx) => {
      const [row] = await tx.select().from(table).where(eq(table.id, first.linkedAccountId));
      await tx
        .update(table)
        .set({ secrets: row?.secrets ?? null })
        .where(eq(table.id, second.linkedAccountId));
    });
    await expect(linkedAccounts.open(accountId, second.linkedAccountId, attempt())).rejects.toThrow();
    await expect(linkedAccounts.open(accountId, first.linkedAccountId, attempt())).resolves.toBeTruthy();
  });

  it('wipes the secrets when disconnected', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    await linkedAccounts.disconnect(systemReach(accountId, 'test'), linkedAccountId);
    const [row] = await rowsOf(db, accountId);
    expect(row).toMatchObject({ state: 'DISCONNECTED', secrets: null });
    await expect(linkedAccounts.open(accountId, linkedAccountId, attempt())).rejects.toMatchObject({
      name: 'Reconnect',
      message: expect.stringContaining('disconnected'),
    });
    const again = { ...input, linkedAccountId };
    await expect(linkedAccounts.connect(systemReach(accountId, 'test'), again)).resolves.toMatchObject({
      linkedAccountId,
    });
  });

  it('is nothing to another account', async () => {
    const mine = await world();
    const theirs = await seedAccount(mine.db);
    const { linkedAccountId } = await mine.linkedAccounts.connect(
      systemReach(mine.accountId, 'test'),
      mine.input,
    );
    const missing = { code: 'NOT_FOUND' };
    await expect(openIn(mine, theirs, linkedAccountId)).rejects.toMatchObject(missing);
    await expect(
      mine.linkedAccounts.disconnect(systemReach(theirs, 'test'), linkedAccountId),
    ).rejects.toMatchObject(missing);
    await expect(
      mine.linkedAccounts.connect(systemReach(theirs, 'test'), { ...mine.input, linkedAccountId }),
    ).rejects.toMatchObject(missing);
    await expect(openIn(mine, mine.accountId, linkedAccountId)).resolves.toBeTruthy();
  });

  it('tells once that a person must connect again', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const opened = await linkedAccounts.open(accountId, linkedAccountId, attempt());
    const mark = () =>
      linkedAccounts.markNeedsReconnect(
        accountId,
        linkedAccountId,
        'gone: Bearer abcdefgh1',
        opened.authorisation(),
      );
    expect((await Promise.all([mark(), mark(), mark()])).toSorted()).toEqual(['KNOWN', 'KNOWN', 'MARKED']);
    const feed = await db.inAccount(systemReach(accountId, 'test'), (tx) => tx.select().from(changes));
    expect(feed.filter(({ detail }) => String(detail['text']).includes('again'))).toHaveLength(1);
    const [row] = await rowsOf(db, accountId);
    expect(row?.reason).toBe('gone: Bearer [secret]');
  });

  it('believes no refusal of what a person has replaced since', async () => {
    const { linkedAccounts, db, accountId, input } = await world();
    const { linkedAccountId } = await linkedAccounts.connect(systemReach(accountId, 'test'), input);
    const refusals = ['by an earlier secret', null].map((by) =>
      linkedAccounts.markNeedsReconnect(accountId, linkedAccountId, 'it answered 410', by),
    );
    expect(await Promise.all(refusals)).toEqual(['OUTDATED', 'OUTDATED']);
    expect(await rowsOf(db, accountId)).toMatchObject([{ state: 'ACTIVE', reason: null }]);
  });
});
