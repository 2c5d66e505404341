import { eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { automations, automationVersions, calls, decisions } from '../schema/index.ts';
import type { CallEdit } from '../src/edits/edits.ts';
import { systemReach } from '../src/reach.ts';
import { setupChanged } from '../src/setup/cache.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { addRule, addTag } from './support/harbor.ts';
import { type HarborWithVendors, startHarborWithVendors, type VendorId } from './support/vendors.ts';

const start = () => startHarborWithVendors({ delivery: quick });

const told = async (harbor: HarborWithVendors, integration: VendorId = 'google-ads') =>
  (await rowsOf(harbor, integration)).map(({ intent, state }) => `${intent} ${state}`);

const edit = async (harbor: HarborWithVendors, change: CallEdit): Promise<void> => {
  const [row] = await rowsOf(harbor, 'google-ads');
  await harbor.stack.edits.updateCall(systemReach(harbor.accountId, 'test'), row?.callId ?? '', change);
};

const tag = async (harbor: HarborWithVendors, tagId: string, add: boolean): Promise<void> => {
  const [row] = await rowsOf(harbor, 'google-ads');
  const editor = systemReach(harbor.accountId, 'test');
  await harbor.stack.edits.tagCalls(editor, [row?.callId ?? ''], [tagId], add);
};

const ledger = (harbor: HarborWithVendors) =>
  harbor.sandboxes['google-ads'].ledger() as readonly { conversionValue?: number; updates: number }[];

describe('a call that stops qualifying', () => {
  it('is taken back, and sent anew under the same key when it qualifies again', async () => {
    const harbor = await start();
    const lost = { leadStatus: { notIn: ['LOST' as const] } };
    await addRule(harbor, 'CALL_ENDED', lost, [deliver(harbor, 'google-ads', { value: 'CALL' })]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    const [first] = await rowsOf(harbor, 'google-ads');
    expect(first?.acceptedAt).toBeInstanceOf(Date);

    await edit(harbor, { value: { amount: '80.00', currency: 'USD' } });
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED', 'SEND ACCEPTED']);
    await edit(harbor, { leadStatus: 'LOST' });
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED', 'SEND ACCEPTED', 'RETRACT ACCEPTED']);
    expect(ledger(harbor)).toEqual([expect.objectContaining({ conversionValue: 0 })]);
    expect((await rowsOf(harbor, 'google-ads')).at(-1)?.reason).toMatch(/^To be taken back: .*LOST/i);

    await edit(harbor, { note: 'They called again.' });
    expect(await told(harbor)).toHaveLength(3);
    await edit(harbor, { leadStatus: 'WON' });
    await expect.poll(async () => (await told(harbor)).at(3)).toBe('SEND ACCEPTED');
    expect(ledger(harbor)).toEqual([expect.objectContaining({ conversionValue: 80 })]);
    expect(new Set((await rowsOf(harbor, 'google-ads')).map((row) => row.key)).size).toBe(1);
  });

  it('stays sent while another rule still wants the same', async () => {
    const harbor = await start();
    const [hot, old] = [await addTag(harbor.stack, harbor.accountId, 'hot'), 'LOST' as const];
    await addRule(harbor, 'CALL_ENDED', { leadStatus: { notIn: [old] } }, [deliver(harbor, 'google-ads')]);
    await addRule(harbor, 'CALL_ENDED', { talkSeconds: { gte: 60 } }, [
      { kind: 'addTag', tagId: hot },
      deliver(harbor, 'google-ads'),
    ]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    await edit(harbor, { leadStatus: 'LOST' });
    expect(await told(harbor)).toEqual(['SEND ACCEPTED']);
    await edit(harbor, { leadStatus: 'SPAM' });
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED', 'RETRACT ACCEPTED']);
  });

  it('is not taken back because the rule itself made its filter untrue', async () => {
    const harbor = await start();
    await addRule(harbor, 'CALL_ENDED', { leadStatus: { in: ['NEW'] } }, [
      { kind: 'setLeadStatus', leadStatus: 'QUALIFIED' },
      deliver(harbor, 'google-ads'),
    ]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    await edit(harbor, { note: 'A note changes nothing that Google is told.' });
    expect(await told(harbor)).toEqual(['SEND ACCEPTED']);
  });

  it('is taken back when its rule no longer sends it, and kept when its rule is switched off', async () => {
    const harbor = await start();
    const { stack, accountId } = harbor;
    const off = await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
    const edited = await addRule(harbor, 'CALL_ENDED', {}, [
      deliver(harbor, 'google-ads', { conversionActionId: '111' }),
    ]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED', 'SEND ACCEPTED']);
    await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
      await tx.update(automations).set({ enabled: false }).where(eq(automations.id, off));
      await tx
        .update(automationVersions)
        .set({ actions: [] })
        .where(eq(automationVersions.automationId, edited));
      await setupChanged(tx, { accountId, companyId: null }, edited, 'Rule changed');
    });
    stack.setup.forget(accountId);
    await edit(harbor, { leadStatus: 'WON' });
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED', 'SEND ACCEPTED', 'RETRACT ACCEPTED']);
    expect((await rowsOf(harbor, 'google-ads')).at(-1)).toMatchObject({
      target: '111',
      settings: { conversionActionId: '111' },
    });
  });

  it('stays at a vendor that keeps everything, and says so', async () => {
    const harbor = await start();
    const good = await addTag(harbor.stack, harbor.accountId, 'good');
    await addRule(harbor, 'CALL_ENDED', {}, [{ kind: 'addTag', tagId: good }, deliver(harbor, 'google-ads')]);
    await addRule(harbor, 'CALL_UPDATED', { tags: { hasAny: ['good'] } }, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    await edit(harbor, { note: 'worth it' });
    await expect.poll(() => told(harbor, 'webhook')).toEqual(['SEND CONFIRMED']);
    await tag(harbor, good, false);
    expect(await told(harbor, 'webhook')).toEqual(['SEND CONFIRMED', 'RETRACT SKIPPED']);
    expect((await rowsOf(harbor, 'webhook')).at(-1)?.reason).toMatch(/keeps what was sent/);
  });

  it('is not sent at all when it never left', async () => {
    const harbor = await start();
    // It is not tried again before the call is edited.
    const busy = { status: 503, headers: { 'retry-after': '60' } };
    harbor.sandboxes['google-ads'].fail({ path: '/v1/events', times: 99, instead: busy });
    await addRule(harbor, 'CALL_ENDED', { leadStatus: { notIn: ['LOST'] } }, [deliver(harbor, 'google-ads')]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND RETRYING']);
    await edit(harbor, { leadStatus: 'LOST' });
    await expect.poll(() => told(harbor)).toEqual(['SEND SUPERSEDED']);
    expect(ledger(harbor)).toEqual([]);
  });
});

describe('two rules that report to one place', () => {
  const fixed = (harbor: HarborWithVendors, fixedValue: number) =>
    deliver(harbor, 'google-ads', { value: 'FIXED', fixedValue, fixedCurrency: 'USD' });
  const values = async (harbor: HarborWithVendors) =>
    (await rowsOf(harbor, 'google-ads')).map(({ settings }) => settings['fixedValue']);
  const reasons = async (harbor: HarborWithVendors) =>
    (
      await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
        tx.select().from(decisions),
      )
    ).map(({ reason }) => reason);

  it('leave it with the one that spoke last, until that one takes its word back', async () => {
    const harbor = await start();
    await addRule(harbor, 'CALL_ENDED', {}, [fixed(harbor, 10)]);
    await addRule(harbor, 'LEAD_STATUS_CHANGED', { leadStatus: { in: ['WON'] } }, [fixed(harbor, 50)]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    await edit(harbor, { leadStatus: 'WON' });
    await edit(harbor, { note: 'They came by.' });
    expect(await values(harbor)).toEqual([10, 50]);
    await edit(harbor, { leadStatus: 'QUALIFIED' });
    expect(await values(harbor)).toEqual([10, 50, 10]);
  });

  it('leave it with the later one when both speak at once, and the earlier one says so', async () => {
    const harbor = await start();
    await addRule(harbor, 'CALL_ENDED', {}, [fixed(harbor, 10)]);
    await addRule(harbor, 'CALL_ENDED', {}, [fixed(harbor, 50)]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    expect(await values(harbor)).toEqual([50]);
    expect(
      (await reasons(harbor)).filter((reason) => reason.includes('the later rule “A rule”')),
    ).toHaveLength(1);
  });
});

describe('a call that can no longer count', () => {
  it('is taken back when what made it count is gone, and never for its age alone', async () => {
    const harbor = await start();
    await addRule(harbor, 'CALL_ENDED', {}, [
      { kind: 'setValue', amount: '149.90', currency: 'USD' },
      deliver(harbor, 'google-ads', { value: 'CALL', requireValue: true }),
    ]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    const { stack, accountId } = harbor;
    const longAgo = (at: PgColumn) => sql`${at} - interval '91 days'`;
    await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.update(calls).set({
        startedAt: longAgo(calls.startedAt),
        endedAt: longAgo(calls.endedAt),
        clickAt: longAgo(calls.clickAt),
      }),
    );
    await edit(harbor, { note: 'The click is old by now.' });
    expect((await told(harbor)).join()).not.toContain('RETRACT');
    await edit(harbor, { value: { amount: '0', currency: 'USD' } });
    await expect.poll(async () => (await told(harbor)).at(-1)).toBe('RETRACT ACCEPTED');
    expect(ledger(harbor)).toEqual([expect.objectContaining({ conversionValue: 0 })]);
    expect((await rowsOf(harbor, 'google-ads')).at(-1)?.reason).toMatch(/^To be taken back: .*zero/);
  });

  it('is sent once what was missing is there', async () => {
    const harbor = await start();
    await addRule(harbor, 'CALL_ENDED', {}, [
      deliver(harbor, 'google-ads', { value: 'CALL', requireValue: true }),
    ]);
    await callFromAd(harbor);
    expect(await told(harbor)).toEqual(['SEND SKIPPED']);
    await edit(harbor, { note: 'Nothing yet.' });
    expect(await told(harbor)).toEqual(['SEND SKIPPED']);
    await edit(harbor, { value: { amount: '80.00', currency: 'USD' } });
    await expect.poll(() => told(harbor)).toEqual(['SEND SKIPPED', 'SEND ACCEPTED']);
    expect(ledger(harbor)).toEqual([expect.objectContaining({ conversionValue: 80 })]);
  });
});

describe('a version overtaken while it was being sent', () => {
  it('is superseded, and the newest value is what stands there', async () => {
    const harbor = await start();
    harbor.sandboxes['google-ads'].fail({ path: '/v1/events', times: 1, after: 'hang' });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND SENDING']);
    await edit(harbor, { value: { amount: '75.00', currency: 'USD' } });
    expect(await told(harbor)).toEqual(['SEND SENDING', 'SEND PENDING']);
    harbor.sandboxes['google-ads'].letGo();
    await expect.poll(() => told(harbor)).toEqual(['SEND SUPERSEDED', 'SEND ACCEPTED']);
    expect(ledger(harbor)).toEqual([expect.objectContaining({ conversionValue: 75, updates: 1 })]);
  });
});
