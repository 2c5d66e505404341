import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { attempts, changes, linkedAccounts } from '../schema/index.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf, states } from './support/deliveries.ts';
import { addRule } from './support/harbor.ts';
import { type HarborWithVendors, startHarborWithVendors, vendorIds } from './support/vendors.ts';

const attemptsOf = (harbor: HarborWithVendors) =>
  harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
    tx.select().from(attempts).orderBy(asc(attempts.number)),
  );

describe('a qualified call', () => {
  it('reaches every vendor once, with its attempt on record', async () => {
    const harbor = await startHarborWithVendors();
    const vendors = vendorIds;
    await addRule(
      harbor,
      'CALL_ENDED',
      { talkSeconds: { gte: 60 } },
      vendors.map((vendor) => deliver(harbor, vendor)),
    );
    await callFromAd(harbor);

    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['ACCEPTED']);
    for (const vendor of ['hubspot', 'salesforce', 'webhook'] as const) {
      await expect.poll(() => states(harbor, vendor)).toEqual(['CONFIRMED']);
    }
    for (const vendor of vendors) expect(harbor.sandboxes[vendor].ledger().length, vendor).toBeGreaterThan(0);
    const log = await attemptsOf(harbor);
    expect(log).toHaveLength(4);
    expect(log.every((attempt) => attempt.exchanges.length > 0 && attempt.error === null)).toBe(true);
    expect(JSON.stringify(log)).not.toContain('2125550177');
    const feed = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.select({ detail: changes.detail }).from(changes).where(eq(changes.kind, 'DELIVERY_CHANGED')),
    );
    expect(feed.map(({ detail }) => detail['text'])).toEqual(
      expect.arrayContaining([
        'Google Ads 123-456-7890: waiting to be sent.',
        'Google Ads 123-456-7890: accepted. The vendor took it in and confirms later.',
      ]),
    );
  });

  it('is not sent where it cannot count, and the reason is stored', async () => {
    const harbor = await startHarborWithVendors();
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
    await harbor.carrier.placeCall({
      from: '+12125550177',
      to: '+12125550142',
      script: { ringSeconds: 1, answered: true, talkSeconds: 9 },
    });
    expect((await rowsOf(harbor, 'google-ads')).map(({ state, reason }) => [state, reason])).toEqual([
      ['SKIPPED', expect.stringMatching(/click/i)],
    ]);
    expect(harbor.sandboxes['google-ads'].ledger()).toEqual([]);
  });
});

describe('a vendor in trouble', () => {
  it('is asked again when it says when', async () => {
    const harbor = await startHarborWithVendors();
    harbor.sandboxes.webhook.fail({
      path: '/calls',
      times: 1,
      instead: { status: 429, headers: { 'retry-after': '1' } },
    });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED']);
    expect((await attemptsOf(harbor)).map((attempt) => attempt.status)).toEqual([429, 200]);
  });

  it.each(['hang up', 'cut the answer'])('has one record when it acted and then did: %s', async (how) => {
    const harbor = await startHarborWithVendors();
    const after = how === 'hang up' ? 'reset' : 'truncate';
    harbor.sandboxes.hubspot.fail({ path: '/batch/upsert', times: 1, after });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'hubspot')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['CONFIRMED']);
    expect(await attemptsOf(harbor)).toHaveLength(2);
    expect(harbor.sandboxes.hubspot.ledger()).toHaveLength(1);
  });

  it('that revoked us waits for a person, and goes on when reconnected', async () => {
    const harbor = await startHarborWithVendors();
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 1, instead: { status: 410 } });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['NEEDS_RECONNECT']);
    const linkedAccountOf = () =>
      harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
        tx
          .select({ state: linkedAccounts.state, reason: linkedAccounts.reason })
          .from(linkedAccounts)
          .where(eq(linkedAccounts.id, harbor.linkedAccounts.webhook)),
      );
    await expect.poll(linkedAccountOf).toEqual([{ state: 'NEEDS_RECONNECT', reason: expect.any(String) }]);

    await harbor.stack.linkedAccounts.connect(systemReach(harbor.accountId, 'test'), {
      integration: 'webhook',
      linkedAccountId: harbor.linkedAccounts.webhook,
      secrets: {
        signingSecret: `whsec_${Buffer.from('a signing secret for tests 01234').toString('base64')}`,
      },
    });
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['CONFIRMED']);
  });
});

describe('a call that changes after it was sent', () => {
  it('is sent again under the same key with the newest value', async () => {
    const harbor = await startHarborWithVendors();
    for (const trigger of ['CALL_ENDED', 'CALL_UPDATED'] as const) {
      await addRule(harbor, trigger, {}, [deliver(harbor, 'google-ads')]);
    }
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['ACCEPTED']);
    const [sent] = await rowsOf(harbor, 'google-ads');
    await harbor.stack.edits.updateCall(systemReach(harbor.accountId, 'test'), sent?.callId ?? '', {
      value: { amount: '320.00', currency: 'USD' },
    });

    await expect.poll(() => states(harbor, 'google-ads')).toEqual(['ACCEPTED', 'ACCEPTED']);
    const rows = await rowsOf(harbor, 'google-ads');
    expect(new Set(rows.map((row) => row.key)).size).toBe(1);
    expect(harbor.sandboxes['google-ads'].ledger()).toEqual([expect.objectContaining({ updates: 1 })]);
  });
});

describe('a vendor that hangs', () => {
  it('delays nobody else', async () => {
    const harbor = await startHarborWithVendors();
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 50, after: 'hang' });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['SENDING']);
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'hubspot')]);
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'hubspot')).toEqual(['CONFIRMED']);
    expect(await states(harbor, 'webhook')).toContain('SENDING');
  });

  it('and then refuses leaves no older version behind when a newer one has arrived', async () => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    // Longer than an edit takes on any machine.
    const busy = { status: 503, headers: { 'retry-after': '60' } };
    harbor.sandboxes.webhook.fail({ path: '/calls', times: 1, instead: busy });
    for (const trigger of ['CALL_ENDED', 'CALL_UPDATED'] as const) {
      await addRule(harbor, trigger, {}, [deliver(harbor, 'webhook')]);
    }
    await callFromAd(harbor);
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['RETRYING']);
    const [first] = await rowsOf(harbor, 'webhook');
    await harbor.stack.edits.updateCall(systemReach(harbor.accountId, 'test'), first?.callId ?? '', {
      note: 'called back',
    });
    await expect.poll(() => states(harbor, 'webhook')).toEqual(['SUPERSEDED', 'CONFIRMED']);
    expect(
      harbor.sandboxes.webhook.ledger().filter((entry) => JSON.stringify(entry).includes('called back')),
    ).toHaveLength(1);
  });
});
