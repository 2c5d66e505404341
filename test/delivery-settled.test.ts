import { asc, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { attempts, deliveries } from '../schema/index.ts';
import { typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, quick, rowsOf } from './support/deliveries.ts';
import { graphqlFor } from './support/front-door.ts';
import { addRule } from './support/harbor.ts';
import { type HarborWithVendors, startHarborWithVendors } from './support/vendors.ts';

const start = () => startHarborWithVendors({ delivery: { ...quick, firstConfirm: 0.3 } });

const told = async (harbor: HarborWithVendors) =>
  (await rowsOf(harbor, 'google-ads')).map(({ intent, state }) => `${intent} ${state}`);

/** What Google says the next time somebody asks what became of an upload. */
const report = (harbor: HarborWithVendors, requestStatus: string, errorInfo?: object): void =>
  harbor.sandboxes['google-ads'].fail({
    path: 'requestStatus',
    times: 1,
    instead: { status: 200, body: { requestStatusPerDestination: [{ requestStatus, errorInfo }] } },
  });

const edit = async (harbor: HarborWithVendors, leadStatus: 'LOST' | 'WON'): Promise<void> => {
  const [row] = await rowsOf(harbor, 'google-ads');
  const editor = systemReach(harbor.accountId, 'test');
  await harbor.stack.edits.updateCall(editor, row?.callId ?? '', { leadStatus });
};

const sent = async (harbor: HarborWithVendors): Promise<void> => {
  await addRule(harbor, 'CALL_ENDED', { leadStatus: { notIn: ['LOST'] } }, [deliver(harbor, 'google-ads')]);
  await callFromAd(harbor);
};

describe('what Google only queued', () => {
  it('is confirmed when Google says so, and what is taken back no sooner', async () => {
    const harbor = await start();
    report(harbor, 'SUCCESS');
    await sent(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND CONFIRMED']);
    report(harbor, 'SUCCESS');
    await edit(harbor, 'LOST');
    await expect.poll(() => told(harbor)).toEqual(['SEND CONFIRMED', 'RETRACT RETRACTED']);
    expect((await rowsOf(harbor, 'google-ads')).at(-1)).toMatchObject({
      reason: expect.stringMatching(/^To be taken back: /),
      receipt: { requestId: expect.any(String) },
      confirmedAt: expect.any(Date),
    });
  });

  it('is taken back again when Google did not count that it was', async () => {
    const harbor = await start();
    report(harbor, 'SUCCESS');
    await sent(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND CONFIRMED']);
    report(harbor, 'FAILED', {
      errorCounts: [{ reason: 'PROCESSING_ERROR_REASON_TOO_RECENT_CLICK', recordCount: '1' }],
    });
    await edit(harbor, 'LOST');
    await expect.poll(() => told(harbor)).toEqual(['SEND CONFIRMED', 'RETRACT RETRYING']);
  });

  it('stays accepted, and says why, when nobody can ask', async () => {
    const harbor = await startHarborWithVendors({ delivery: { ...quick, firstConfirm: 3 } });
    await sent(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    const { db } = harbor.stack;
    await db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.update(deliveries).set({ receipt: null }),
    );
    await expect
      .poll(async () => (await rowsOf(harbor, 'google-ads'))[0]?.reason)
      .toMatch(/nothing to ask by/);
    expect(await told(harbor)).toEqual(['SEND ACCEPTED']);
  });

  it('is asked about for a week from when it was taken in, however old it is', async () => {
    const harbor = await startHarborWithVendors({ delivery: { ...quick, firstConfirm: 3 } });
    await sent(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND ACCEPTED']);
    const { db } = harbor.stack;
    await db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
      tx.update(deliveries).set({ createdAt: sql`now() - interval '8 days'` }),
    );
    report(harbor, 'PARTIAL_SUCCESS', { errorCounts: [{ reason: 'NOT_NAMED', recordCount: '1' }] });
    await expect.poll(async () => (await rowsOf(harbor, 'google-ads'))[0]?.reason).toMatch(/NOT_NAMED/);
    expect((await rowsOf(harbor, 'google-ads'))[0]?.reason).not.toMatch(/has not confirmed it/);
  });
});

describe('four days of trying', () => {
  it('count from the first try, and anew when somebody sends it again', async () => {
    const harbor = await startHarborWithVendors({ delivery: quick });
    const { stack, accountId } = harbor;
    const busy = { status: 503, headers: { 'retry-after': '1' } };
    harbor.sandboxes['google-ads'].fail({ path: '/v1/events', times: 99, instead: busy });
    await sent(harbor);
    await expect.poll(() => told(harbor)).toEqual(['SEND RETRYING']);
    const old = { createdAt: sql`now() - interval '9 days'` };
    await stack.db.inAccount(systemReach(accountId, 'test'), (tx) => tx.update(deliveries).set(old));
    const log = () =>
      stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
        tx.select().from(attempts).orderBy(asc(attempts.number)),
      );
    const before = (await log()).length;
    await expect.poll(async () => (await log()).length).toBeGreaterThan(before);
    expect(await told(harbor)).not.toEqual(['SEND REJECTED']);

    await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx.update(attempts).set({ at: sql`now() - interval '5 days'` }).where(eq(attempts.number, 1)),
    );
    await expect.poll(() => told(harbor)).toEqual(['SEND REJECTED']);
    const [row] = await rowsOf(harbor, 'google-ads');
    expect(row?.reason).toMatch(/^Given up after 4 days and \d+ tries/);

    const api = await graphqlFor(stack, accountId);
    await api.ask('mutation ($id: ID!) { retryDelivery(input: { id: $id }) { userErrors { code } } }', {
      id: typedId('Delivery', row?.id ?? ''),
    });
    await expect
      .poll(async () => (await log()).slice(row?.attemptCount ?? 0).map(({ error }) => error !== null))
      .toEqual(expect.arrayContaining([true, true]));
    expect((await log()).at(row?.attemptCount ?? 0)?.error).toBe('Sent again by hand.');
    expect(await told(harbor)).not.toEqual(['SEND REJECTED']);
  });
});
