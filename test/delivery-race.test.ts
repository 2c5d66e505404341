import { and, eq, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changes, deliveries as rows } from '../schema/index.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { addRule } from './support/harbor.ts';
import { signIn } from './support/linked-accounts.ts';
import { type HarborWithVendors, startHarborWithVendors } from './support/vendors.ts';

/** A delivery that nobody sends yet, because the server has no worker. */
const waiting = async () => {
  const harbor = await startHarborWithVendors({ delivery: quick, roles: ['api'] });
  await addRule(harbor, 'CALL_ENDED', { leadStatus: { notIn: ['LOST'] } }, [deliver(harbor, 'google-ads')]);
  await callFromAd(harbor);
  const [row] = await rowsOf(harbor, 'google-ads');
  if (!row) throw new Error('Nothing was planned.');
  return { harbor, row };
};

const told = async (harbor: HarborWithVendors) =>
  (await rowsOf(harbor, 'google-ads')).map(({ intent, state }) => `${intent} ${state}`);

describe('a worker that takes a delivery while its call is judged', () => {
  it('is known of in the end: what it sends is taken back', async () => {
    const { harbor, row } = await waiting();
    const worker = postgres(harbor.stack.databaseUrl, { max: 1, onnotice: () => undefined });
    onTestFinished(() => worker.end());
    const edit = await worker.begin(async (tx) => {
      await tx`update deliveries set state = 'SENDING', changed_at = now() where id = ${row.id}`;
      const judged = harbor.stack.edits.updateCall(systemReach(harbor.accountId, 'test'), row.callId, {
        leadStatus: 'LOST',
      });
      await expect
        .poll(async () => {
          const [held] = await tx`select count(*)::int as count
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where not l.granted and a.datname = current_database()`;
          return held?.['count'];
        })
        .toBeGreaterThan(0);
      return { judged };
    });
    await edit.judged;
    expect(await told(harbor)).toEqual(['SEND SENDING', 'RETRACT PENDING']);
    const news = await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx
        .select()
        .from(changes)
        .where(and(eq(changes.subjectId, row.id), sql`detail ->> 'state' = 'SUPERSEDED'`)),
    );
    expect(news).toEqual([]);
  });
});

describe('a version that a worker gives back just when a newer one is planned', () => {
  const older = async (state: string, newer: string) => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    harbor.sandboxes['google-ads'].fail({ path: '/v1/events', times: 1, after: 'hang' });
    await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads', { value: 'CALL' })]);
    await callFromAd(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND SENDING']);
    const [first] = await rowsOf(harbor, 'google-ads');
    await harbor.stack.edits.updateCall(systemReach(harbor.accountId, 'test'), first?.callId ?? '', {
      value: { amount: '75.00', currency: 'USD' },
    });
    const { db } = harbor.stack;
    // As it stands when the older one was settled by somebody who could not see the newer one yet.
    await db.inAccount(systemReach(harbor.accountId, 'test'), async (tx) => {
      await tx
        .update(rows)
        .set({ state: newer as 'PENDING' })
        .where(eq(rows.revision, 2));
      await tx
        .update(rows)
        .set({ state: state as 'PENDING' })
        .where(eq(rows.revision, 1));
    });
    harbor.sandboxes['google-ads'].letGo();
    return harbor;
  };

  it.each(['RETRYING', 'NEEDS_RECONNECT'])('gives way from %s when the newer one is sent', async (state) => {
    const harbor = await older(state, 'PENDING');
    await expect.poll(() => told(harbor)).toEqual(['SEND SUPERSEDED', 'SEND ACCEPTED']);
  });

  it('gives way at its own turn when the newer one was sent before', async () => {
    const harbor = await older('NEEDS_RECONNECT', 'CONFIRMED');
    const { linkedAccounts } = harbor.stack;
    await signIn(
      { linkedAccounts, accountId: harbor.accountId },
      {
        integration: 'google-ads',
        settings: { customerId: '123-456-7890' },
        linkedAccountId: harbor.linkedAccounts['google-ads'],
      },
    );
    await expect.poll(() => told(harbor)).toEqual(['SEND SUPERSEDED', 'SEND CONFIRMED']);
  });
});
