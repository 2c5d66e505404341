import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, linkedAccountOf, quick, rowsOf } from './support/deliveries.ts';
import { addRule } from './support/harbor.ts';
import { signIn } from './support/linked-accounts.ts';
import { type HarborWithVendors, startHarborWithVendors } from './support/vendors.ts';

const counted = { requestStatusPerDestination: [{ requestStatus: 'SUCCESS' }] };

/** Google behind a front that answers itself what became of an upload, and knows what it was asked. */
const startWithFront = async () => {
  const asked: string[] = [];
  const answers = new Map<string, { readonly status: number; readonly body: object } | 'hang'>();
  const google = async (target: string): Promise<string> => {
    const server = createServer((near, response) => {
      const { pathname, searchParams } = new URL(near.url ?? '/', target);
      if (pathname === '/v1/requestStatus:retrieve') {
        const id = searchParams.get('requestId') ?? '';
        asked.push(id);
        const answer = answers.get(id);
        if (answer === 'hang') return;
        if (answer) {
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          return void response.end(JSON.stringify(answer.body));
        }
      }
      const { method, headers } = near;
      const far = request(new URL(near.url ?? '/', target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      near.pipe(far);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const harbor = await startHarborWithVendors({ delivery: quick }, { google });
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'google-ads')]);
  await callFromAd(harbor);
  await expect.poll(async () => (await rowsOf(harbor, 'google-ads'))[0]?.state).toBe('ACCEPTED');
  return { harbor, asked, answers };
};

/** As many more that Google took in by this upload, with the questions about them due. */
const accepted = async (
  harbor: HarborWithVendors,
  requestId: string,
  count: number,
  linkedAccountId = harbor.linkedAccounts['google-ads'],
): Promise<readonly string[]> => {
  const { stack, accountId } = harbor;
  const [row] = await rowsOf(harbor, 'google-ads');
  const copies = Array.from({ length: count }, (_, index) => ({ id: newId(), index }));
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.execute(sql`
      insert into deliveries (account_id, company_id, id, call_id, linked_account_id, integration, action, target, revision, key,
        settings, snapshot, automation_id, automation_version, state, due_at, accepted_at, receipt)
      select d.account_id, d.company_id, b.id, d.call_id, ${linkedAccountId}::uuid, d.integration, d.action, b.id::text, 1, b.id::text,
        d.settings, d.snapshot, d.automation_id, d.automation_version, 'ACCEPTED', now(), now(),
        jsonb_build_object('requestId', ${requestId}::text, 'index', b.index)
      from deliveries d, jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as b (id uuid, index int)
      where d.account_id = ${accountId}::uuid and d.id = ${row?.id}::uuid`);
  });
  await stack.db.pipeline(async () => {
    const jobs = copies.map(({ id }) => ({ accountId, deliveryId: id, linkedAccountId }));
    return { result: undefined, last: await stack.enqueue.confirm(jobs, 0) };
  });
  return copies.map(({ id }) => id);
};

const statesOf = async (harbor: HarborWithVendors, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (await rowsOf(harbor, 'google-ads')).filter(({ id }) => ids.includes(id)).map(({ state }) => state),
  );

describe('what became of an upload', () => {
  it('is asked once, however many calls were in it', async () => {
    const { harbor, asked, answers } = await startWithFront();
    answers.set('one upload', { status: 200, body: counted });
    const ids = await accepted(harbor, 'one upload', 60);
    await expect.poll(() => statesOf(harbor, ids)).toEqual(new Set(['CONFIRMED']));
    expect(asked.filter((id) => id === 'one upload')).toHaveLength(1);
  });

  it('is learned although another linked account gets no answer', async () => {
    const { harbor, asked, answers } = await startWithFront();
    const { linkedAccountId } = await signIn(
      { linkedAccounts: harbor.stack.linkedAccounts, accountId: harbor.accountId },
      { integration: 'google-ads', settings: { customerId: '999-999-9999' } },
    );
    answers.set('silence', 'hang').set('an answer', { status: 200, body: counted });
    await accepted(harbor, 'silence', 60, linkedAccountId);
    await expect.poll(() => asked).toContain('silence');
    const ids = await accepted(harbor, 'an answer', 3);
    await expect.poll(() => statesOf(harbor, ids)).toEqual(new Set(['CONFIRMED']));
  });

  it('shows that the authorisation is gone, to the owner too', async () => {
    const { harbor, answers } = await startWithFront();
    answers.set('refused', { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } });
    const ids = await accepted(harbor, 'refused', 3);
    await expect
      .poll(async () => {
        const { state, toldAt } = await linkedAccountOf(harbor, harbor.linkedAccounts['google-ads']);
        return [state, toldAt !== null];
      })
      .toEqual(['NEEDS_RECONNECT', true]);
    expect(await statesOf(harbor, ids)).toEqual(new Set(['ACCEPTED']));
  });

  it('is not asked of a vendor whose linked account is paused', async () => {
    const { harbor, asked, answers } = await startWithFront();
    const { stack, accountId, linkedAccounts } = harbor;
    const pause = (seconds: number) =>
      stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
        tx.execute(sql`update linked_accounts set failures = 9, paused_until = now() + make_interval(secs => ${seconds})
          where account_id = ${accountId}::uuid and id = ${linkedAccounts['google-ads']}::uuid`),
      );
    await pause(600);
    answers.set('later', { status: 200, body: counted });
    await accepted(harbor, 'later', 3);
    const waiting = () =>
      stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
        tx.execute(sql`select count(*)::int as n from pgboss.job where name = 'confirm' and state = 'created'
          and start_after > now() + interval '5 minutes' and start_after < now() + interval '11 minutes'`),
      );
    // Three that wait for the pause to end.
    await expect.poll(async () => (await waiting())[0]?.['n']).toBe(3);
    expect(asked).not.toContain('later');
  });
});
